import { expect, test } from "vitest";
import { concernsCalendars, concernsGuests, type Event, EventDraft, instantsOf, problemsOf } from "./event.ts";
import { BLANK_EVENT } from "./event-builder.ts";

const EVENT: Event = {
  ...BLANK_EVENT,
  id: "evt_00000000000000000000000000",
  slug: "december-mixer",
  formerSlugs: [],
  seriesId: null,
  seriesDate: null,
  cancelReason: "",
  sequence: 0,
  createdAt: "2026-11-01T12:00:00.000Z",
  updatedAt: "2026-11-01T12:00:00.000Z",
  version: 1,
};

test("an event that says no more closes registration and promotion when it starts", () => {
  const { opens, closes, promoteUntil, starts, ends } = instantsOf(BLANK_EVENT);

  expect(new Date(starts).toISOString()).toBe("2026-12-03T22:30:00.000Z");
  expect([opens, closes - starts, promoteUntil - starts, ends - starts]).toEqual([null, 0, 0, 7_200_000]);
});

test.each([
  [{ endsAt: "2026-12-03T17:30" }, "endsAt", "must be after the start"],
  [{ endsAt: "2026-12-30T17:30" }, "endsAt", "must be within two weeks of the start"],
  [{ registrationCloses: "2026-12-03T20:00" }, "registrationCloses", "must not be after the end"],
  [{ registrationOpens: "2026-12-03T17:30" }, "registrationOpens", "must be before registration closes"],
  [{ promoteUntil: "2026-12-03T20:00" }, "promoteUntil", "must not be after the end"],
  [
    { startsAt: "2027-03-14T02:30", endsAt: "2027-03-14T04:00" },
    "startsAt",
    "is skipped by the clocks of that day: they are put forward",
  ],
  [
    { hostId: "mem_00000000000000000000000001", coHostIds: ["mem_00000000000000000000000001"] },
    "coHostIds",
    "must name each host once",
  ],
])("%j is told as a problem of %s", (change, path, message) => {
  expect(problemsOf({ ...BLANK_EVENT, ...change })).toEqual([{ path, message }]);
});

test("nothing is wrong with a plain event, and no control character gets into it", () => {
  expect(problemsOf(EventDraft.parse(BLANK_EVENT))).toEqual([]);
  for (const title of ["a\r\nBCC: x", "a\u0000b", "a\u2028b"])
    expect(EventDraft.safeParse({ ...BLANK_EVENT, title }).success).toBe(false);
});

test("calendars learn of another time, place or name; guests of time and place", () => {
  const moved = { ...EVENT, startsAt: "2026-12-03T18:00" };
  const renamed = { ...EVENT, title: "Winter mixer" };
  const larger = { ...EVENT, capacity: 80 };
  const cancelled: Event = { ...EVENT, status: "cancelled" };

  expect([moved, renamed, larger, cancelled].map((after) => concernsCalendars(EVENT, after))).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect([moved, renamed, larger].map((after) => concernsGuests(EVENT, after))).toEqual([true, false, false]);
});
