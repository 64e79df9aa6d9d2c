import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import * as z from "zod";
import { declare, json, Making, operationsOf } from "./operation.ts";

const responses = { 200: json("Fine", z.strictObject({})) };
const about = { path: "/api/things/{id}", summary: "A thing", tags: ["things"], responses };

test("a declared route is known by its method, its path, who may use it and how much it takes", () => {
  const route = declare("staff", { ...about, method: "post", request: { headers: Making } });
  const app = new OpenAPIHono().openapi(route, (c) => c.json({}, 200));

  const [operation] = operationsOf(app.openAPIRegistry);

  expect(operation).toMatchObject({ method: "POST", path: "/api/things/{id}", access: "staff", bodyLimit: 0 });
  expect(["/api/things/a", "/api/things/", "/api/things/a/b"].map((path) => operation?.pattern.test(path))).toEqual([
    true,
    false,
    false,
  ]);
});

test("a route that does not say who may use it stops the start", () => {
  const app = new OpenAPIHono().openapi(createRoute({ ...about, method: "get" }), (c) => c.json({}, 200));

  expect(() => operationsOf(app.openAPIRegistry)).toThrow("GET /api/things/{id} does not declare who may use it");
});

test("a route that changes something without a key stops the start", () => {
  const app = new OpenAPIHono().openapi(declare("staff", { ...about, method: "post" }), (c) => c.json({}, 200));

  expect(() => operationsOf(app.openAPIRegistry)).toThrow("POST /api/things/{id} takes no Idempotency-Key");
});
