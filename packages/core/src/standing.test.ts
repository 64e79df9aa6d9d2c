import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type LocalDate, plusDays } from "./local-date.ts";
import type { Period } from "./membership.ts";
import { goodStanding, isHiddenOn, NO_RENEWAL, Renewal, reminderOn, standingOn, termsOn } from "./standing.ts";

const RULES: Renewal = { remindDays: [30, 7, -7], graceDays: 10, lapsed: "hide" };
const at = (from: string, until: string | null, level = "member"): Period => ({ level, from, until });
const state = (memberships: readonly Period[], date: string, rules = RULES) =>
  standingOn(memberships, rules, date).state;

const START = "2026-01-01";
const AROUND = 70;

/** The same by looking at each day alone, within a stretch of days that all borders lie in. */
function naive(memberships: readonly Period[], { remindDays, graceDays }: Renewal, date: LocalDate) {
  const holds = (day: LocalDate) =>
    memberships.some(({ from, until }) => from <= day && (until === null || day <= until));
  const days = Array.from({ length: 4 * AROUND }, (_, n) => n);
  if (holds(date)) {
    const gap = days.find((n) => !holds(plusDays(date, n)));
    if (gap === undefined) return { state: "current", endsOn: null };
    const before = remindDays.filter((n) => n > 0);
    const within = before.length === 0 ? 30 : Math.max(...before);
    return { state: gap - 1 <= within ? "due" : "current", endsOn: plusDays(date, gap - 1) };
  }
  const last = days.find((n) => holds(plusDays(date, -n)));
  if (last === undefined) return { state: "never", endsOn: null };
  return { state: last <= graceDays ? "grace" : "lapsed", endsOn: plusDays(date, -last) };
}

test("a membership is current, due, in grace and lapsed from one day to the next, each with its days counted", () => {
  const year = [at("2026-01-01", "2026-12-31")];
  const days = ["2025-12-31", "2026-01-01", "2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01", "2027-01-10"];

  expect([...days, "2027-01-11"].map((day) => [day, state(year, day), standingOn(year, RULES, day).days])).toEqual([
    ["2025-12-31", "never", null],
    ["2026-01-01", "current", 364],
    ["2026-11-30", "current", 31],
    ["2026-12-01", "due", 30],
    ["2026-12-31", "due", 0],
    ["2027-01-01", "grace", -1],
    ["2027-01-10", "grace", -10],
    ["2027-01-11", "lapsed", -11],
  ]);
});

test("on every day it is what looking at each day alone says, whatever memberships overlap, touch or leave gaps", () => {
  const period = fc
    .record({ from: fc.nat(AROUND), days: fc.option(fc.nat(30)), level: fc.constantFrom("member", "gold") })
    .map(({ from, days, level }) =>
      at(plusDays(START, from), days === null ? null : plusDays(START, from + days), level),
    );
  const rules = fc.record({
    remindDays: fc.uniqueArray(fc.integer({ min: -9, max: 40 }), { maxLength: 3 }),
    graceDays: fc.nat(12),
    lapsed: fc.constantFrom("keep" as const, "hide" as const),
  });
  const seen = new Map<string, number>();

  const holds = fc.property(fc.array(period, { maxLength: 4 }), rules, (memberships, own) => {
    const borders = memberships.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
    const days = borders.flatMap((day) => [-1, 0, 1, own.graceDays, own.graceDays + 1].map((n) => plusDays(day, n)));
    for (const day of [START, ...days, ...days.map((d) => plusDays(d, -own.graceDays - 30))]) {
      const found = standingOn(memberships, own, day);
      const wanted = naive(memberships, own, day);
      expect({ day, state: found.state, endsOn: found.endsOn }).toEqual({ day, ...wanted });
      expect(isHiddenOn(memberships, own, day)).toBe(own.lapsed === "hide" && wanted.state === "lapsed");
      expect(goodStanding(found)).toBe(["current", "due", "grace"].includes(wanted.state));
      seen.set(found.state, (seen.get(found.state) ?? 0) + 1);
    }
  });

  fc.assert(holds, { numRuns: 80 });
  expect([...seen.keys()].sort()).toEqual(["current", "due", "grace", "lapsed", "never"]);
});

test("a level that is taken for a while does not end the membership below it, and terms outlive a membership", () => {
  const promoted = [at("2020-01-01", null), at("2026-01-01", "2026-01-31", "gold")];
  const over = [at("2025-01-01", "2025-12-31", "gold"), at("2024-01-01", "2025-06-30")];

  expect(standingOn(promoted, RULES, "2026-01-20")).toEqual({
    state: "current",
    level: "gold",
    endsOn: null,
    days: null,
  });
  expect([termsOn(promoted, "2026-02-01"), termsOn(over, "2030-01-01"), termsOn(over, "2020-01-01")]).toEqual([
    "member",
    "gold",
    null,
  ]);
  expect(standingOn(over, RULES, "2030-01-01").level).toBe("gold");
});

test("nobody without a membership that has begun is hidden, and nobody at all by the rules that hold without any", () => {
  expect([isHiddenOn([], RULES, START), isHiddenOn([at("2030-01-01", null)], RULES, START)]).toEqual([false, false]);
  expect(isHiddenOn([at("2000-01-01", "2000-12-31")], NO_RENEWAL, START)).toBe(false);
});

test("a day is for the reminder that fell due last, up to three days late, and for none that came before", () => {
  const on = (days: number | null) => reminderOn(RULES, { state: "due", level: null, endsOn: null, days });

  expect([31, 30, 27, 26, 8, 7, 4, 3, 0, -6, -7, -10, -11, null].map(on)).toEqual([
    ...[null, 30, 30, null, null, 7, 7, null, null, null, -7, -7, null, null],
  ]);
  expect(reminderOn({ remindDays: [7, 6] }, { state: "due", level: null, endsOn: null, days: 5 })).toBe(6);
  expect(reminderOn(NO_RENEWAL, { state: "due", level: null, endsOn: null, days: 30 })).toBeNull();
});

test("reminders are whole days, each once, eight at most", () => {
  const takes = (remindDays: readonly unknown[]) => Renewal.safeParse({ ...RULES, remindDays }).success;

  expect([takes([30, 0, -7]), takes([]), takes([7, 7]), takes([1.5]), takes([366])]).toEqual([
    ...[true, true, false, false, false],
  ]);
  expect(takes([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(false);
});
