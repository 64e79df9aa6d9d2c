import { instant } from "@mainstreet/core/local-date";
import { representing } from "@mainstreet/core/person";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { startMembers } from "./approval-town.ts";
import { everything, ORIGIN } from "./site.ts";
import { CANARY } from "./town.ts";

test("a member's change waits, staff approve it, the public sees it, and the member is told", async () => {
  const { site, path, town, owner, news } = await startMembers();
  const fields = { name: "Bread & Co", hours: "Mo-Fr 07:00-17:00" };

  const asked = await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields } });
  const seen = await site.ask("GET", path, owner.asks);
  const toSee = await site.ask("GET", "/api/staff/changes");
  const [{ change }] = toSee.json.changes;
  const approved = await site.ask("POST", `/api/staff/changes/${town.bakery}/approve`, {
    version: change.version,
    body: { fields: { name: "Bread & Company" }, reason: "As it stands over the door." },
  });
  const shown = await site.ask("GET", `/api/listings/${town.bakery}`, { as: "public" });

  expect(asked).toMatchObject({ status: 200, json: { applied: ["hours"], waiting: ["name"] } });
  expect(asked.headers.get("ETag")).toBe('"v2"');
  expect(seen.json).toMatchObject({
    listing: { name: "Bread Alone", hours: fields.hours, version: 2 },
    pending: { status: "pending", fields: { name: { before: "Bread Alone", after: "Bread & Co" } } },
    rules: { name: "staff", hours: "free", summary: "auto" },
    past: [],
  });
  expect(toSee.json.changes).toMatchObject([{ listing: { id: town.bakery }, now: { name: "Bread Alone" } }]);
  expect(approved).toMatchObject({ status: 200, json: { change: { status: "approved" }, listing: { version: 3 } } });
  expect(shown.json).toMatchObject({ name: "Bread & Company", hours: fields.hours });
  const [mail, ...others] = await news();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ to: "owner@mainstreet.test", subject: "Your change is on the site: Bread & Company" });
  expect(mail?.text).toContain("As it stands over the door.");
  expect(mail?.text.match(/https?:\S+/g)).toEqual([`${ORIGIN}/account/listings/?id=${town.bakery}`]);
});

test("a deal waits for staff, is cleaned like other lines, and is public while the level includes deals", async () => {
  const { site, path, town, owner } = await startMembers();
  const ask = (deals: unknown, version: number) =>
    site.ask("PATCH", path, { ...owner.asks, version, body: { fields: { deals } } });
  const deal = { title: " Two loaves for one ", text: "On Mondays", until: "2999-12-31" };
  const over = { ...deal, title: "Stollen", until: "2020-01-06" };
  const shown = async () => (await site.ask("GET", `/api/listings/${town.bakery}`, { as: "public" })).json.deals;

  const bad = await Promise.all(
    [
      { ...deal, title: " " },
      { ...deal, text: "two\nlines" },
      { ...deal, until: "soon" },
      { ...deal, price: 3 },
    ].map((one) => ask([one], 1)),
  );
  const many = await ask(Array(6).fill(deal), 1);
  const asked = await ask([deal, over], 1);
  const before = await shown();
  await site.ask("POST", `/api/staff/changes/${town.bakery}/approve`, { version: 2, body: {} });
  const after = await shown();
  const { json: chamber } = await site.ask("GET", "/api/chamber");
  const levels = chamber.levels.map((level: object) => ({ ...level, deals: false }));
  const { json: listing } = await site.ask("GET", `/api/listings/${town.bakery}`);
  const { json: member } = await site.ask("GET", `/api/members/${listing.memberId}`);
  const memberships = [{ id: `msh_${"0".repeat(26)}`, level: chamber.levels[0].id, from: "2020-01-01", until: null }];
  await site.ask("PATCH", `/api/members/${member.id}`, { version: member.version, body: { memberships } });
  await site.ask("PATCH", "/api/chamber", { version: chamber.version, body: { levels } });
  const seen = await site.ask("GET", path, owner.asks);

  expect([...bad, many].map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
  expect(asked).toMatchObject({ status: 200, json: { applied: [], waiting: ["deals"] } });
  expect([before, after]).toEqual([[], [{ ...deal, title: "Two loaves for one" }]]);
  expect(await shown()).toEqual([]);
  expect(seen.json).toMatchObject({ included: { deals: false }, listing: { deals: [{}, { title: "Stollen" }] } });
});

test("a member whose change is refused is told why, by mail and on the page", async () => {
  const { site, path, town, owner, news } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { name: "Best Bread" } } });
  const refuse = `/api/staff/changes/${town.bakery}/refuse`;

  const silent = await site.ask("POST", refuse, { version: 2, body: { reason: " " } });
  const refused = await site.ask("POST", refuse, { version: 2, body: { reason: "No superlatives." } });
  const seen = await site.ask("GET", path, owner.asks);

  expect([silent.status, refused.status]).toEqual([422, 200]);
  expect(seen.json).toMatchObject({
    listing: { name: "Bread Alone" },
    pending: null,
    past: [{ status: "refused", reason: "No superlatives.", fields: { name: { after: "Best Bread" } } }],
  });
  expect(await news()).toMatchObject([{ text: expect.stringContaining("No superlatives.") }]);
  expect((await news()).length).toBe(1);
});

test("whoever acts for the member no longer is not told", async () => {
  const { site, path, town, owner, news } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { name: "Best Bread" } } });
  const { person } = owner;
  await site.table.transact([PersonStore.put(representing(person, town.baker, null, Date.now()), person.version)]);

  await site.ask("POST", `/api/staff/changes/${town.bakery}/refuse`, { version: 2, body: { reason: "No." } });

  expect(await news()).toEqual([]);
});

test("of two who edit at once the second is shown both values, and nothing of theirs is stored", async () => {
  const { site, path, owner, editor, stored } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { phone: "845 555 0100" } } });

  const late = await site.ask("PATCH", path, {
    ...editor.asks,
    version: 1,
    body: { fields: { phone: "845 555 0199", hours: "24/7" } },
  });

  expect(late).toMatchObject({
    status: 412,
    json: {
      code: "stale",
      version: 2,
      clashes: [
        { field: "phone", yours: "845 555 0199", theirs: "845 555 0100" },
        { field: "hours", yours: "24/7", theirs: "" },
      ],
    },
  });
  expect(await stored()).toMatchObject({ phone: "845 555 0100", hours: "", version: 2 });
});

test("an approval over what somebody else has set is answered with both values, until staff name the field", async () => {
  const { site, path, town, owner } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { position: { lat: 41.9, lon: -74 } } } });
  await site.ask("PATCH", `/api/listings/${town.bakery}`, {
    version: 2,
    body: { position: { lat: 41.5, lon: -74.5 } },
  });
  const approve = `/api/staff/changes/${town.bakery}/approve`;

  const blind = await site.ask("POST", approve, { version: 2, body: {} });
  const over = await site.ask("POST", approve, { version: 2, body: { over: ["position"] } });

  expect(blind).toMatchObject({
    status: 409,
    json: {
      code: "conflict",
      clashes: [{ field: "position", yours: { lat: 41.9, lon: -74 }, theirs: { lat: 41.5, lon: -74.5 } }],
    },
  });
  expect(over.status).toBe(200);
});

test("the same request again gets the same answer and does nothing more", async () => {
  const { site, path, owner } = await startMembers();
  const request = { ...owner.asks, version: 1, key: "the-same-request", body: { fields: { name: "Bread & Co" } } };

  const first = await site.ask("PATCH", path, request);
  const after = await everything(site.table);
  const again = await site.ask("PATCH", path, request);

  expect(again.text).toBe(first.text);
  expect(again.headers.get("Idempotency-Replayed")).toBe("true");
  expect(await everything(site.table)).toEqual(after);
});

test("a member sees all its listings, hidden ones too, and nothing that only staff may know", async () => {
  const { site, path, owner, stranger } = await startMembers();

  const list = await site.ask("GET", "/api/account/listings", owner.asks);
  const one = await site.ask("GET", path, owner.asks);
  const changed = await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { name: "Bread" } } });
  const none = await site.ask("GET", "/api/account/listings", stranger.asks);

  expect(list.json.listings.map(({ listing }: { listing: { name: string } }) => listing.name)).toEqual([
    "Bread Alone",
    "Bread Alone Cafe",
    "Secret Oven",
  ]);
  expect(list.json.listings[2].listing.status).toBe("hidden");
  for (const { text } of [list, one, changed]) expect(text).not.toContain(CANARY);
  expect(none.json.listings).toMatchObject([{ listing: { name: "Gone Fishing" } }]);
});

test("to say that a listing is still right takes its version, and sets the chamber's day", async () => {
  // In New York it is still the day before.
  const now = () => Date.parse("2026-11-23T03:00:00Z");
  const { site, path, owner, stored } = await startMembers({ now });

  const blind = await site.ask("POST", `${path}/confirm`, owner.asks);
  const confirmed = await site.ask("POST", `${path}/confirm`, { ...owner.asks, version: 1 });

  expect(blind.status).toBe(428);
  expect(confirmed).toMatchObject({ status: 200, json: { listing: { confirmedOn: "2026-11-22", version: 2 } } });
  expect(await stored()).toMatchObject({ confirmedOn: "2026-11-22", updatedAt: instant(now()) });
});

test("what waits can be taken back, once", async () => {
  const { site, path, owner, editor } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { name: "Bread & Co" } } });

  const back = await site.ask("DELETE", `${path}/pending`, { ...editor.asks, version: 2 });
  const again = await site.ask("DELETE", `${path}/pending`, { ...editor.asks, version: 3 });
  const toSee = await site.ask("GET", "/api/staff/changes");

  expect(back).toMatchObject({ status: 200, json: { pending: null, listing: { version: 3 } } });
  expect(again.status).toBe(404);
  expect(toSee.json.changes).toEqual([]);
});

test("what was applied at once is listed for staff until they have seen it", async () => {
  const { site, path, town, owner } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { summary: "Sourdough" } } });
  const [{ change }] = (await site.ask("GET", "/api/staff/changes")).json.changes;

  const seen = await site.ask("POST", `/api/staff/changes/${town.bakery}/seen`, { body: { change: change.id } });

  expect(change).toMatchObject({ status: "applied", fields: { summary: { after: "Sourdough" } } });
  expect(seen.status).toBe(200);
  expect((await site.ask("GET", "/api/staff/changes")).json.changes).toEqual([]);
});

test("the list of changes goes on page by page, and takes no cursor of its askers' making", async () => {
  const { site, town, owner } = await startMembers();
  for (const id of [town.bakery, town.cafe, town.hidden]) {
    const fields = { name: `New ${id.slice(-4)}` };
    await site.ask("PATCH", `/api/account/listings/${id}`, { ...owner.asks, version: 1, body: { fields } });
  }

  const first = await site.ask("GET", "/api/staff/changes?limit=2");
  const rest = await site.ask("GET", `/api/staff/changes?limit=2&cursor=${first.json.cursor}`);
  const made = Buffer.from(JSON.stringify({ pk: "STAFF", sk: "x", gsi1pk: "STAFF", gsi1sk: "x" })).toString(
    "base64url",
  );
  const foreign = await site.ask("GET", `/api/staff/changes?cursor=${made}`);

  const ids = [...first.json.changes, ...rest.json.changes].map(({ listing }) => listing.id);
  expect(new Set(ids)).toEqual(new Set([town.bakery, town.cafe, town.hidden]));
  expect([ids.length, rest.json.cursor, foreign.status]).toEqual([3, null, 400]);
});

test("staff change a member's listing here at once, as they do elsewhere", async () => {
  const { site, path, stored } = await startMembers();

  const answer = await site.ask("PATCH", path, { version: 1, body: { fields: { name: "Bread & Co" } } });

  expect(answer.json).toMatchObject({ applied: ["name"], waiting: [], pending: null });
  expect((await stored()).name).toBe("Bread & Co");
});

test("staff do not approve for a listing that is gone, and can clear it away", async () => {
  const { site, path, town, owner } = await startMembers();
  await site.ask("PATCH", path, { ...owner.asks, version: 1, body: { fields: { name: "Bread & Co" } } });
  await ListingStore.remove(site.table, by(), town.bakery, 2);
  const at = `/api/staff/changes/${town.bakery}`;

  const approved = await site.ask("POST", `${at}/approve`, { version: 2, body: {} });
  const refused = await site.ask("POST", `${at}/refuse`, { version: 2, body: { reason: "It is gone." } });

  expect([approved.status, approved.json.code, refused.status]).toEqual([409, "closed", 200]);
});
