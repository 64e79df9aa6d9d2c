import { expect, test } from "vitest";
import { routesOf, startSite } from "./site.ts";
import { CANARY, goodRequest, SLUG, settle } from "./town.ts";

const REQUEST = ["bytes", "event", "level", "method", "ms", "requestId", "route", "status", "time"];
const ALLOWED = [...REQUEST, "code", "error", "frames"];

test("the log tells of every request by its route, and nothing of what was in it", async () => {
  const site = await startSite();
  const town = await settle(site.table);
  const secret = `secret-${CANARY}`;

  for (const { name, method, path } of await routesOf(site)) {
    const good =
      method === "GET" ? { path: path.replace("{id}", town.bakery).replace("{slug}", SLUG) } : goodRequest(name, town);
    const headers = { "X-Forwarded-For": secret, Cookie: secret, "User-Agent": secret };
    await site.ask(method, good.path, { ...good, headers });
    await site.ask(method, `${good.path}?${secret}=${secret}`, { ...good, as: "person" });
    await site.ask(method, path.replace(/\{(id|slug)\}/, secret), {
      ...good,
      headers: { Authorization: `Bearer ${secret}` },
    });
    if (method !== "GET") await site.ask(method, good.path, { ...good, raw: `{"name": "${secret}", "${secret}": 1}` });
    if (method !== "GET") await site.ask(method, good.path, { ...good, key: secret, headers: { "If-Match": secret } });
  }
  await site.ask("GET", `/api/${secret}`);
  await site.ask(CANARY.toUpperCase(), "/api/chamber");

  expect(site.lines.length).toBeGreaterThan(60);
  for (const line of site.lines) {
    expect(line.toLowerCase()).not.toContain(CANARY);
    expect(line).not.toContain(town.bakery);
    const entry = JSON.parse(line);
    expect(Object.keys(entry).filter((key) => !ALLOWED.includes(key))).toEqual([]);
    expect(REQUEST.filter((key) => !(key in entry))).toEqual([]);
    expect(entry.route).toMatch(/^(none|\/api\/[a-z.{}/-]+)$/);
  }
});

test("an unexpected error says nothing but the request's id, and the log says where it came from", async () => {
  const broken = () => {
    throw new TypeError(`no ${CANARY}\n    at ${CANARY} (${CANARY}.ts:1:1)`);
  };
  const site = await startSite({ wrap: (table) => ({ ...table, query: broken }) });

  const answer = await site.ask("GET", "/api/categories", { as: "public" });

  const requestId = answer.headers.get("X-Request-Id");
  expect(answer).toMatchObject({ status: 500, json: { code: "internal", type: "/problems/internal", requestId } });
  expect(answer.json.detail).toContain(requestId);
  expect(answer.text).not.toContain(CANARY);
  expect(answer.text).not.toContain("TypeError");
  const failure = JSON.parse(site.lines[0] ?? "");
  expect(failure).toMatchObject({ level: "error", event: "failure", error: "TypeError", requestId });
  expect(failure.frames[0]).toMatch(/^at .*broken.*log\.test\.ts:\d+:\d+/);
  expect(site.lines.join()).not.toContain(CANARY);
});
