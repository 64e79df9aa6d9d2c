import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays } from "./local-date.ts";
import { type Audience, isMeant, MailingDraft, recipientsOf } from "./mailing.ts";

const TODAY = "2026-11-22";
const LEVELS = ["member", "anchor"] as const;
const TOWNS = ["Kingston", "New Paltz", "Tivoli"] as const;
const STATES = ["never", "current", "due", "grace", "lapsed"] as const;
const RULES = { remindDays: [10], graceDays: 5 };
const keyOf = (email: string) => `key of ${email}`;

/** Whether a member is meant, by counting days one by one. */
function naive(
  member: { status: string; memberships: readonly { level: string; from: string; until: string | null }[] },
  towns: readonly string[],
  { states, levels, towns: wanted }: Pick<Audience, "states" | "levels" | "towns">,
): boolean {
  const holdsOn = (date: string) => member.memberships.filter((m) => m.from <= date && date <= (m.until ?? "9999"));
  const dayBack = Array.from({ length: 400 }, (_, n) => n).find((n) => holdsOn(plusDays(TODAY, -n)).length > 0);
  const gapAhead = Array.from({ length: 400 }, (_, n) => n).find((n) => holdsOn(plusDays(TODAY, n)).length === 0);
  const isDue = gapAhead !== undefined && gapAhead - 1 <= 10;
  const state =
    dayBack === undefined ? "never" : dayBack > 5 ? "lapsed" : dayBack > 0 ? "grace" : isDue ? "due" : "current";
  const held = dayBack === undefined ? [] : holdsOn(plusDays(TODAY, -dayBack));
  const latest = [...held].sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (member.status !== "current") return false;
  if (states.length > 0 && !states.some((one) => one === state)) return false;
  if (levels.length > 0 && !levels.some((one) => one === latest?.level)) return false;
  return wanted.length === 0 || towns.some((town) => wanted.some((one) => one.toLowerCase() === town.toLowerCase()));
}

test("a member is meant exactly when a count of days, levels and towns says so", () => {
  const period = fc.record({
    level: fc.constantFrom(...LEVELS),
    from: fc.integer({ min: -60, max: 30 }),
    days: fc.option(fc.integer({ min: 0, max: 70 })),
  });
  const member = fc.record({
    status: fc.constantFrom("current" as const, "current" as const, "removed" as const),
    // Of two that began on one day neither is the later one.
    memberships: fc.uniqueArray(period, { maxLength: 3, selector: ({ from }) => from }).map((periods) =>
      periods.map(({ level, from, days }) => ({
        level,
        id: `msh_${"0".repeat(26)}`,
        from: plusDays(TODAY, from),
        until: days === null ? null : plusDays(TODAY, from + days),
      })),
    ),
  });
  const audience = fc.record({
    states: fc.subarray([...STATES]),
    levels: fc.subarray([...LEVELS]),
    towns: fc.subarray(["kingston", "NEW PALTZ", "Tivoli"]),
  });
  const seen = { meant: 0, not: 0 };

  fc.assert(
    fc.property(member, fc.subarray([...TOWNS]), audience, (one, towns, of) => {
      const is = isMeant(one, towns, of, RULES, TODAY);
      seen[is ? "meant" : "not"]++;
      expect(is).toBe(naive(one, towns, of));
    }),
    { numRuns: 300 },
  );

  expect(Math.min(seen.meant, seen.not)).toBeGreaterThan(30);
});

test("those who act for a member are written to, and where none of these does its contact", () => {
  const people = [
    { personKey: "a", email: "ada@example.org", role: "owner" },
    { personKey: "b", email: "bea@example.org", role: "editor" },
  ] as const;
  const member = { contactEmail: "desk@example.org" };
  const to = (...of: Parameters<typeof recipientsOf>) => recipientsOf(...of).map(({ email }) => email);

  expect(to(member, people, "owners", keyOf)).toEqual(["ada@example.org"]);
  expect(to(member, people, "everybody", keyOf)).toEqual(["ada@example.org", "bea@example.org"]);
  expect(to(member, people, "contacts", keyOf)).toEqual(["desk@example.org"]);
  expect(to(member, people.slice(1), "owners", keyOf)).toEqual(["desk@example.org"]);
  expect(to({ contactEmail: "" }, [], "everybody", keyOf)).toEqual([]);
});

test("an announcement has a subject of one line and a text of at most 10,000 characters", () => {
  const good = { subject: "Market", text: "At ten", audience: { states: [], levels: [], towns: [], whom: "owners" } };
  const bad = [
    { subject: "" },
    { subject: "a\r\nBcc: b@example.org" },
    { text: " " },
    { text: "x".repeat(10_001) },
    { audience: { ...good.audience, whom: "all" } },
    { audience: { ...good.audience, states: ["gone"] } },
  ];

  expect(MailingDraft.safeParse(good).success).toBe(true);
  expect(MailingDraft.safeParse({ ...good, text: "x".repeat(10_000) }).success).toBe(true);
  for (const change of bad) expect(MailingDraft.safeParse({ ...good, ...change }).success).toBe(false);
});
