import { expect, test } from "vitest";
import { ListingsChange, listingAfter, MembersChange, memberAfter } from "./bulk-change.ts";
import type { Membership } from "./membership.ts";
import { NO_RENEWAL } from "./standing.ts";

const ON = { chamber: { renewal: NO_RENEWAL, levels: [{ id: "member" }, { id: "gold" }] }, date: "2026-11-22" };
const NEW = "new";
const at = (from: string, until: string | null, level = "member", id = "old"): Membership => ({
  id,
  level,
  from,
  until,
});
const member = (memberships: Membership[], change: MembersChange) =>
  memberAfter({ status: "current", memberships }, change, ON, NEW);
const YEAR = at("2026-01-01", "2026-12-31");
const OPEN = at("2026-01-01", null);

test("until a later day a membership is renewed from where it ends, and from today on where none holds", () => {
  const added = (from: string, level = "member") => at(from, "2027-12-31", level, NEW);
  const over = at("2025-01-01", "2025-12-31", "gold");

  expect([
    member([YEAR], { until: "2027-12-31" }),
    member([YEAR], { until: "2027-12-31", level: "gold" }),
    member([over], { until: "2027-12-31" }),
    member([], { until: "2027-12-31", level: "member" }),
  ]).toEqual([
    { fields: { memberships: [YEAR, added("2027-01-01")] } },
    { fields: { memberships: [YEAR, added("2027-01-01", "gold")] } },
    { fields: { memberships: [over, added("2026-11-22", "gold")] } },
    { fields: { memberships: [added("2026-11-22")] } },
  ]);
});

test("until an earlier day it ends, whatever holds then", () => {
  const both = [OPEN, at("2026-06-01", "2027-06-30", "gold")];

  expect(member(both, { until: "2026-12-31" })).toEqual({
    fields: { memberships: both.map((m) => ({ ...m, until: "2026-12-31" })) },
  });
  expect(member([YEAR], { until: "2026-12-31" })).toEqual({ fields: {} });
  expect(member([YEAR, at("2027-01-01", "2027-12-31")], { until: "2026-12-01" })).toMatchObject({
    reason: "It has a membership on record that begins later.",
  });
});

test("another level holds from today on, for as long as the membership lasts", () => {
  expect(member([YEAR], { level: "gold" })).toEqual({
    fields: { memberships: [{ ...YEAR, until: "2026-11-21" }, at("2026-11-22", "2026-12-31", "gold", NEW)] },
  });
  expect(member([at("2026-11-22", null)], { level: "gold" })).toEqual({
    fields: { memberships: [at("2026-11-22", null, "gold")] },
  });
  expect(member([OPEN], { level: "member" })).toEqual({ fields: {} });
});

test("a period of its own is added as it is; what cannot be says why", () => {
  const own = { level: "gold", from: "2027-01-01" };
  const reasons = [
    member([], { level: "gold" }),
    member([], { until: "2027-12-31" }),
    member([], { until: "2026-11-21", level: "gold" }),
    member([OPEN], { until: "2027-12-31", level: "gold" }),
    member([OPEN], { level: "silver" }),
    member([OPEN], { ...own, until: "2026-12-31" }),
    member(
      Array.from({ length: 60 }, () => YEAR),
      own,
    ),
  ];

  expect(member([YEAR], own)).toEqual({ fields: { memberships: [YEAR, at("2027-01-01", null, "gold", NEW)] } });
  expect(reasons.map((after) => ("reason" in after ? after.reason : after))).toEqual([
    "It has no membership now: say until when.",
    "Say at which level.",
    "It would end before it begins.",
    "It lasts longer already: change its level first.",
    "The chamber does not have this level.",
    "It would end before it begins.",
    "It has too many memberships on record.",
  ]);
});

test("a member is removed and brought back, and stays as it is where it is so already", () => {
  const { memberships } = { memberships: [YEAR] };

  expect([
    member(memberships, { status: "removed" }),
    member(memberships, { status: "current" }),
    memberAfter({ status: "removed", memberships }, { status: "current" }, ON, NEW),
  ]).toEqual([{ fields: { status: "removed" } }, { fields: {} }, { fields: { status: "current" } }]);
});

test("listings get and lose what is said of them, as far as there is room", () => {
  const listing = { status: "published" as const, categories: ["a"], tags: ["bread"], confirmedOn: null };
  const after = (change: ListingsChange, own = {}) => listingAfter({ ...listing, ...own }, change, ON);

  expect([
    after({ status: "hidden" }),
    after({ status: "published" }),
    after({ addCategory: "b" }),
    after({ addCategory: "a" }),
    after({ addCategory: "b" }, { categories: [..."acdef"] }),
    after({ removeCategory: "a" }),
    after({ removeCategory: "b" }),
    after({ addTag: "tea" }),
    after({ removeTag: "bread" }),
    after({ confirm: true }),
    after({ confirm: true }, { confirmedOn: ON.date }),
    after({ confirm: true }, { status: "removed" }),
    after({ status: "published" }, { status: "merged" }),
  ]).toEqual([
    { fields: { status: "hidden" } },
    { fields: {} },
    { fields: { categories: ["a", "b"] } },
    { fields: {} },
    { reason: "It has 5 categories already." },
    { fields: { categories: [] } },
    { fields: {} },
    { fields: { tags: ["bread", "tea"] } },
    { fields: { tags: [] } },
    { fields: { confirmedOn: ON.date } },
    { fields: {} },
    { reason: "It was removed." },
    { reason: "It was merged into another one." },
  ]);
});

test("a change says one thing, and no field of another", () => {
  const members = [
    {},
    { status: "merged" },
    { level: "gold", status: "removed" },
    { from: "2026-01-01" },
    { until: null },
  ];
  const listings = [{}, { status: "removed" }, { addTag: "" }, { confirm: false }, { addTag: "a", removeTag: "b" }];

  expect(members.map((one) => MembersChange.safeParse(one).success)).toEqual(members.map(() => false));
  expect(listings.map((one) => ListingsChange.safeParse(one).success)).toEqual(listings.map(() => false));
});
