import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarEvent, calendarText } from "./calendar.ts";
import { BLANK_EVENT } from "./event-builder.ts";
import { instantOf } from "./local-time.ts";
import { datesOf } from "./series.ts";

const ABOUT = { name: "Mixers", source: "https://chamber.example/mixers.ics", method: "PUBLISH" } as const;

function eventOf(change: Partial<CalendarEvent> = {}): CalendarEvent {
  const { title, summary, type, zone, startsAt, endsAt, venue } = BLANK_EVENT;
  return {
    ...{ title, summary, type, zone, startsAt, endsAt, venue },
    id: "evt_00000000000000000000000000",
    status: "published",
    sequence: 0,
    createdAt: "2026-11-01T12:00:00.000Z",
    updatedAt: "2026-11-02T12:00:00.000Z",
    url: "https://chamber.example/mixers/december-mixer/",
    ...change,
  };
}

/** What an independent reader makes of a calendar, with the zones that the file itself brings. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
}

test.each(["America/New_York", "Europe/Vienna", "Australia/Lord_Howe"])(
  "a year of a series in %s is read back to the same instants by an independent reader",
  (zone) => {
    const series = { rule: "FREQ=WEEKLY;BYDAY=TH", from: "2026-01-01", until: null, skippedMonths: [] };
    const days = datesOf(series, "2026-01-01", "2026-12-31");
    const events = days.map((day, i) =>
      eventOf({
        id: `evt_${String(i).padStart(26, "0")}`,
        zone,
        startsAt: `${day}T17:30`,
        endsAt: `${day}T19:30`,
      }),
    );

    const seen = read(calendarText(events, ABOUT));

    expect(seen).toHaveLength(53);
    for (const [i, { startsAt, endsAt }] of events.entries()) {
      expect(seen[i]?.startDate.toJSDate().getTime()).toBe(instantOf(startsAt, zone));
      expect(seen[i]?.endDate.toJSDate().getTime()).toBe(instantOf(endsAt, zone));
      expect(seen[i]?.startDate.hour).toBe(17);
    }
  },
);

test("whatever people type stays within its field", () => {
  const nasty = "A, b; c\\d\r\nBEGIN:VALARM\nX\u0000\u0007\u2028END:VEVENT \u{1f389}".repeat(4);
  const venue = { ...BLANK_EVENT.venue, name: nasty, note: nasty };
  const plain = calendarText([eventOf()], ABOUT);

  const file = calendarText([eventOf({ title: nasty, summary: nasty, venue })], { ...ABOUT, name: nasty });

  const names = (text: string) =>
    text
      .replaceAll("\r\n ", "")
      .split("\r\n")
      .map((line) => line.split(/[:;]/)[0]);
  expect(names(file)).toEqual(names(plain.replace("LOCATION", "DESCRIPTION:x\r\nLOCATION")));
  const [event] = read(file);
  const clean = nasty
    .replaceAll("\r\n", "\n")
    .replaceAll("\u2028", "\n")
    .replaceAll("\u0000", "")
    .replaceAll("\u0007", "");
  expect([event?.summary, event?.description]).toEqual([clean, clean]);
});

test("no line has more than 75 bytes, and none is broken within a character", () => {
  const file = calendarText([eventOf({ title: "Süßes für Zoë 🎉 ".repeat(20), venue: BLANK_EVENT.venue })], ABOUT);

  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file).not.toContain("\ufffd");
  expect(file.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("a cancelled event stays in the calendar, with the same UID and a higher sequence", () => {
  const [before] = read(calendarText([eventOf()], ABOUT));
  const [after] = read(calendarText([eventOf({ status: "cancelled", sequence: 3 })], ABOUT));

  expect(after?.uid).toBe(before?.uid);
  expect([before?.sequence, after?.sequence]).toEqual([0, 3]);
  expect(after?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
});

test("the position and the page of an event are in it", () => {
  const venue = { ...BLANK_EVENT.venue, position: { lat: 41.93, lon: -74.02 } };
  const file = calendarText([eventOf({ venue, url: "https://chamber.example/mixers/süß/" })], ABOUT);

  expect(file).toContain("GEO:41.93;-74.02\r\n");
  expect(file).toContain("URL:https://chamber.example/mixers/s%C3%BC%C3%9F/\r\n");
});
