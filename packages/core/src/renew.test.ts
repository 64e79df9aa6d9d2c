import { expect, test } from "vitest";
import type { Period } from "./membership.ts";
import { nextPeriod, type RenewFor } from "./renew.ts";

const CHAMBER = {
  renewal: { remindDays: [], graceDays: 10, lapsed: "keep" as const },
  levels: [{ id: "member" }, { id: "gold" }],
};
const YEAR: Period = { level: "member", from: "2026-01-01", until: "2026-12-31" };
const next = (memberships: readonly Period[], date: string, wanted: RenewFor) =>
  nextPeriod(memberships, CHAMBER, date, wanted);
const refusal = (memberships: readonly Period[], date: string, wanted: RenewFor) => {
  try {
    return next(memberships, date, wanted);
  } catch (error) {
    return error;
  }
};

test("a membership goes on the day after it ends, or has ended within the days of grace; later it begins anew", () => {
  const renewed = ["2026-06-01", "2026-12-31", "2027-01-10", "2027-01-11"].map((day) =>
    next([YEAR], day, { months: 12 }),
  );

  expect(renewed.map(({ from, until }) => [from, until])).toEqual([
    ["2027-01-01", "2027-12-31"],
    ["2027-01-01", "2027-12-31"],
    ["2027-01-01", "2027-12-31"],
    ["2027-01-11", "2028-01-10"],
  ]);
});

test("who has renewed already goes on behind that, at the level that holds unless another is named", () => {
  const both = [YEAR, { level: "gold", from: "2027-01-01", until: "2027-06-30" }];

  expect(next(both, "2026-12-01", { months: 1 })).toEqual({ level: "member", from: "2027-07-01", until: "2027-07-31" });
  expect(next(both, "2027-02-01", { until: "2027-12-31" }).level).toBe("gold");
  expect(next([], "2027-02-01", { months: 1, level: "gold" })).toEqual({
    ...{ level: "gold", from: "2027-02-01", until: "2027-02-28" },
  });
});

test.each([
  ["2027-01-31", 1, "2027-02-28"],
  ["2027-02-01", 1, "2027-02-28"],
  ["2028-02-29", 12, "2029-02-28"],
  ["2027-12-15", 2, "2028-02-14"],
])("from %s %i months are until %s", (from, months, until) => {
  expect(next([], from, { months, level: "member" }).until).toBe(until);
});

test("without an end there is nothing to renew, and level and end must be ones that can be", () => {
  const cases = [
    refusal([{ ...YEAR, until: null }], "2026-06-01", { months: 1 }),
    refusal([YEAR], "2026-06-01", { until: "2026-12-31" }),
    refusal([YEAR], "2026-06-01", { months: 1, level: "silver" }),
    refusal([], "2026-06-01", { months: 1 }),
    refusal([{ ...YEAR, until: "9999-12-31" }], "2026-06-01", { months: 1 }),
  ];

  expect(cases).toMatchObject(
    ["until", "until", "level", "level", "until"].map((path) => ({ code: "invalid", fields: [{ path }] })),
  );
});
