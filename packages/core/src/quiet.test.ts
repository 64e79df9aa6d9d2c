import { expect, test } from "vitest";
import { type Doings, quietOn } from "./quiet.ts";
import { NO_RENEWAL } from "./standing.ts";

const ON = {
  date: "2026-11-22",
  events: ["2026-06-04", "2026-09-03", "2026-11-05"],
  chamber: { renewal: NO_RENEWAL, confirmEveryDays: 100 },
};
const LIVELY: Doings = { listings: [], hasCome: true, wasClaimed: true };

function member(from: string | null, until: string | null = null, status: "current" | "removed" = "current") {
  return { status, memberships: from === null ? [] : [{ id: "msh_1", level: "member", from, until }] };
}
const listing = (id: string, confirmedOn: string | null) => ({ id, name: id, confirmedOn });

test("a member in its first year is quiet once it has missed an event, and not before", () => {
  const absent = { ...LIVELY, hasCome: false };

  const found = ["2025-11-22", "2025-11-21", "2026-09-03", "2026-11-06", "2026-11-23"].map((from) =>
    quietOn(member(from), absent, ON),
  );

  expect(found.map((one) => one && [one.reasons, one.missed])).toEqual([
    [["absent"], 3],
    null,
    [["absent"], 2],
    null,
    null,
  ]);
});

test("whoever came or hosted is not absent", () => {
  expect(quietOn(member("2026-01-01"), LIVELY, ON)).toBeNull();
});

test("the listing that waits longest to be confirmed is told, one that was never first", () => {
  const of = (...listings: Doings["listings"]) => quietOn(member(null), { ...LIVELY, listings }, ON)?.listing?.id;

  expect([
    of(listing("a", "2026-08-14")),
    of(listing("a", "2026-08-13"), listing("b", "2026-08-01")),
    of(listing("a", "2020-01-01"), listing("b", null)),
    of(),
  ]).toEqual([undefined, "b", "b", undefined]);
});

test("where nobody is asked to confirm, a listing is old after a year", () => {
  const on = { ...ON, chamber: { ...ON.chamber, confirmEveryDays: 0 } };
  const of = (day: string) => quietOn(member(null), { ...LIVELY, listings: [listing("a", day)] }, on)?.reasons;

  expect([of("2025-11-22"), of("2025-11-21")]).toEqual([undefined, ["unconfirmed"]]);
});

test("all reasons are told, the gravest first; of the removed and the lapsed nothing is", () => {
  const doings = { listings: [listing("a", null)], hasCome: false, wasClaimed: false };

  const [all, removed, lapsed] = [
    quietOn(member("2026-01-01"), doings, ON),
    quietOn(member("2026-01-01", null, "removed"), doings, ON),
    quietOn(member("2026-01-01", "2026-09-30"), doings, ON),
  ];

  expect([all?.reasons, removed, lapsed]).toEqual([["absent", "unconfirmed", "unclaimed"], null, null]);
});
