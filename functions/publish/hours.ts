import type { LocalDate } from "@mainstreet/core/local-date";
import type { Position } from "@mainstreet/core/region";
import { localTime, SCHEDULE_DAYS } from "@mainstreet/search/schedule";
import OpeningHours from "opening_hours";

/** Where and when opening hours are read. */
export type HoursOf = {
  /** The IANA zone whose clocks the hours follow. */
  readonly zone: string;
  readonly chamberZone: string;
  /** Two letters, such as "US", and the state as the address has it: whose holidays count. */
  readonly country: string;
  readonly state: string;
  /** Where the sun rises and sets; null for the library's usual 6:00 and 18:00. */
  readonly position: Position | null;
  /** The first day of the schedule. */
  readonly from: LocalDate;
};

const DAY_MILLISECONDS = 86_400_000;
const DAY_MINUTES = 1440;
const MINUTES_A_DEGREE = 4;

// Spans of a day as [from, to, perhaps], in minutes.
type Day = [number, number, boolean][];

// Schedules of one first day only: thousands of listings share a pattern, and nobody asks for the days before again.
const known = { from: "", weeks: new Map<string, string>(), holidays: new Map<string, readonly string[]>() };

/**
 * The first day of the schedules that are made on a day: the Monday of the week before. So files that hold schedules change
 * once a week and not every night, and in zones to the west, where it is still yesterday, they hold as well.
 */
export function scheduleStart(date: LocalDate): LocalDate {
  const day = Date.parse(date) / DAY_MILLISECONDS;
  return new Date((day - weekdayOf(day) - 7) * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/**
 * The schedule text (search/schedule.ts) that OpenStreetMap's `opening_hours` come to in the 28 days from a day on.
 * @returns "" when the hours are not known or the library cannot read them
 * @throws Error where the process's time zone cannot be set: in a worker thread
 */
export function scheduleOf(hours: string, about: HoursOf): string {
  if (hours === "") return "";
  if (known.from !== about.from) {
    known.from = about.from;
    known.weeks.clear();
    known.holidays.clear();
  }
  const sun = about.position !== null && /sun|dawn|dusk/i.test(hours) ? about.position : null;
  const key = JSON.stringify([hours, about.country, about.state, sun && [about.zone, sun.lat, sun.lon]]);
  let week = known.weeks.get(key);
  if (week === undefined) {
    const days = sun ? sunDays(hours, about, sun) : onClocks(0, () => daysOf(hours, about, null));
    week = days ? inWords(days, about.from) : "";
    known.weeks.set(key, week);
  }
  return week !== "" && about.zone !== about.chamberZone ? `@${about.zone} ${week}` : week;
}

/**
 * Runs something on clocks that are so many hours before those of UTC and never change, and puts the process's clocks back.
 * The library reads hours on the process's clocks. Those of UTC do for every zone, since hours are what a clock on the wall
 * shows; and where clocks change, the library skips times or refuses them.
 */
function onClocks<T>(hours: number, run: () => T): T {
  // Not read as a setting, but set as the clocks.
  const { env } = process;
  const before = env.TZ;
  const { error, warn } = console;
  // What the library thinks of hours that it cannot read, it also prints, and the log is no place for what people write.
  console.error = console.warn = () => undefined;
  // The names of the IANA database have the sign the other way round.
  env.TZ = hours === 0 ? "UTC" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
  try {
    if (new Date(0).getTimezoneOffset() !== -60 * hours) {
      throw new Error("Setting process.env.TZ changes nothing here: work out opening hours in Node's main thread.");
    }
    return run();
  } finally {
    Object.assign(console, { error, warn });
    if (before === undefined) delete env.TZ;
    else env.TZ = before;
  }
}

/** The days of hours that follow the sun: each on clocks that are as far from UTC as its zone's are then. */
function sunDays(hours: string, about: HoursOf, { lat, lon }: Position): Day[] | null {
  const days: Day[] = [];
  const byOffset = new Map<number, readonly Day[] | null>();
  for (let day = 0; day < SCHEDULE_DAYS; day++) {
    const offset = offsetOn(about.zone, Date.parse(about.from) / DAY_MILLISECONDS + day);
    if (!byOffset.has(offset)) {
      // Clocks that never change exist for whole hours only; what is left is as if the place lay further east or west.
      const whole = Math.round(offset / 60);
      const shifted = { lat, lon: lon - (offset - whole * 60) / MINUTES_A_DEGREE };
      byOffset.set(
        offset,
        onClocks(whole, () => daysOf(hours, about, shifted)),
      );
    }
    const own = byOffset.get(offset)?.[day];
    if (!own) return null;
    days.push(own);
  }
  return days;
}

/** Minutes that the clocks of a zone are before UTC at noon of a local day, given as days since 1970-01-01. */
function offsetOn(zone: string, day: number): number {
  const noon = (day + 0.5) * DAY_MINUTES;
  const offsetAt = (minutes: number) => {
    const at = localTime(zone, minutes * 60_000);
    return at.day * DAY_MINUTES + at.minute - minutes;
  };
  return offsetAt(noon - offsetAt(noon));
}

/** What is open on each of the days, or null when the library cannot read the hours. */
function daysOf(hours: string, about: HoursOf, sun: Position | null): readonly Day[] | null {
  const place = placeOf(about, sun);
  try {
    return expand(read(withoutHolidays(hours, about, place), place), about.from);
  } catch {
    return null;
  }
}

/** The place as the library wants it. */
function placeOf({ country, state }: HoursOf, sun: Position | null) {
  const address = { country_code: country.toLowerCase(), state, "ISO3166-2-lvl4": `${country}-${state}` };
  return sun ? { lat: String(sun.lat), lon: String(sun.lon), address } : { address };
}

type Place = ReturnType<typeof placeOf>;

function read(hours: string, place: Place): OpeningHours {
  // The library's types ask for numbers, but it looks at a position that is text only.
  return Reflect.construct(OpeningHours, [hours, place, { mode: 0 }]);
}

function expand(pattern: OpeningHours, from: LocalDate): Day[] {
  const [year = 0, month = 0, date = 0] = from.split("-").map(Number);
  const count = pattern.isWeekStable() ? 7 : SCHEDULE_DAYS;
  const days = Array.from({ length: count }, (_, day) => {
    // Each from its own midnight: going on from the day before, the library takes that day's sunrise for the next one.
    const midnight = new Date(year, month - 1, date + day);
    const end = new Date(year, month - 1, date + day + 1);
    const spans: Day = [];
    for (const [opens, closes, perhaps] of pattern.getOpenIntervals(midnight, end)) {
      add(spans, minuteOf(opens), closes < end ? minuteOf(closes) : DAY_MINUTES, perhaps);
    }
    return spans;
  });
  return Array.from({ length: SCHEDULE_DAYS }, (_, day) => days[day % count] ?? []);
}

function add(day: Day, from: number, to: number, perhaps: boolean): void {
  const last = day.at(-1);
  if (last && last[1] === from && last[2] === perhaps) last[1] = to;
  else day.push([from, to, perhaps]);
}

function minuteOf(date: Date): number {
  return date.getHours() * 60 + date.getMinutes();
}

/** The week of the most frequent days, and the days that differ from it. */
function inWords(days: readonly Day[], from: LocalDate): string {
  const texts = days.map((day) => day.map(spanText).join());
  const first = Date.parse(from) / DAY_MILLISECONDS;
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    const own = texts.filter((_, day) => weekdayOf(first + day) === weekday);
    const countOf = (text: string) => own.filter((other) => other === text).length;
    return own.reduce((best, text) => (countOf(text) > countOf(best) ? text : best));
  });
  const exceptions = texts.flatMap((text, day) => {
    const date = new Date((first + day) * DAY_MILLISECONDS).toISOString().slice(5, 10);
    return text === weekdays[weekdayOf(first + day)] ? [] : [`${date}=${text}`];
  });
  return weekdays.join("/") + (exceptions.length > 0 ? `!${exceptions.join(";")}` : "");
}

/** The weekday of a day since 1970-01-01, which was a Thursday: 0 for Monday. */
function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

function spanText([from, to, perhaps]: Day[number]): string {
  return `${clock(from)}-${clock(to)}${perhaps ? "?" : ""}`;
}

function clock(minutes: number): string {
  const rest = minutes % 60;
  return Math.floor(minutes / 60) + (rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`);
}

/**
 * The hours with every holiday that the library does not know of this place replaced by a day that does not come: it
 * refuses the whole text otherwise.
 */
function withoutHolidays(hours: string, about: HoursOf, place: Place): string {
  if (!/\b[PS]H\b/i.test(hours)) return hours;
  const key = JSON.stringify(place.address);
  let missing = known.holidays.get(key);
  if (!missing) {
    missing = ["PH", "SH"].filter((kind) => !hasHolidays(kind, place, about.from));
    known.holidays.set(key, missing);
  }
  if (missing.length === 0) return hours;
  const one = `\\b(?:${missing.join("|")})\\b(?:\\s*[+-]\\s*\\d+\\s*days?)?`;
  const weekday = "(?:Mo|Tu|We|Th|Fr|Sa|Su)";
  const days = `${weekday}(?:\\s*-\\s*${weekday})?`;
  // "PH Mo-Fr" is a holiday from Monday to Friday: the weekdays go with it.
  const holidays = new RegExp(`${one}(?:\\s*,\\s*${one})*(?:\\s+${days}(?:\\s*,\\s*${days})*)?`, "gi");
  const never = absentDay(about.from);
  return hours.replace(/"[^"]*"?|[^"]+/g, (part) => (part.startsWith('"') ? part : part.replace(holidays, never)));
}

function hasHolidays(kind: string, place: Place, from: LocalDate): boolean {
  try {
    expand(read(`${kind} open`, place), from);
    return true;
  } catch {
    return false;
  }
}

/** A fifth weekday of a month that no month around the schedule's days has, such as "We[5]". */
function absentDay(from: LocalDate): string {
  const fifths = new Set<number>();
  for (let day = -2; day < SCHEDULE_DAYS + 2; day++) {
    const date = new Date(Date.parse(from) + day * DAY_MILLISECONDS);
    if (date.getUTCDate() > 28) fifths.add(date.getUTCDay());
  }
  const absent = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"].find((_, weekday) => !fifths.has(weekday));
  return `${absent}[5]`;
}
