import { expect, test } from "vitest";
import { clockIn, todayIn } from "./today.ts";

test("day and clock are those of the zone", () => {
  expect(todayIn("America/New_York", Date.UTC(2026, 10, 23, 3, 56))).toBe("2026-11-22");
  expect(clockIn("America/New_York", "2026-11-23T03:56:00.000Z")).toBe("2026-11-22 22:56");
  expect(clockIn("Europe/Berlin", "2026-11-23T03:56:00.000Z")).toBe("2026-11-23 04:56");
});
