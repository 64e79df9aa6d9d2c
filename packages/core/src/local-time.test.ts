import { expect, test } from "vitest";
import { instantOf, isShown, LocalDateTime, localTimeAt, plusMinutes } from "./local-time.ts";

const NEW_YORK = "America/New_York";

test.each(["2026-12-03T17:30", "2024-02-29T00:00"])("%s is a local time", (text) => {
  expect(LocalDateTime.parse(text)).toBe(text);
});

test.each(["2026-12-03", "2026-02-29T10:00", "2026-12-03T24:00", "2026-12-03T17:30:00", "2026-12-03T17:30Z", ""])(
  "%s is no local time",
  (text) => {
    expect(LocalDateTime.safeParse(text).success).toBe(false);
  },
);

test("a local time is another instant in winter than in summer, and comes back", () => {
  const winter = instantOf("2026-12-03T17:30", NEW_YORK);
  const summer = instantOf("2026-07-09T17:30", NEW_YORK);

  expect(new Date(winter).toISOString()).toBe("2026-12-03T22:30:00.000Z");
  expect(new Date(summer).toISOString()).toBe("2026-07-09T21:30:00.000Z");
  expect(localTimeAt(NEW_YORK, winter)).toBe("2026-12-03T17:30");
});

test("a time that the clocks skip is not shown, one that they show twice is", () => {
  expect(isShown("2026-03-08T02:30", NEW_YORK)).toBe(false);
  expect(isShown("2026-11-01T01:30", NEW_YORK)).toBe(true);
  expect(new Date(instantOf("2026-11-01T01:30", NEW_YORK)).toISOString()).toBe("2026-11-01T05:30:00.000Z");
});

test("minutes are added on the wall clock", () => {
  expect(plusMinutes("2026-12-31T23:30", 120)).toBe("2027-01-01T01:30");
  expect(plusMinutes("2026-12-03T17:30", -1440)).toBe("2026-12-02T17:30");
});
