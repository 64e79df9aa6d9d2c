import { expect, test } from "vitest";
import { openApiDocument } from "./create-api.ts";
import { HALL, ROOMS, segmentOf } from "./rooms.ts";

test("the document is made without a table, and is the same every time", async () => {
  const document = await openApiDocument("1.0.0");

  expect(document).toMatchObject({ openapi: "3.1.0", info: { version: "1.0.0" } });
  expect(await openApiDocument("1.0.0")).toEqual(document);
});

test("the document tells of each route what it is, who may use it, what it takes and how it may fail", async () => {
  const { paths, components } = JSON.parse(JSON.stringify(await openApiDocument()));
  type Told = Readonly<Record<"x-access", string>>;
  const operations = Object.values<Record<string, Told>>(paths).flatMap((path) => Object.values(path));

  for (const operation of operations) {
    expect(operation).toMatchObject({
      summary: expect.any(String),
      tags: [expect.any(String)],
      "x-access": expect.stringMatching(/^(public|signed-in|staff|admin)$/),
      "x-body-limit": expect.any(Number),
      responses: { 500: expect.anything(), ...(operation["x-access"] !== "public" && { 401: expect.anything() }) },
    });
  }
  expect(operations.length).toBeGreaterThan(50);
  expect(components.securitySchemes.session).toMatchObject({ type: "apiKey", in: "cookie", name: "__Host-session" });
});

test("every pattern of the document is one that other programs can read", async () => {
  const patterns = [...JSON.stringify(await openApiDocument()).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];

  expect(patterns.length).toBeGreaterThan(10);
  for (const [, pattern = ""] of patterns) expect(() => new RegExp(JSON.parse(pattern), "u")).not.toThrow();
  expect(patterns.filter(([, pattern = ""]) => /\/[a-z]*"$/.test(pattern))).toEqual([]);
});

test("each address is in one room, and none is looked for where no route is", async () => {
  const { paths } = JSON.parse(JSON.stringify(await openApiDocument()));
  const segments = [...HALL, ...ROOMS.flatMap((room) => room.segments)];

  const asked = new Set(Object.keys(paths).map(segmentOf));

  expect(new Set(segments).size).toBe(segments.length);
  expect([...asked].sort()).toEqual(segments.toSorted());
});
