import { Hono } from "hono";
import { expect, test } from "vitest";
import type { ApiEnv } from "../needs.ts";
import { type Cdn, networkOf } from "./client-address.ts";

const CDN: Cdn = {
  secretHeader: "X-Origin-Secret",
  secret: "known",
  addressHeader: "CloudFront-Viewer-Address",
  namesPort: true,
};

async function networkFor(address: string | undefined, headers: Record<string, string> = {}, cdn: Cdn | null = CDN) {
  const app = new Hono<ApiEnv>().get("/", (c) => c.text(networkOf(c, cdn)));
  const answer = await app.request("/", { headers }, address === undefined ? undefined : { address });
  return answer.text();
}

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001::6", "2001:db8:1:0"],
  ["::1", "0:0:0:0"],
  [undefined, ""],
])("a connection from %s counts as %s", async (address, network) => {
  expect(await networkFor(address)).toBe(network);
});

test("what a client says of itself is not believed, what the CDN says is", async () => {
  const said = { "X-Forwarded-For": "1.1.1.1", "CloudFront-Viewer-Address": "198.51.100.9:4711" };

  expect(await networkFor("192.0.2.7", said)).toBe("192.0.2.7");
  expect(await networkFor("192.0.2.7", { ...said, "X-Origin-Secret": "guessed" })).toBe("192.0.2.7");
  expect(await networkFor("192.0.2.7", { ...said, "X-Origin-Secret": "known" }, null)).toBe("192.0.2.7");
  expect(await networkFor("192.0.2.7", { ...said, "X-Origin-Secret": "known" })).toBe("198.51.100.9");
  const six = { ...said, "CloudFront-Viewer-Address": "2001:db8:1:2:3:4:5:6:443", "X-Origin-Secret": "known" };
  expect(await networkFor("192.0.2.7", six)).toBe("2001:db8:1:2");
  const plain = { ...six, "CloudFront-Viewer-Address": "2001:db8:1:2:3:4:5:6" };
  expect(await networkFor("192.0.2.7", plain, { ...CDN, namesPort: false })).toBe("2001:db8:1:2");
});
