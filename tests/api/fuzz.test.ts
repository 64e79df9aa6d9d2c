import { SESSION_COOKIE, sessionHash } from "@mainstreet/functions/api/sign-in/session-cookie";
import * as PersonStore from "@mainstreet/store/person-store";
import * as SessionStore from "@mainstreet/store/session-store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf, settlePerson, startSession } from "../people.ts";
import { junk, text, valuesOf } from "./fuzz/values.ts";
import { type Json, ORIGIN, type Route, routesOf, STAFF_EMAIL, startSite } from "./site.ts";
import { ASKED, PROVED, SLUG, settle, type Town } from "./town.ts";

const LONG = process.env.MAINSTREET_LONG === "1";
const CALLS = LONG ? 20_000 : 300;

type Call = ReturnType<typeof callOf> extends fc.Arbitrary<infer T> ? T : never;

/** One call: mostly one that makes sense, with something broken now and then. */
function callOf(route: Route, components: Json, ids: readonly string[]) {
  const fitting = route.path.includes("{slug}")
    ? [SLUG]
    : route.path.includes("{id}")
      ? ids.filter((id) => new RegExp(route.idPattern).test(id))
      : ids;
  const people = ids.filter((id) => /^[0-9a-z]{26}$/.test(id));
  const good = route.body ? valuesOf(route.body, { components, ids }) : fc.constant(undefined);
  const bent = fc.tuple(good, text, junk).map(([value, key, odd]) => ({ ...value, [key]: odd }));
  const swapped = fc.tuple(good, fc.nat(), junk).map(([value, at, odd]) => {
    const keys = Object.keys(value ?? {});
    return { ...value, [keys[at % (keys.length || 1)] ?? "none"]: odd };
  });
  const body = fc.oneof(
    {
      weight: route.body ? 6 : 20,
      arbitrary: good.map((value) => (value === undefined ? undefined : JSON.stringify(value))),
    },
    { weight: 2, arbitrary: fc.oneof(bent, swapped).map((value) => JSON.stringify(value)) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        junk.map((value) => JSON.stringify(value)),
        text,
      ),
    },
  );
  const often = <T>(usual: T, ...odd: readonly T[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, fc.constantFrom(...odd));
  return fc.record({
    template: fc.constant(route.path),
    method: often(route.method, "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST"),
    id: fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...fitting) }, fc.constantFrom(...ids), text),
    person: fc.constantFrom(...people),
    query: fc.oneof(
      { weight: 3, arbitrary: fc.constant("") },
      fc
        .tuple(fc.constantFrom("limit", "cursor", "memberId", "x"), fc.oneof(text, fc.constantFrom("1", "7", ...ids)))
        .map(([name, value]) => `?${name}=${encodeURIComponent(value.toWellFormed())}`),
    ),
    who: often<"staff" | "dead" | "nobody">("staff", "dead", "nobody"),
    key: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, fc.constantFrom("the-same-key", "short", null)),
    version: often<string>("current", "none", '"v1"', '"v2"', "*", 'W/"v1"', "junk"),
    type: often<string | null>(
      "application/json",
      null,
      "text/plain",
      "application/json; charset=utf-8",
      "multipart/form-data",
      "application/x-www-form-urlencoded",
    ),
    origin: often<string | null>(ORIGIN, null, "https://evil.test", "null"),
    cookie: fc.constantFrom(ASKED.Cookie, PROVED.Cookie, "__Host-flow=x", null),
    accept: fc.constantFrom("text/html", "application/json", null),
    body,
  });
}

test(`${CALLS} made-up calls get an answer that the document promises, and never one of 500 or above`, async () => {
  const site = await startSite();
  const { app, ask, table } = site;
  const town: Town = await settle(table);
  const routes = await routesOf(site);
  const components = (await ask("GET", "/api/openapi.json")).json.components.schemas;
  const ids = Object.values(town);
  const schemas = new Map<string, Json>(
    (await app.routes()).openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === "route"
        ? [[`${definition.route.method.toUpperCase()} ${definition.route.path}`, definition.route.responses] as const]
        : [],
    ),
  );
  const counts = new Map<number, number>();
  let calls = 0;

  // Some calls end the session they come in, and then there is another one.
  let cookie = "";
  const staffCookie = async () => {
    const token = cookie.slice(SESSION_COOKIE.length + 1);
    if (cookie && (await SessionStore.open(table, sessionHash(token), Date.now()))) return cookie;
    // Who has had themselves erased comes back as somebody new.
    const known = await PersonStore.find(table, keyOf(STAFF_EMAIL));
    const staff = known ?? (await settlePerson(table, STAFF_EMAIL, { staff: "admin" }));
    cookie = (await startSession(table, staff)).headers.Cookie;
    return cookie;
  };

  const call = async ({ template, ...made }: Call) => {
    const path = template
      .replace(/\{(id|slug)\}/, encodeURIComponent(made.id.toWellFormed()))
      .replace("{person}", made.person);
    const headers = new Headers();
    const set = (name: string, value: string | null) => value !== null && headers.set(name, value);
    set("Idempotency-Key", made.key);
    set("Origin", made.origin);
    const session = { staff: await staffCookie(), dead: `${SESSION_COOKIE}=${"d".repeat(43)}`, nobody: null }[made.who];
    set("Cookie", [made.cookie, session].filter((part) => part !== null).join("; "));
    set("Accept", made.accept);
    if (made.version === "current")
      set("If-Match", (await ask("GET", path.replace(/\/(merge|restore)$/, ""))).headers.get("ETag"));
    else if (made.version !== "none") set("If-Match", made.version);
    const takesBody = made.method !== "GET" && made.method !== "HEAD";
    if (made.body !== undefined || !takesBody) set("Content-Type", made.type);
    const body = takesBody && made.body !== undefined ? { body: made.body } : {};
    const answer = await app.fetch(
      new Request(`${ORIGIN}${path}${made.query}`, { method: made.method, headers, ...body }),
    );
    const said = await answer.text();
    calls++;
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);

    expect(answer.status, said).toBeLessThan(500);
    const name = `${made.method === "HEAD" ? "GET" : made.method} ${template}`;
    const declared = schemas.get(name);
    if (declared && answer.status !== 405 && template.split("/").length === path.split("/").length)
      expect(Object.keys(declared), `${name}: ${said}`).toContain(`${answer.status}`);
    if (said === "" || /^text\/(html|css)/.test(answer.headers.get("Content-Type") ?? "")) return;
    const schema = declared?.[answer.status]?.content?.["application/json"]?.schema;
    if (answer.status < 300) expect(schema.safeParse(JSON.parse(said)), said).toMatchObject({ success: true });
    else expectProblem(JSON.parse(said), answer);
  };
  const sample = fc.oneof(...routes.map((route) => callOf(route, components, ids)));
  await fc.assert(fc.asyncProperty(sample, call), { numRuns: CALLS, endOnFailure: true });

  // A fuzz that is always turned away at the door tests the door only.
  const fine = [...counts].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0);
  expect(fine / calls).toBeGreaterThan(0.2);
  if (LONG) console.log(`api fuzz: ${calls} calls, 0 answers of 500 or above`);
});

function expectProblem(json: Json, { status, headers }: Response): void {
  expect(headers.get("Content-Type")).toBe("application/problem+json");
  expect(json).toMatchObject({ type: `/problems/${json.code}`, status, requestId: headers.get("X-Request-Id") });
  expect([typeof json.title, typeof json.detail]).toEqual(["string", "string"]);
}
