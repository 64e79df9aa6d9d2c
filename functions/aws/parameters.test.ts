import { expect, test } from "vitest";
import { readParameters } from "./parameters.ts";
import type { Call } from "./signed-call.ts";

const PREFIX = "/mainstreet/test/";
const GOOD = {
  origin: "https://chamber.example.org/",
  pepper: Buffer.alloc(32, "p").toString("base64"),
  "edge-secret": "a secret of the edge",
};

/** A Parameter Store that knows these, in no order, and notes what it is asked. */
function storeOf(values: Readonly<Record<string, string>>, status = 200) {
  const asked: Call[] = [];
  const Parameters = Object.entries(values).map(([name, Value]) => ({ Name: PREFIX + name, Value, Type: "String" }));
  const call = async (call: Call) => {
    asked.push(call);
    return { status, hasFailed: false, text: JSON.stringify({ Parameters: Parameters.reverse() }) };
  };
  return { asked, read: () => readParameters(call, { endpoint: "https://ssm.example.org", prefix: PREFIX }) };
}

test("all are read in one request, opened, and the origin without its slash", async () => {
  const { asked, read } = storeOf(GOOD);

  const parameters = await read();

  expect(parameters).toEqual({
    origin: "https://chamber.example.org",
    pepper: new Uint8Array(32).fill("p".charCodeAt(0)),
    "edge-secret": "a secret of the edge",
  });
  expect(asked).toHaveLength(1);
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ WithDecryption: true });
});

test.each([
  ["origin", { ...GOOD, origin: "chamber.example.org" }],
  ["pepper", { ...GOOD, pepper: Buffer.alloc(16, "p").toString("base64") }],
  ["edge-secret", { ...GOOD, "edge-secret": "short" }],
  ["origin", { pepper: GOOD.pepper, "edge-secret": GOOD["edge-secret"] }],
])("a wrong or missing %s is told by its name, and not by what any of them says", async (name, values) => {
  const said = await storeOf(values)
    .read()
    .catch((error: Error) => error.message);

  expect(said).toBe(`Parameters are missing or wrong: ${PREFIX}${name}.`);
});
