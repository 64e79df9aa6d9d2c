import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime, parseSchedule, type Schedule, scheduleZone, stateAt } from "./schedule.ts";

// 2026-11-02 is a Monday; days since 1970 as `date +%s` gives them.
const MONDAY = 20_759;
const WINDOW = { from: "2026-11-02", days: 28 };
const SHOP = "9-12,13-17:30/9-17:30/9-17:30/9-17:30/9-17:30,22-24/0-2,10-14?/";

test("an open place says when it closes, a closed one when it opens", () => {
  const at = (day: number, hour: number, minute = 0) =>
    stateAt(read(SHOP), WINDOW, { day: MONDAY + day, minute: hour * 60 + minute });

  expect(at(0, 8, 59)).toEqual({ state: "closed", until: { day: MONDAY, minute: 540 } });
  expect(at(0, 9)).toEqual({ state: "open", until: { day: MONDAY, minute: 720 } });
  expect(at(0, 12)).toEqual({ state: "closed", until: { day: MONDAY, minute: 780 } });
  expect(at(0, 17, 29)).toEqual({ state: "open", until: { day: MONDAY, minute: 1050 } });
  expect(at(0, 17, 30)).toEqual({ state: "closed", until: { day: MONDAY + 1, minute: 540 } });
  expect(at(5, 10)).toEqual({ state: "perhaps", until: { day: MONDAY + 5, minute: 840 } });
  expect(at(6, 10)).toEqual({ state: "closed", until: { day: MONDAY + 7, minute: 540 } });
});

test("an evening that ends after midnight is one time of being open", () => {
  const state = stateAt(read(SHOP), WINDOW, { day: MONDAY + 4, minute: 23 * 60 });

  expect(state).toEqual({ state: "open", until: { day: MONDAY + 5, minute: 120 } });
});

test("a day that differs from the week goes before it", () => {
  const holiday = read(`${SHOP}!11-03=;11-04=0-24`);

  expect(stateAt(holiday, WINDOW, { day: MONDAY + 1, minute: 600 })).toEqual({
    state: "closed",
    until: { day: MONDAY + 2, minute: 0 },
  });
  expect(stateAt(holiday, WINDOW, { day: MONDAY + 8, minute: 600 })?.state).toBe("open");
});

test("no change before the schedule ends is none that could be named", () => {
  const always = read("0-24/0-24/0-24/0-24/0-24/0-24/0-24");

  expect(stateAt(always, WINDOW, { day: MONDAY, minute: 0 })).toEqual({ state: "open", until: null });
  expect(stateAt(read("//////"), WINDOW, { day: MONDAY, minute: 0 })).toEqual({ state: "closed", until: null });
});

test("outside its days a schedule says nothing", () => {
  const states = [-1, 0, 27, 28].map((day) => stateAt(read(SHOP), WINDOW, { day: MONDAY + day, minute: 600 })?.state);

  expect(states).toEqual([undefined, "open", "closed", undefined]);
});

test("what is no schedule text is unknown", () => {
  const wrong = [
    "",
    "24/7",
    "Mo-Fr 09:00-17:00",
    "/////",
    "9-8//////",
    "9-25//////",
    "9-10,//////",
    "9-x//////",
    "//////!11-03",
    "//////!11-03=9",
    "@Europe/Vienna",
  ];

  expect(wrong.filter((text) => parseSchedule(text) !== null)).toEqual([]);
});

test("a schedule is read on the clocks of its own zone, else of the chamber's", () => {
  const abroad = read(`@Europe/Vienna ${SHOP}`);

  expect(abroad.week).toEqual(read(SHOP).week);
  expect(scheduleZone(abroad, "America/New_York")).toBe("Europe/Vienna");
  expect(scheduleZone(read(SHOP), "America/New_York")).toBe("America/New_York");
});

test("local time follows the clocks of a zone over midnight and both changes of the clocks", () => {
  const clock = (zone: string, iso: string) => {
    const { day, minute } = localTime(zone, Date.parse(iso));
    return [new Date(day * 86_400_000).toISOString().slice(0, 10), minute / 60];
  };

  expect(clock("UTC", "2026-11-02T00:00:00Z")).toEqual(["2026-11-02", 0]);
  expect(clock("America/New_York", "2026-11-01T05:59:00Z")).toEqual(["2026-11-01", 1 + 59 / 60]);
  expect(clock("America/New_York", "2026-11-01T06:00:00Z")).toEqual(["2026-11-01", 1]);
  expect(clock("Europe/Vienna", "2026-03-29T01:00:00Z")).toEqual(["2026-03-29", 3]);
  expect(clock("Australia/Lord_Howe", "2026-10-03T15:30:00Z")).toEqual(["2026-10-04", 2.5]);
  expect(clock("Asia/Tokyo", "2026-12-31T15:00:00Z")).toEqual(["2027-01-01", 0]);
});

test("state and next change are those of going through every minute", () => {
  const dayText = fc
    .array(
      fc.record({
        gap: fc.integer({ min: 1, max: 500 }),
        length: fc.integer({ min: 1, max: 900 }),
        mark: fc.boolean(),
      }),
      {
        maxLength: 4,
      },
    )
    .map((parts) => {
      const spans: { from: number; to: number; mark: boolean }[] = [];
      let end = -1;
      for (const { gap, length, mark } of parts) {
        const from = end + gap;
        if (from >= 1440) break;
        end = Math.min(1440, from + length);
        spans.push({ from, to: end, mark });
      }
      return spans;
    });
  const clock = (minutes: number) =>
    minutes % 60 === 0 ? `${minutes / 60}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  const days = fc.array(dayText, { minLength: 7, maxLength: 7 });

  fc.assert(
    fc.property(days, dayText, fc.nat(13), fc.nat(14 * 1440 - 1), (week, other, otherDay, minutes) => {
      const text = (spans: (typeof week)[number]) =>
        spans.map(({ from, to, mark }) => `${clock(from)}-${clock(to)}${mark ? "?" : ""}`).join();
      const schedule = read(`${week.map(text).join("/")}!11-${String(2 + otherDay).padStart(2, "0")}=${text(other)}`);
      const minuteStates = Array.from({ length: 14 }, (_, day) => {
        const states = new Array<"open" | "perhaps" | "closed">(1440).fill("closed");
        const spans = day === otherDay ? other : (week[day % 7] ?? []);
        for (const { from, to, mark } of spans) states.fill(mark ? "perhaps" : "open", from, to);
        return states;
      }).flat();

      const state = stateAt(
        schedule,
        { ...WINDOW, days: 14 },
        { day: MONDAY + Math.floor(minutes / 1440), minute: minutes % 1440 },
      );

      const change = minuteStates.findIndex((other, i) => i > minutes && other !== minuteStates[minutes]);
      const until = change < 0 ? null : { day: MONDAY + Math.floor(change / 1440), minute: change % 1440 };
      expect(state).toEqual({ state: minuteStates[minutes], until });
    }),
    { numRuns: 200 },
  );
});

function read(text: string): Schedule {
  const schedule = parseSchedule(text);
  if (!schedule) throw new Error(`no schedule: ${text}`);
  return schedule;
}
