import { expect, test } from "vitest";
import { currentOn, joinedOn, Membership } from "./membership.ts";

const ID = `msh_${"0".repeat(26)}`;
const at = (level: string, from: string, until: string | null = null) => ({ level, from, until });

test("a membership holds on its first and its last day, and not on those around", () => {
  const memberships = [at("gold", "2026-03-01", "2026-03-31")];

  const days = ["2026-02-28", "2026-03-01", "2026-03-15", "2026-03-31", "2026-04-01"];

  expect(days.map((day) => currentOn(memberships, day)?.level)).toEqual([undefined, "gold", "gold", "gold", undefined]);
});

test("a membership without an end goes on", () => {
  expect(currentOn([at("gold", "2026-03-01")], "2999-12-31")?.level).toBe("gold");
});

test("of several the one that began last holds, wherever it stands", () => {
  const old = at("plain", "2020-01-01");
  const promoted = at("gold", "2026-01-01", "2026-12-31");
  const coming = at("silver", "2027-01-01");

  for (const memberships of [
    [old, promoted, coming],
    [coming, promoted, old],
  ]) {
    expect(currentOn(memberships, "2025-12-31")).toBe(old);
    expect(currentOn(memberships, "2026-12-31")).toBe(promoted);
    expect(currentOn(memberships, "2027-01-01")).toBe(coming);
  }
});

test("of two that begin on one day the first in the list holds", () => {
  const [first, second] = [at("first", "2026-01-01"), at("second", "2026-01-01")];

  expect(currentOn([first, second], "2026-01-01")).toBe(first);
});

test("a member joined on the first day of any membership, even a past or a coming one", () => {
  expect(joinedOn([])).toBeNull();
  expect(joinedOn([at("a", "2027-01-01")])).toBe("2027-01-01");
  expect(joinedOn([at("a", "2020-01-02"), at("b", "2019-12-31", "2020-01-01"), at("c", "2026-01-01")])).toBe(
    "2019-12-31",
  );
});

test("a membership may be of one day, and must not end before it begins", () => {
  const membership = { id: ID, ...at("gold", "2026-03-01", "2026-03-01") };

  expect(Membership.parse(membership)).toEqual(membership);
  expect(Membership.safeParse({ ...membership, until: "2026-02-28" }).error?.issues).toMatchObject([
    { path: ["until"] },
  ]);
  expect(Membership.safeParse({ ...membership, price: 5 }).success).toBe(false);
  expect(Membership.safeParse({ ...membership, level: "" }).success).toBe(false);
});
