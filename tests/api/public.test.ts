import * as Chamber from "@mainstreet/core/chamber";
import type { Region } from "@mainstreet/core/region";
import { expect, test } from "vitest";
import { startSite } from "./site.ts";
import { CANARY, settle } from "./town.ts";

const SQUARE: Region = {
  name: "The square",
  shape: {
    type: "MultiPolygon",
    coordinates: [
      [
        [
          [-75, 41],
          [-73, 41],
          [-73, 43],
          [-75, 43],
          [-75, 41],
        ],
      ],
    ],
  },
};
const LISTING = [
  ...[
    "address",
    "categories",
    "confirmedOn",
    "deals",
    "description",
    "email",
    "formerSlugs",
    "hours",
    "id",
    "logo",
    "memberId",
  ],
  ...["name", "phone", "photos", "position", "slug", "summary", "tags", "updatedAt", "website"],
  "zone",
];
const CATEGORY = ["formerSlugs", "id", "mergedInto", "name", "parentId", "schemaType", "slug", "version"];
const CHAMBER = [
  ...["about", "accent", "address", "country", "email", "language", "levels", "logo", "mapStyle", "name", "phone"],
  ...["region", "showOutside", "tagline", "units", "version", "zone"],
];

const FOUND = [
  ...["categories", "distance", "featured", "name", "open", "phone", "position", "slug", "street", "tags", "town"],
  ...["until", "url", "website"],
];

test("the public sees exactly the fields on the list", async () => {
  const { ask, table, publish } = await startSite();
  const { bakery, bakeries } = await settle(table);
  await publish();
  const get = async (path: string) => (await ask("GET", path, { as: "public" })).json;
  const keys = (entity: object) => Object.keys(entity).sort();

  expect(keys(await get("/api/chamber"))).toEqual(CHAMBER);
  expect(keys(await get(`/api/listings/${bakery}`))).toEqual(LISTING);
  expect(keys(await get(`/api/categories/${bakeries}`))).toEqual(CATEGORY);
  const { listings } = await get("/api/listings");
  expect(listings).toHaveLength(2);
  for (const listing of listings) expect(keys(listing)).toEqual(FOUND);
  for (const category of (await get("/api/categories")).categories) expect(keys(category)).toEqual(CATEGORY);
});

test("what is private never appears in a public answer, and staff see it", async () => {
  const { ask, table, publish } = await startSite();
  const town = await settle(table);
  await publish();
  const ids = Object.values(town);
  const lists = ["chamber", "categories", "members", "listings", `listings?q=${CANARY}`, "staff/listings", "health"];
  const paths = [
    ...lists.map((list) => `/api/${list}`),
    ...["categories", "members", "listings"].flatMap((of) => ids.map((id) => `/api/${of}/${id}`)),
  ];

  const answers = await Promise.all(paths.map((path) => ask("GET", path, { as: "public" })));
  const staff = await Promise.all(paths.map((path) => ask("GET", path)));

  for (const { text, headers } of answers) expect(text + JSON.stringify([...headers])).not.toContain(CANARY);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(6);
  for (const field of ["note", "contactName", "contactEmail", "externalId", "staffNote"])
    expect(
      staff.some(({ text }) => new RegExp(`"${field}":"[^"]*${CANARY}`).test(text)),
      field,
    ).toBe(true);
});

test("hidden, removed, merged and orphaned listings are not there for the public", async () => {
  const { ask, table, publish } = await startSite();
  const { bakery, cafe, hidden, orphan } = await settle(table);
  const made = await ask("POST", "/api/listings", {
    body: { memberId: (await ask("GET", `/api/listings/${bakery}`)).json.memberId, name: "Third" },
  });
  await ask("DELETE", `/api/listings/${made.json.id}`, { version: 1 });
  await ask("POST", `/api/listings/${cafe}/merge`, { version: 1, body: { into: bakery } });

  await publish();
  const list = await ask("GET", "/api/listings", { as: "public" });
  const single = async (id: string) => (await ask("GET", `/api/listings/${id}`, { as: "public" })).status;

  const only = [expect.objectContaining({ slug: "bread-alone" })];
  expect(list.json).toEqual({ total: 1, forgiven: false, listings: only, cursor: null });
  expect(await Promise.all([bakery, hidden, orphan, made.json.id, cafe].map(single))).toEqual([
    200, 404, 404, 404, 404,
  ]);
});

test("a listing outside the region is shown only when the chamber says so, and staff see that it is outside", async () => {
  const { ask, table } = await startSite({ chamber: { ...Chamber.BLANK, region: SQUARE } });
  const { bakery, cafe } = await settle(table);
  const put = (id: string, lat: number) =>
    ask("PATCH", `/api/listings/${id}`, { version: 1, body: { position: { lat, lon: -74 } } });
  const [inside, outside] = [await put(bakery, 42), await put(cafe, 44)];
  const shown = async () => (await ask("GET", `/api/listings/${cafe}`, { as: "public" })).status;

  const before = await shown();
  await ask("PATCH", "/api/chamber", { version: 1, body: { showOutside: true } });

  expect([inside.json.outside, outside.json.outside]).toEqual([false, true]);
  expect(before).toBe(404);
  expect(await shown()).toBe(200);
});

test("no answer may be kept, and none repeats the names a request gives itself", async () => {
  const { ask, table } = await startSite();
  const { bakery } = await settle(table);
  const headers = { "X-Forwarded-Host": "evil.test", "X-Original-URL": "/evil.test", Host: "evil.test" };

  for (const path of ["/api/chamber", `/api/listings/${bakery}`, "/api/nothing", "/api/members"]) {
    const answer = await ask("GET", path, { as: "public", headers });

    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.headers.get("Vary")).toBe("Cookie");
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("X-Request-Id")).toMatch(/^[0-9a-f]{24}$/);
    expect(answer.text + JSON.stringify([...answer.headers])).not.toContain("evil.test");
  }
});
