import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { nameOf } from "./noted-table.ts";
import { type Answer, everything, routesOf, startSite } from "./site.ts";
import { ENDS_SESSION, GOOD, goodRequest, goodStatus, STORES_NOTHING, settledSite } from "./town.ts";
import { ABOUT_PEOPLE } from "./town-people.ts";

const changing = (await routesOf(await startSite())).filter(({ method }) => method !== "GET");
const repeated = changing.filter(({ name }) => !ENDS_SESSION.has(name) && !STORES_NOTHING.has(name));
const keyed = changing.filter((route) => !route["x-one-click"]);
const told = ({ status, text, headers }: Answer) => ({ status, text, etag: headers.get("ETag") });

/** Whether an item is what a route is about: a registration also changes seats, the places on the list and so on. */
function isAbout(name: string, kind: string): boolean {
  if (name in ABOUT_PEOPLE) return kind === ABOUT_PEOPLE[name];
  if (/registrations?\b|register\/code$/.test(name)) return kind === "registration";
  if (name.endsWith("/register")) return kind === "flow";
  if (name.includes("/series")) return kind === "series";
  if (name.endsWith("/seen")) return kind === "change-request";
  if (name === "POST /api/sign-in") return kind === "flow";
  if (name === "PATCH /api/account" || name === "POST /api/sign-in/code") return kind === "person";
  return ["chamber", "category", "member", "listing", "event"].includes(kind);
}

test("there is a row for every route that changes something, and none for others", () => {
  expect(changing.map(({ name }) => name).sort()).toEqual(Object.keys(GOOD).sort());
});

test.each(repeated)("$name sent five times is done once and answered alike", async ({ name, method }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const key = randomUUID();
  const before = site.commits();

  const first = await site.ask(method, path, { ...request, key });
  const after = site.commits();
  const again: Answer[] = [];
  for (let i = 0; i < 4; i++) again.push(await site.ask(method, path, { ...request, key }));

  expect(first.status, first.text).toBe(goodStatus(name));
  expect(first.headers.get("Idempotency-Replayed")).toBeNull();
  expect(after).toBeGreaterThan(before);
  for (const answer of again) {
    expect(told(answer)).toEqual(told(first));
    expect(answer.headers.get("Idempotency-Replayed")).toBe("true");
  }
  expect(site.commits()).toBe(after);
});

test.each(repeated)("$name sent ten times at once is done once and answered alike", async ({ name, method }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const before = new Map((await everything(site.table)).map((item) => [nameOf(item), item]));
  const key = randomUUID();

  const answers = await Promise.all(Array.from({ length: 10 }, () => site.ask(method, path, { ...request, key })));

  expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1);
  expect(answers[0]?.status).toBeLessThan(300);
  expect(answers.filter(({ headers }) => headers.get("Idempotency-Replayed") === null)).toHaveLength(1);
  const changed = (await everything(site.table)).filter((item) => !isDeepStrictEqual(before.get(nameOf(item)), item));
  expect(changed.filter(({ kind }) => kind === "outcome")).toHaveLength(1);
  expect(changed.filter(({ kind }) => isAbout(name, `${kind}`))).toHaveLength(ABOUT_PEOPLE[name] === null ? 0 : 1);
});

test.each(repeated)("$name refuses a key that came with another request", async ({ name, method }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const key = randomUUID();
  await site.ask(method, path, { ...request, key });
  const after = site.commits();

  const other = request.body ? { raw: `${JSON.stringify(request.body)} ` } : { version: 7 };
  const answer = await site.ask(method, path, { ...request, key, ...other });

  expect(answer).toMatchObject({ status: 422, json: { code: "key-reused" } });
  expect(site.commits()).toBe(after);
});

test.each(keyed)("$name without a key, or with one that is none, does nothing", async ({ name, method }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const before = site.commits();

  const missing = await site.ask(method, path, { ...request, without: ["Idempotency-Key"] });
  const bad = ["short", "has a space in it", "x".repeat(201), "tschüß-tschüß"];
  const refused = await Promise.all(bad.map((key) => site.ask(method, path, { ...request, key })));

  for (const answer of [missing, ...refused])
    expect(answer).toMatchObject({ status: 400, json: { code: "key-required" } });
  expect(site.commits()).toBe(before);
});

test("a failure is not remembered: the same key works once the cause is gone", async () => {
  const { site, town } = await settledSite();
  const { cafes, bakeries } = town;
  const key = randomUUID();
  const child = await site.ask("POST", "/api/categories", {
    body: { name: "Roasters", parentId: cafes, schemaType: "Store" },
  });

  const refused = await site.ask("DELETE", `/api/categories/${cafes}`, { key, version: 1 });
  await site.ask("PATCH", `/api/categories/${child.json.id}`, { version: 1, body: { parentId: bakeries } });
  const done = await site.ask("DELETE", `/api/categories/${cafes}`, { key, version: 1 });

  expect(refused).toMatchObject({ status: 409, json: { code: "in-use" } });
  expect(done).toMatchObject({ status: 200, json: { status: "removed" } });
});
