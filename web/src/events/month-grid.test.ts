import type { EventCard } from "@mainstreet/core/page";
import { expect, test } from "vitest";
import { monthGrid } from "./month-grid.ts";

const mixer = (startsAt: string): EventCard => ({
  slug: "mixer",
  title: "Mixer",
  summary: "",
  type: "mixer",
  startsAt,
  endsAt: startsAt,
  venue: "The Barn",
  town: "",
  host: "",
  openTo: "everyone",
  isCancelled: false,
});

test("a month begins on its weekday and fills whole weeks", () => {
  const weeks = monthGrid("2026-12", []);

  // 1 December 2026 is a Tuesday.
  expect(weeks.map((week) => week.map((square) => square?.day ?? 0))).toEqual([
    [0, 1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12, 13],
    [14, 15, 16, 17, 18, 19, 20],
    [21, 22, 23, 24, 25, 26, 27],
    [28, 29, 30, 31, 0, 0, 0],
  ]);
});

test("a February of four whole weeks has no empty square", () => {
  expect(monthGrid("2027-02", []).flat()).toHaveLength(28);
});

test("an event stands on the day on which it begins", () => {
  const weeks = monthGrid("2026-12", [mixer("2026-12-03T17:30"), mixer("2026-12-03T08:00"), mixer("2026-11-03T08:00")]);

  expect(weeks.flat().filter((square) => square && square.events.length > 0)).toMatchObject([
    { day: 3, events: [{}, {}] },
  ]);
});
