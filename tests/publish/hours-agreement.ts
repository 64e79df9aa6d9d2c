import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { scheduleOf } from "@mainstreet/functions/publish/hours";
import { localTime, parseSchedule, stateAt } from "@mainstreet/search/schedule";
import OpeningHours from "opening_hours";

/*
 * A program: works out schedules on the clocks that the process has, asks the library itself on the clocks of each
 * listing's zone, and prints how often the two agree. Argument: a file with `{ patterns, part, parts, times, windows }`.
 */

const PLACES = [
  {
    zone: "America/New_York",
    country: "US",
    state: "NY",
    position: { lat: 41.927, lon: -73.997 },
    // The clocks change on March 8 and November 1.
    windows: ["2026-02-22", "2026-10-18", "2026-12-14"],
    moments: ["2026-03-08T07:00Z", "2026-11-01T06:00Z", "2026-11-11T15:00Z", "2026-12-25T17:00Z", "2027-01-01T05:00Z"],
  },
  {
    zone: "Europe/Vienna",
    country: "AT",
    state: "Niederösterreich",
    position: { lat: 48.409, lon: 15.614 },
    windows: ["2026-03-15", "2026-10-12", "2026-12-10"],
    moments: ["2026-03-29T01:00Z", "2026-04-06T10:00Z", "2026-10-25T01:00Z", "2026-10-26T09:00Z", "2026-12-31T23:00Z"],
  },
  {
    zone: "Australia/Lord_Howe",
    country: "AU",
    state: "New South Wales",
    position: { lat: -31.553, lon: 159.082 },
    // Half an hour, on April 5 and October 4.
    windows: ["2026-03-22", "2026-09-21", "2026-12-15"],
    moments: ["2026-04-04T15:00Z", "2026-04-05T23:00Z", "2026-10-03T15:30Z", "2026-10-04T13:00Z", "2026-12-25T01:00Z"],
  },
];
const NEAR = [-121, -61, -31, -30, -1, 0, 1, 15, 29, 30, 45, 59, 60, 90, 121, 600];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const DAYS = 28;

type Task = { patterns: string[]; part: number; parts: number; times: number; windows: number };

const task: Task = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const { patterns, part, parts, times } = task;
const own = process.env.TZ;
const disagreements: string[] = [];
const contradictions: string[] = [];
const yesterdays: string[] = [];
const edges: string[] = [];
const counts = { cases: 0, unreadable: 0, withoutHolidays: 0, unanswered: 0 };
const shared: string[] = [];
let seed = 1 + part;

for (const { windows, moments, ...place } of PLACES) {
  for (const [turn, from] of windows.entries()) {
    for (const [number, pattern] of patterns.entries()) {
      const isShared = number % 10 === 0;
      if (!isShared && number % parts !== part) continue;
      if ((Math.floor(number / parts) + turn) % windows.length >= task.windows) continue;
      const text = scheduleOf(pattern, { ...place, chamberZone: place.zone, from });
      if (process.env.TZ !== own) throw new Error(`the clocks stayed at ${process.env.TZ}`);
      if (isShared) shared.push(text);
      compare(pattern, text, place, from, moments);
    }
  }
}
console.log(
  JSON.stringify({
    ...counts,
    disagreements,
    contradictions,
    yesterdays,
    edges,
    shared: hash("sha256", shared.join("\n")),
  }),
);

function compare(
  pattern: string,
  text: string,
  place: Omit<(typeof PLACES)[number], "windows" | "moments">,
  from: string,
  moments: readonly string[],
): void {
  process.env.TZ = place.zone;
  const direct = read(pattern, place);
  const begins = new Date(`${from}T00:00`).getTime();
  const schedule = parseSchedule(text);
  const wanted: number[] = [];
  for (let i = 0; i < times; i++) {
    const moment = Date.parse(moments[random(moments.length)] ?? "") + (NEAR[random(NEAR.length)] ?? 0) * MINUTE;
    const midnight = begins + random(DAYS) * DAY + (random(3) - 1) * MINUTE;
    wanted.push(moment, midnight, begins + random(DAYS * 1440) * MINUTE);
  }
  for (const instant of wanted) {
    const at = localTime(place.zone, instant);
    if (at.day < Date.parse(from) / DAY || at.day >= Date.parse(from) / DAY + DAYS) continue;
    const said = schedule && stateAt(schedule, { from, days: DAYS }, at);
    agree(pattern, text, direct, instant, said?.state ?? "");
    if (!schedule || !said?.until) continue;
    // The last minute before the next change, and the first one of it.
    const change = instant + ((said.until.day - at.day) * 1440 + said.until.minute - at.minute) * MINUTE;
    if (JSON.stringify(localTime(place.zone, change)) !== JSON.stringify(said.until)) continue;
    agree(pattern, text, direct, change - MINUTE, said.state);
    const next = stateAt(schedule, { from, days: DAYS }, said.until);
    agree(pattern, text, direct, change, next?.state ?? "");
  }
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
}

/** The library's own answers in the zone that the process has now; null where it refuses the hours. */
function read(pattern: string, place: Omit<(typeof PLACES)[number], "windows" | "moments">) {
  const { error } = console;
  console.error = () => undefined;
  const { lat, lon } = place.position;
  const address = {
    country_code: place.country.toLowerCase(),
    state: place.state,
    "ISO3166-2-lvl4": `${place.country}-${place.state}`,
  };
  try {
    const hours: OpeningHours = Reflect.construct(OpeningHours, [
      pattern,
      { lat: String(lat), lon: String(lon), address },
    ]);
    hours.getState(new Date("2026-11-05T12:00"));
    return hours;
  } catch {
    return null;
  } finally {
    console.error = error;
  }
}

function agree(pattern: string, text: string, direct: OpeningHours | null, instant: number, said: string): void {
  if (!direct) {
    // It refuses a text for a holiday that it does not know; a schedule is without such holidays.
    if (said !== "" && /[PS]H/.test(pattern)) counts.withoutHolidays += 1;
    else {
      counts.unreadable += 1;
      if (said !== "") disagreements.push(`${pattern}: unreadable, but ${said}`);
    }
    return;
  }
  const date = new Date(instant);
  let truth: string;
  try {
    truth = direct.getStateString(date, true).replace("unknown", "perhaps");
  } catch {
    // Around the day when clocks are put back it finds no sunrise.
    counts.unanswered += 1;
    return;
  }
  counts.cases += 1;
  if (said === truth) return;
  const where = `${pattern} at ${date.toString().slice(0, 33)} (${process.env.TZ}): ${truth}, not ${said}; ${text}`;
  if (walked(direct, date) === said) contradictions.push(where);
  else if (isAfterLostHour(date)) yesterdays.push(where);
  else if (isAtEdgeOfSun(pattern, direct, date, said)) edges.push(where);
  else disagreements.push(where);
}

/** What the library says when it goes through the day from its midnight on: now and then not what it says when asked. */
function walked(direct: OpeningHours, date: Date): string {
  const midnight = new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
  const spans = direct.getOpenIntervals(midnight, next);
  const span = spans.find(([opens, closes]) => opens <= date && date < closes);
  return span ? (span[2] ? "perhaps" : "open") : "closed";
}

/** Whether it is past midnight after a day of less than 24 hours, which the library then does not take for yesterday. */
function isAfterLostHour(date: Date): boolean {
  const dayAgo = new Date(date.getTime() - DAY);
  return date.getHours() === 0 && (date.getDay() - dayAgo.getDay() + 7) % 7 === 2;
}

/** Whether it is the minute of the sun's rise or fall on clocks off the full hour, where schedules may miss by a second. */
function isAtEdgeOfSun(pattern: string, direct: OpeningHours, date: Date, said: string): boolean {
  if (date.getTimezoneOffset() % 60 === 0 || !/sun|dawn|dusk/.test(pattern)) return false;
  return [-1, 1].some((minutes) => {
    const state = direct.getStateString(new Date(date.getTime() + minutes * MINUTE), true);
    return state.replace("unknown", "perhaps") === said;
  });
}

/** Numbers below `below` that are the same in every run: the generator of Park and Miller. */
function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
}
