import { expect, test } from "vitest";
import { seatsText } from "./seats-line.ts";

const AT = "2026-12-01T23:05:00.000Z";

test("free seats are told with the time of the last change, on the clocks of the event", () => {
  expect(seatsText({ capacity: 45, taken: 12, asOf: AT }, "America/New_York")).toBe(
    "33 of 45 seats free, as of 6:05\u00a0PM",
  );
});

test("an event that is full leads to the waitlist, also when staff have added people above its capacity", () => {
  for (const taken of [45, 47]) {
    expect(seatsText({ capacity: 45, taken, asOf: AT }, "America/New_York")).toBe(
      "All 45 seats are taken, as of 6:05\u00a0PM. Register for the waitlist.",
    );
  }
});

test("what is no seats file says nothing", () => {
  expect(seatsText({}, "America/New_York")).toBeNull();
});
