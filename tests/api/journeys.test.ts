import { ChamberError } from "@mainstreet/core/error";
import { expect, test } from "vitest";
import { startSite } from "./site.ts";
import { settle } from "./town.ts";

test("staff make a member and its listing, two of them edit it, one is told, and both are taken off again", async () => {
  const { ask } = await startSite();

  const member = await ask("POST", "/api/members", { body: { name: "Bread Alone" } });
  const listing = await ask("POST", "/api/listings", { body: { memberId: member.json.id, name: " Bread Alone " } });
  const at = `/api/listings/${listing.json.id}`;
  const mine = await ask("PATCH", at, { version: 1, body: { hours: "Mo-Sa 07:00-18:00" } });
  const yours = await ask("PATCH", at, { version: 1, body: { phone: "845 555 0100" } });
  const again = await ask("PATCH", at, { version: yours.json.version, body: { phone: "845 555 0100" } });
  const offSite = await ask("DELETE", at, { version: 3 });
  const gone = await ask("DELETE", `/api/members/${member.json.id}`, { version: 1 });

  expect(member).toMatchObject({ status: 201, json: { name: "Bread Alone", memberships: [], status: "current" } });
  expect(listing).toMatchObject({ status: 201, json: { name: "Bread Alone", slug: "bread-alone", outside: false } });
  expect(listing.headers.get("ETag")).toBe('"v1"');
  expect(mine.headers.get("ETag")).toBe('"v2"');
  expect(yours).toMatchObject({ status: 412, json: { code: "stale", type: "/problems/stale", version: 2 } });
  expect(again.json).toMatchObject({ hours: "Mo-Sa 07:00-18:00", phone: "845 555 0100", version: 3 });
  expect(offSite.json).toMatchObject({ status: "removed", version: 4 });
  expect(gone.json).toMatchObject({ status: "removed", version: 2 });
});

test("of ten edits of one version at once, one is made and nine are told the new version", async () => {
  const { ask, table } = await startSite();
  const { bakery } = await settle(table);

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      ask("PATCH", `/api/listings/${bakery}`, { version: 1, body: { summary: `Edit ${i}` } }),
    ),
  );

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status, json }) => status === 412 && json.version === 2)).toHaveLength(9);
});

test("a membership gets an id of its own unless it brings one, and must not end before it begins", async () => {
  const { ask } = await startSite();
  const period = { level: "member", from: "2026-01-01", until: "2026-12-31" };

  const made = await ask("POST", "/api/members", { body: { name: "Bread Alone", memberships: [period] } });
  const at = `/api/members/${made.json.id}`;
  const [first] = made.json.memberships;
  const renewed = await ask("PATCH", at, {
    version: 1,
    body: { memberships: [first, { ...period, from: "2027-01-01", until: null }] },
  });
  const backwards = await ask("PATCH", at, {
    version: 2,
    body: { memberships: [{ ...period, until: "2025-01-01" }] },
  });

  expect(first).toEqual({ ...period, id: expect.stringMatching(/^msh_[0-9a-z]{26}$/) });
  expect(renewed.json.memberships).toEqual([
    first,
    { ...period, from: "2027-01-01", until: null, id: expect.any(String) },
  ]);
  expect(backwards).toMatchObject({ status: 422, json: { fields: [{ path: "memberships.0.until" }] } });
});

test("a removed member is brought back", async () => {
  const { ask, table } = await startSite();
  const { gone, orphan } = await settle(table);

  const before = await ask("GET", `/api/listings/${orphan}`, { as: "public" });
  const restored = await ask("POST", `/api/members/${gone}/restore`, { version: 1 });
  const after = await ask("GET", `/api/listings/${orphan}`, { as: "public" });

  expect([before.status, restored.json.status, after.status]).toEqual([404, "current", 200]);
});

test("a category is made, renamed, merged, and from then on says where it went", async () => {
  const { ask } = await startSite();
  const make = async (name: string) =>
    (await ask("POST", "/api/categories", { body: { name, parentId: null, schemaType: "Store" } })).json;
  const [coffee, cafes] = [await make("Coffee"), await make("Cafés")];

  const renamed = await ask("PATCH", `/api/categories/${coffee.id}`, {
    version: 1,
    body: { name: "Coffee shops", slug: "coffee-shops" },
  });
  const merged = await ask("POST", `/api/categories/${coffee.id}/merge`, { version: 2, body: { into: cafes.id } });
  const listed = await ask("GET", "/api/categories", { as: "public" });
  const signpost = await ask("GET", `/api/categories/${coffee.id}`, { as: "public" });

  expect(renamed.json).toMatchObject({ slug: "coffee-shops", formerSlugs: ["coffee"], version: 2 });
  expect(merged.json).toMatchObject({ status: "merged", mergedInto: cafes.id });
  expect(listed.json.categories).toMatchObject([{ id: cafes.id, version: 1 }]);
  expect(signpost).toMatchObject({ status: 200, json: { mergedInto: cafes.id } });
});

test("two listings become one: the other stays as a signpost for staff and is gone for the public", async () => {
  const { ask, table } = await startSite();
  const { bakery, cafe } = await settle(table);

  const merged = await ask("POST", `/api/listings/${cafe}/merge`, { version: 1, body: { into: bakery } });
  const [forStaff, forAll] = [
    await ask("GET", `/api/listings/${cafe}`),
    await ask("GET", `/api/listings/${cafe}`, { as: "public" }),
  ];

  expect(merged).toMatchObject({ status: 200, json: { status: "merged", mergedInto: bakery } });
  expect([forStaff.status, forAll.status]).toEqual([200, 404]);
});

test("who has the current version already is not sent it again", async () => {
  const { ask, table } = await startSite();
  const { bakery, bakeries, baker } = await settle(table);
  const paths = ["/api/chamber", `/api/listings/${bakery}`, `/api/categories/${bakeries}`, `/api/members/${baker}`];

  for (const path of paths) {
    const seen = async (tag: string) => (await ask("GET", path, { headers: { "If-None-Match": tag } })).status;
    const answers = [
      await seen('"v1"'),
      await seen('W/"v1"'),
      await seen('"v7", "v1"'),
      await seen("*"),
      await seen('"v2"'),
    ];

    expect(answers, path).toEqual([304, 304, 304, 304, 200]);
  }
});

test("a list is walked page by page, each entry once", async () => {
  const { ask, table, publish } = await startSite();
  const { baker } = await settle(table);
  for (let i = 0; i < 7; i++) {
    await ask("POST", "/api/listings", {
      body: { memberId: baker, name: `Oven ${i}`, status: i % 2 ? "hidden" : "published" },
    });
    await ask("POST", "/api/members", { body: { name: `Member ${i}` } });
  }
  const walk = async (path: string, as: "staff" | "public") => {
    const names: string[][] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { json } = await ask("GET", `${path}${cursor && `&cursor=${cursor}`}`, { as });
      names.push((json.listings ?? json.members).map(({ name }: { name: string }) => name));
      cursor = json.cursor;
    }
    return names;
  };

  await publish();
  const listings = await walk("/api/staff/listings?limit=3", "staff");
  const shown = await walk("/api/listings?limit=2", "public");
  const ofBaker = await walk(`/api/staff/listings?limit=3&memberId=${baker}`, "staff");
  const members = await walk("/api/members?limit=4", "staff");

  expect(new Set(listings.flat()).size).toBe(11);
  expect(listings.flat()).toHaveLength(11);
  expect(shown.map((page) => page.length)).toEqual([2, 2, 2]);
  expect(shown.flat().sort()).toEqual(["Bread Alone", "Bread Alone Cafe", "Oven 0", "Oven 2", "Oven 4", "Oven 6"]);
  expect(ofBaker.flat()).toHaveLength(10);
  expect(members.map((page) => page.length).reduce((a, b) => a + b)).toBe(9);
  expect(members.flat()).toEqual([...members.flat()].sort());
});

test("the health check says so when the table does not answer", async () => {
  const well = await startSite();
  const ill = await startSite({
    wrap: (table) => ({
      ...table,
      get: () => Promise.reject(new ChamberError("busy", "The table sleeps.")),
    }),
  });

  const [good, bad] = [await well.ask("GET", "/api/health"), await ill.ask("GET", "/api/health", { as: "public" })];

  expect(good).toMatchObject({ status: 200, json: { status: "ok", version: "1.2.3" } });
  expect(bad).toMatchObject({ status: 503, json: { code: "busy" } });
  expect(bad.headers.get("Retry-After")).toBe("1");
});
