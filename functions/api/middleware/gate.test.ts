import { ChamberError } from "@mainstreet/core/error";
import type { Table } from "@mainstreet/store/table";
import { Hono } from "hono";
import { expect, test } from "vitest";
import type { ApiEnv } from "../needs.ts";
import type { Operation } from "../operation.ts";
import { gate } from "./gate.ts";

const OPEN: Operation = {
  method: "GET",
  path: "/open",
  pattern: /^\/open$/,
  access: "public",
  recent: false,
  bodyLimit: 0,
  fileTypes: [],
  form: false,
  oneClick: false,
  sharedSeconds: 0,
};
const ORIGIN = "https://chamber.test";
const unused = () => Promise.reject(new Error("Nobody asks for this."));
const EMPTY: Table = {
  get: async () => undefined,
  getMany: unused,
  query: unused,
  scan: () => (async function* () {})(),
  transact: unused,
};

function gated(operations: readonly Operation[], table: Table = EMPTY): Hono<ApiEnv> {
  const needs = { table, now: () => 0, origin: ORIGIN, staffPasskey: "offered" } as const;
  const app = new Hono<ApiEnv>().use(gate(needs, operations));
  app.onError((error, c) => c.text(error instanceof ChamberError ? error.code : "failed", 400));
  return app.all("/open", (c) => c.text(c.get("actor").kind)).get("/forgotten", (c) => c.text("reached"));
}

test("a handler that nobody declared is not reached", async () => {
  const app = gated([OPEN]);

  const answers = [await app.request("/open"), await app.request("/forgotten")];

  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["public", "not-found"]);
});

test("a change is let in from the site's own pages, whatever the request calls its host", async () => {
  const app = gated([{ ...OPEN, method: "POST" }]);
  const sent = [
    { Origin: ORIGIN },
    { "Sec-Fetch-Site": "same-origin" },
    { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" },
    {},
    { Origin: "null" },
    { Origin: "https://evil.test" },
    { Origin: "https://evil.test", "Sec-Fetch-Site": "same-origin" },
    { Origin: `${ORIGIN}:8443` },
    { Origin: "http://chamber.test" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "none" },
    { Origin: "https://evil.test", Host: "evil.test", "X-Forwarded-Host": "chamber.test" },
  ];

  const answers = await Promise.all(
    sent.map(async (headers) =>
      (await app.request("https://evil.test/open", { method: "POST", headers: headersOf(headers) })).text(),
    ),
  );

  expect(answers).toEqual([...Array(3).fill("public"), ...Array(9).fill("forbidden")]);
});

test("what a CDN may keep does not depend on who asks: no session is even looked for", async () => {
  const asked: string[] = [];
  const table: Table = {
    ...EMPTY,
    get: async ({ pk }) => {
      asked.push(pk);
      return undefined;
    },
  };
  const headers = { Cookie: `__Host-session=${"s".repeat(43)}` };

  const shared = await gated([{ ...OPEN, sharedSeconds: 60 }], table).request("/open", { headers });
  const asksForShared = asked.length;
  const own = await gated([OPEN], table).request("/open", { headers });

  expect([await shared.text(), await own.text(), asksForShared, asked.length]).toEqual(["public", "public", 0, 1]);
});

function headersOf(headers: Readonly<Record<string, string | undefined>>): Headers {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.set(name, value);
  return sent;
}
