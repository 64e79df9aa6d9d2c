import type { Membership } from "@mainstreet/core/membership";
import { NO_RENEWAL } from "@mainstreet/core/standing";
import { expect, test } from "vitest";
import type { ListingRow, MemberRow } from "../rows.ts";
import { completeness, freshness, growth, retention } from "./figures.ts";

const TODAY = "2026-11-22";

function member(from: string, until: string | null, status: MemberRow["status"] = "current"): MemberRow {
  const membership: Membership = { id: "msh_00000000000000000000000000", level: "member", from, until };
  const rest = { contactName: "", contactEmail: "", externalId: null, createdAt: "2020-01-01T00:00:00.000Z" };
  return { id: `mem_${from}`, name: from, version: 1, status, memberships: [membership], ...rest };
}

function listing(changed: Partial<ListingRow>): ListingRow {
  const none = { categories: [], tags: [], phone: "", website: "", street: "", town: "", postalCode: "", photos: 0 };
  const rest = {
    id: "lst_1",
    version: 1,
    memberId: "mem_1",
    slug: "x",
    name: "X",
    updatedAt: "2026-01-01T00:00:00.000Z",
  };
  return { ...none, ...rest, status: "published", confirmedOn: null, pin: "none", ...changed };
}

const MEMBERS = [
  member("2023-05-01", null),
  member("2024-02-01", "2024-12-31"),
  member("2024-03-01", null),
  member("2026-01-01", "2026-12-31"),
];

test("a year counts who was a member on its last day, the present one who is today", () => {
  const bars = growth(MEMBERS, { ...NO_RENEWAL, graceDays: 0 }, TODAY, 4);

  expect(bars).toEqual([
    { name: "2023", value: 1 },
    { name: "2024", value: 3 },
    { name: "2025", value: 2 },
    { name: "2026", value: 3 },
  ]);
});

test("of those who joined in a year as many have stayed as are members today", () => {
  expect(retention(MEMBERS, NO_RENEWAL, TODAY, 10)).toEqual([
    { name: "2023", value: 1, of: 1 },
    { name: "2024", value: 1, of: 2 },
    { name: "2026", value: 1, of: 1 },
  ]);
});

test("whoever was removed has not stayed", () => {
  expect(retention([member("2023-05-01", null, "removed")], NO_RENEWAL, TODAY, 10)).toEqual([
    { name: "2023", value: 0, of: 1 },
  ]);
});

test("each listing that is shown has one age", () => {
  const listings = [
    listing({ confirmedOn: TODAY }),
    listing({ confirmedOn: "2026-08-24" }),
    listing({ confirmedOn: "2026-08-23" }),
    listing({ confirmedOn: "2019-01-01" }),
    listing({}),
    listing({ status: "hidden" }),
  ];

  expect(freshness(listings, TODAY).map(({ value }) => value)).toEqual([2, 1, 0, 0, 1, 1]);
});

test("what listings say is counted of those that are shown", () => {
  const [category, pin, phone] = completeness([
    listing({ phone: "555", pin: "inside" }),
    listing({}),
    listing({ status: "removed" }),
  ]);

  expect([category?.value, pin?.value, phone?.value, phone?.of]).toEqual([0, 1, 1, 2]);
});
