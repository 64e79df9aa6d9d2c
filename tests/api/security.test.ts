import { expect, test } from "vitest";
import { everything, ORIGIN, routesOf, startSite } from "./site.ts";
import { goodRequest, goodStatus, PROVED, SLUG, settle, type Town } from "./town.ts";

const routes = await routesOf(await startSite());
const changing = routes.filter(({ method }) => method !== "GET");

/** Expected statuses by who asks: [nobody in particular, a wrong token, staff]. */
const OPEN = [200, 401, 200] as const;
const STAFF = [401, 401, 200] as const;
const STAFF_MAKES = [401, 401, 201] as const;
const OPEN_ASKS = [202, 401, 202] as const;
const MATRIX: Readonly<Record<string, readonly [number, number, number]>> = {
  "GET /api/health": OPEN,
  "GET /api/openapi.json": OPEN,
  "GET /api/chamber": OPEN,
  "PATCH /api/chamber": STAFF,
  "GET /api/categories": OPEN,
  "POST /api/categories": STAFF_MAKES,
  "GET /api/categories/{id}": OPEN,
  "PATCH /api/categories/{id}": STAFF,
  "DELETE /api/categories/{id}": STAFF,
  "POST /api/categories/{id}/merge": STAFF,
  "GET /api/members": STAFF,
  "POST /api/members": STAFF_MAKES,
  "GET /api/members/{id}": STAFF,
  "PATCH /api/members/{id}": STAFF,
  "DELETE /api/members/{id}": STAFF,
  "POST /api/members/{id}/restore": STAFF,
  "GET /api/listings": OPEN,
  "GET /api/staff/listings": STAFF,
  "POST /api/listings": STAFF_MAKES,
  "GET /api/listings/{id}": OPEN,
  "PATCH /api/listings/{id}": STAFF,
  "DELETE /api/listings/{id}": STAFF,
  "POST /api/listings/{id}/merge": STAFF,
  "GET /api/staff/events": STAFF,
  "POST /api/staff/events": STAFF_MAKES,
  "GET /api/staff/events/{id}": STAFF,
  "PATCH /api/staff/events/{id}": STAFF,
  "POST /api/staff/events/{id}/cancel": STAFF,
  "GET /api/staff/events/{id}/registrations": STAFF,
  "POST /api/staff/events/{id}/registrations": STAFF_MAKES,
  "GET /api/staff/series": STAFF,
  "POST /api/staff/series": STAFF_MAKES,
  "GET /api/staff/series/{id}": STAFF,
  "PATCH /api/staff/series/{id}": STAFF,
  "GET /api/mixers/{slug}/register": OPEN,
  "POST /api/mixers/{slug}/register": OPEN_ASKS,
  "POST /api/mixers/{slug}/register/code": OPEN,
  "GET /api/mixers/{slug}/registration": OPEN,
  "POST /api/mixers/{slug}/registration/party": OPEN,
  "POST /api/mixers/{slug}/registration/cancel": OPEN,
  "GET /api/mixers/forms.css": OPEN,
};

function requestTo(name: string, path: string, town: Town) {
  if (!name.startsWith("GET")) return goodRequest(name, town);
  const found = { categories: town.bakeries, members: town.baker, events: town.mixer, series: town.series };
  const id = Object.entries(found).find(([part]) => path.includes(part))?.[1] ?? town.bakery;
  return { path: path.replace("{id}", id).replace("{slug}", SLUG), headers: PROVED };
}

test("the matrix has a row for every route, and none for others", () => {
  expect(routes.map(({ name }) => name).sort()).toEqual(Object.keys(MATRIX).sort());
});

test.each(routes)(
  "$name lets in whom it declares, and nobody else",
  async ({ name, method, path, "x-access": access }) => {
    const site = await startSite();
    const { path: at, ...request } = requestTo(name, path, await settle(site.table));
    const before = await everything(site.table);

    const wrong = await site.ask(method, at, { ...request, as: "stranger" });
    const isOpenChange = access === "public" && method !== "GET";
    // A change that everybody may make is made on another site, so that nothing here has changed but by staff.
    const other = isOpenChange ? await startSite() : site;
    const theirs = isOpenChange ? requestTo(name, path, await settle(other.table)) : request;
    const none = await other.ask(method, at, { ...theirs, as: "public" });
    const junk = await site.ask(method, at, {
      as: "public",
      headers: request.headers ?? {},
      ...(method !== "GET" && { raw: "{junk" }),
      without: ["Idempotency-Key"],
    });
    const untouched = await everything(site.table);
    const staff = await site.ask(method, at, request);

    expect([none.status, wrong.status, staff.status]).toEqual(MATRIX[name]);
    // Who is not staff learns nothing about what would be wrong with the request.
    expect(junk.status).toBe(access === "staff" ? 401 : isOpenChange ? 400 : 200);
    if (method !== "GET") expect(staff.status).toBe(goodStatus(name));
    expect(untouched).toEqual(before);
    expect(wrong.headers.get("WWW-Authenticate")).toBe("Bearer");
  },
);

test.each(changing)("$name cannot be sent from another website, nor as a form", async ({ name, method, ...route }) => {
  const site = await startSite();
  const { path, ...request } = goodRequest(name, await settle(site.table));
  const before = await everything(site.table);
  const TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/json",
    null,
  ];
  const FROM = [
    { Origin: "https://evil.test" },
    { Origin: "null" },
    { Origin: `${ORIGIN}:8080` },
    { Origin: ORIGIN.replace("http:", "https:") },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site", Origin: ORIGIN },
    { Origin: ORIGIN },
    {},
  ];

  for (const type of TYPES) {
    for (const from of FROM) {
      const headers = { ...request.headers, ...from, ...(type && { "Content-Type": type }) };
      const without = type ? [] : ["Content-Type"];
      const own = !("Sec-Fetch-Site" in from) && (!("Origin" in from) || from.Origin === ORIGIN);
      // These would be carried out: other tests do so.
      if (own && (type === "application/json" || (type === null && !request.body))) continue;
      // Four routes are declared for the forms of people without scripts, from the site itself.
      if (own && route["x-form"] && type === TYPES[0]) continue;

      const answer = await site.ask(method, path, { ...request, headers, without });

      expect(answer.status, JSON.stringify(headers)).toBe(own ? 415 : 403);
    }
  }
  expect(await everything(site.table)).toEqual(before);
});

test("a page of the site itself may change things", async () => {
  const { ask } = await startSite();
  const headers = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };

  const answer = await ask("PATCH", "/api/chamber", { version: 1, body: { tagline: "Hello" }, headers });

  expect(answer.status).toBe(200);
});

test("where no token is set nobody is staff, whatever they send", async () => {
  const { ask } = await startSite({ staffToken: null });
  const sent = ["Bearer ", "Bearer null", "Bearer undefined", "Bearer x", "Basic eDp4", "bearer", ""];

  const answers = await Promise.all(
    sent.map((Authorization) => ask("GET", "/api/members", { as: "public", headers: { Authorization } })),
  );

  for (const answer of answers) expect(answer).toMatchObject({ status: 401, json: { code: "unauthenticated" } });
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
