import { expect, test } from "vitest";
import { Approval, DEFAULT_RULES, NO_APPROVAL, OWN_FIELDS, OwnChange, rulesOf } from "./approval.ts";
import { BLANK, Chamber, ChamberChange } from "./chamber.ts";
import { Listing } from "./listing.ts";

const STORED = { ...BLANK, version: 1, updatedAt: "2026-11-22T12:00:00.000Z" };

test("a chamber that was stored before there were rules has the first ones, and asks once a year", () => {
  const { approval, confirmEveryDays, ...old } = STORED;

  const chamber = Chamber.parse(old);

  expect(chamber).toMatchObject({ approval: NO_APPROVAL, confirmEveryDays: 365 });
  expect(rulesOf(chamber.approval, "member")).toEqual(DEFAULT_RULES);
});

test("a change of something else leaves the rules as they are", () => {
  expect(ChamberChange.parse({ tagline: "Hello" })).toEqual({ tagline: "Hello" });
});

test("a level's rule goes before the chamber's, and that before the first one", () => {
  const approval = Approval.parse({
    fields: { summary: "staff", phone: "auto" },
    levels: { anchor: { name: "free", phone: "free" } },
  });

  expect(rulesOf(approval, "anchor")).toEqual({ ...DEFAULT_RULES, summary: "staff", name: "free", phone: "free" });
  expect(rulesOf(approval, "member")).toEqual({ ...DEFAULT_RULES, summary: "staff", phone: "auto" });
  expect(rulesOf(approval, null)).toEqual(rulesOf(approval, "member"));
});

test("a level that is called as what every object has gets the chamber's rules", () => {
  for (const level of ["constructor", "toString", "__proto__"])
    expect(rulesOf(NO_APPROVAL, level)).toEqual(DEFAULT_RULES);
});

test("rules for what is no field of the member's, or other rules, are refused", () => {
  for (const approval of [
    { fields: { staffNote: "free" }, levels: {} },
    { fields: { name: "never" }, levels: {} },
    { fields: {}, levels: { anchor: { status: "free" } } },
    { fields: {} },
  ])
    expect(Approval.safeParse(approval).success).toBe(false);
});

test("a member's people may name the fifteen fields and nothing else of a listing", () => {
  const others = Object.keys(Listing.shape).filter((field) => !OWN_FIELDS.some((own) => own === field));

  expect(OWN_FIELDS).toHaveLength(15);
  expect(others.sort()).toEqual(
    ["confirmedOn", "createdAt", "externalId", "formerSlugs", "id", "memberId", "mergedInto"].concat([
      ...["slug", "staffNote", "status", "updatedAt", "version"],
    ]),
  );
  for (const field of others) expect(OwnChange.safeParse({ [field]: null }).success, field).toBe(false);
  expect(OwnChange.parse({ hours: "Mo 09:00-17:00" })).toEqual({ hours: "Mo 09:00-17:00" });
});
