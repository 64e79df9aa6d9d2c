import { expect, test } from "vitest";
import { ORIGIN, startSite } from "./site.ts";

test("a page of the site itself may change things", async () => {
  const { ask } = await startSite();
  const headers = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };

  const answer = await ask("PATCH", "/api/chamber", { version: 1, body: { tagline: "Hello" }, headers });

  expect(answer.status).toBe(200);
});

test("what is not declared is not there, and a known address says what it knows", async () => {
  const { ask } = await startSite();
  const paths = ["/api", "/api/", "/api/nothing", "/api/members/", "/api//health", "/", "/api/members/a/b/c"];

  for (const path of paths)
    expect(await ask("GET", path), path).toMatchObject({ status: 404, json: { code: "not-found" } });
  const wrongMethod = await ask("PUT", "/api/members", { body: {} });
  const asked = await ask("OPTIONS", "/api/chamber");

  expect(wrongMethod).toMatchObject({ status: 405, json: { code: "not-allowed" } });
  expect(wrongMethod.headers.get("Allow")).toBe("GET, HEAD, POST");
  expect(asked.headers.get("Allow")).toBe("GET, HEAD, PATCH");
});

test("HEAD answers as GET does, without the body, to the same people", async () => {
  const { ask } = await startSite();

  const [open, closed] = [
    await ask("HEAD", "/api/chamber", { as: "public" }),
    await ask("HEAD", "/api/members", { as: "public" }),
  ];

  expect([open.status, open.headers.get("ETag"), open.text]).toEqual([200, '"v1"', ""]);
  expect(closed.status).toBe(401);
});
