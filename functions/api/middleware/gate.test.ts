import { ChamberError } from "@mainstreet/core/error";
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
  bodyLimit: 0,
  form: false,
  sharedSeconds: 0,
};

function gated(operations: readonly Operation[]): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>().use(gate({ operations, staffToken: "secret" }));
  app.onError((error, c) => c.text(error instanceof ChamberError ? error.code : "failed", 400));
  return app.get("/open", (c) => c.text(c.get("actor").kind)).get("/forgotten", (c) => c.text("reached"));
}

test("a handler that nobody declared is not reached", async () => {
  const app = gated([OPEN]);

  const answers = [await app.request("/open"), await app.request("/forgotten")];

  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["public", "not-found"]);
});

test("staff are told from others by the whole token", async () => {
  const app = gated([{ ...OPEN, access: "staff" }]);
  const sent = ["Bearer secret", "bearer secret", "Bearer secre", "Bearer secrets", "secret", "Bearer secret x"];

  const answers = await Promise.all(
    sent.map(async (Authorization) => (await app.request("/open", { headers: { Authorization } })).text()),
  );

  expect(answers).toEqual(["staff", "staff", ...Array(4).fill("unauthenticated")]);
});
