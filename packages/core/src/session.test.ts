import fc from "fast-check";
import { expect, test } from "vitest";
import { isAlive, LIMITS, newSession, SEEN_EVERY_MS } from "./session.ts";

const NOW = Date.UTC(2026, 10, 22);
const FROM = { personKey: "0".repeat(26), proof: "code", device: "Firefox", staff: false } as const;
const random = (length: number) => new Uint8Array(length);
const MEMBERS = newSession(FROM, 0, NOW, random);
const STAFFS = newSession({ ...FROM, staff: true }, 0, NOW, random);

test("a session ends when it was not used for two weeks, and after ninety days however much it was used", () => {
  const { idle, absolute } = LIMITS.person;
  const used = { ...MEMBERS, seenAt: NOW + absolute - 1 };

  expect(isAlive(MEMBERS, 0, NOW + idle)).toBe(true);
  expect(isAlive(MEMBERS, 0, NOW + idle + SEEN_EVERY_MS)).toBe(false);
  expect(isAlive(used, 0, NOW + absolute - 1)).toBe(true);
  expect(isAlive(used, 0, NOW + absolute)).toBe(false);
});

test("a session of staff ends after twelve hours", () => {
  const used = { ...STAFFS, seenAt: NOW + LIMITS.staff.absolute - 1 };

  expect(isAlive(used, 0, NOW + LIMITS.staff.absolute - 1)).toBe(true);
  expect(isAlive(used, 0, NOW + LIMITS.staff.absolute)).toBe(false);
});

test("ending all sessions ends those that were begun until then, and none that is begun after", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (began, ended) => {
      const before = newSession(FROM, 0, NOW + began, random);
      const after = newSession(FROM, NOW + ended, NOW + ended + began, random);

      expect(isAlive(before, NOW + ended, NOW + 10)).toBe(began > ended);
      expect(isAlive(after, NOW + ended, NOW + 10)).toBe(true);
    }),
  );
});
