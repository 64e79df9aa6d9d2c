import { CLOSED_WEEK, DAY_MINUTES, type DayHours, type Hours, inOrder, isFull, isSameDay } from "./hours-model.ts";

/*
 * Opening hours as OpenStreetMap's text and as a week with its exceptions:
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

const DAYS: readonly string[] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: readonly string[] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** By month; February as in the years that have most of it. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const DATE = new RegExp(`^(?:(\\d{4}) )?(${MONTHS.join("|")}) (\\d{1,2}) (.+)$`);
const SPAN = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/;

/** Hours as text: first the week, then the holidays, then the days of the calendar, since later rules win. */
export function hoursText({ week, holidays, special }: Hours): string {
  const rules = weekRules(week);
  if (holidays) rules.push(`PH ${timesText(holidays)}`);
  for (const { year, month, day, hours } of special) {
    rules.push(`${year === null ? "" : `${year} `}${MONTHS[month - 1]} ${day} ${timesText(hours)}`);
  }
  return rules.join("; ");
}

/**
 * Hours from text.
 * @returns null when it says what a week with holidays and single days cannot: seasons, sunsets, comments; or when a rule
 *   comes after one that it would overrule, other than in what this writes
 */
export function readHours(text: string): Hours | null {
  const week: DayHours[] = [...CLOSED_WEEK];
  let holidays: DayHours | null = null;
  const special: Hours["special"][number][] = [];
  let isKnown = false;
  for (const rule of text.split(";").map((part) => part.trim().replaceAll(/\s+/g, " "))) {
    if (rule === "") continue;
    const date = readDate(rule);
    if (date) {
      if (special.some((other) => other.month === date.month && other.day === date.day)) return null;
      special.push(date);
      continue;
    }
    const read = readRule(rule);
    if (!read || special.length > 0) return null;
    if (read.days.length > 0 && holidays) return null;
    for (const day of read.days) week[day] = read.hours;
    if (read.isHoliday) holidays = read.hours;
    isKnown ||= read.days.length > 0;
  }
  // Exceptions alone say nothing of the week: it must not look as if the place were always closed.
  return isKnown ? { week, holidays, special } : null;
}

function weekRules(week: readonly DayHours[]): string[] {
  if (week.every(isFull)) return ["24/7"];
  if (week.every((hours) => hours.length === 0)) return ["Mo-Su off"];
  const ordered = groupsOf(week) ?? groupsOf(splitAtMidnight(week)) ?? [];
  return ordered.map(({ days, hours }) => `${daysText(days)} ${timesText(hours)}`);
}

type Group = { readonly days: readonly number[]; readonly hours: DayHours };

/**
 * The open days, like ones together, each group after those into which its nights go on: a rule takes away what an earlier
 * one has left on its days, but not what a later one brings from the day before.
 * @returns null when the nights go round in a circle
 */
function groupsOf(week: readonly DayHours[]): Group[] | null {
  const firstOf = (day: number) => week.findIndex((other) => isSameDay(other, week[day] ?? []));
  const done = new Set<number>();
  const open = new Set<number>();
  const groups: Group[] = [];
  function put(first: number): boolean {
    const hours = week[first] ?? [];
    if (done.has(first) || hours.length === 0) return true;
    if (open.has(first)) return false;
    open.add(first);
    const days = week.flatMap((_, day) => (firstOf(day) === first ? [day] : []));
    const nexts = days.map((day) => firstOf((day + 1) % 7)).filter((next) => next !== first);
    if (goesOn(hours) && !nexts.every(put)) return false;
    done.add(first);
    groups.push({ days, hours });
    return true;
  }
  return week.every((_, day) => put(firstOf(day))) ? groups : null;
}

function goesOn(hours: DayHours): boolean {
  return (hours.at(-1)?.to ?? 0) > DAY_MINUTES;
}

/** The same week with every night ending at midnight and going on as a span of the next day. */
function splitAtMidnight(week: readonly DayHours[]): DayHours[] {
  return week.map((hours, day) => {
    const night = week[(day + 6) % 7]?.at(-1)?.to ?? 0;
    const own = hours.map(({ from, to }) => ({ from, to: Math.min(to, DAY_MINUTES) }));
    if (night <= DAY_MINUTES) return own;
    const tail = night - DAY_MINUTES;
    const later = own.filter(({ to }) => to > tail);
    const [next, ...others] = later;
    return next && next.from <= tail ? [{ from: 0, to: next.to }, ...others] : [{ from: 0, to: tail }, ...later];
  });
}

/** Days in their order, three and more in a row as "Mo-We". */
function daysText(days: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < days.length; ) {
    let end = i;
    while (days[end + 1] === (days[end] ?? 0) + 1) end++;
    const [first, last] = [DAYS[days[i] ?? 0], DAYS[days[end] ?? 0]];
    if (end - i >= 2) parts.push(`${first}-${last}`);
    else for (const day of days.slice(i, end + 1)) parts.push(`${DAYS[day]}`);
    i = end + 1;
  }
  return parts.join(",");
}

function timesText(hours: DayHours): string {
  return hours.length === 0 ? "off" : hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(",");
}

function clock(minutes: number): string {
  const ofDay = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

function readDate(rule: string): Hours["special"][number] | null {
  const [, year, name, date, times] = DATE.exec(rule) ?? [];
  if (name === undefined || times === undefined) return null;
  const month = MONTHS.indexOf(name) + 1;
  const day = Number(date);
  const hours = readTimes(times);
  if (!hours || day < 1 || day > (LENGTHS[month - 1] ?? 0)) return null;
  return { year: year === undefined ? null : Number(year), month, day, hours };
}

type Rule = { readonly days: readonly number[]; readonly isHoliday: boolean; readonly hours: DayHours };

function readRule(rule: string): Rule | null {
  const everyDay = DAYS.map((_, day) => day);
  if (rule === "24/7") return { days: everyDay, isHoliday: false, hours: [{ from: 0, to: DAY_MINUTES }] };
  const [, named, times = ""] = /^([A-Z][A-Za-z, -]*?)?\s*(\d.*|off|closed)$/.exec(rule) ?? [];
  const hours = readTimes(times);
  if (!hours) return null;
  if (!named) return { days: everyDay, isHoliday: false, hours };
  const parts = named.split(",").map((part) => part.trim());
  const spans = parts.filter((part) => part !== "PH").map(readDays);
  if (spans.some((days) => days === null)) return null;
  return { days: spans.flatMap((days) => days ?? []), isHoliday: parts.includes("PH"), hours };
}

function readDays(part: string): number[] | null {
  const [first = "", last = first, ...more] = part.split("-").map((name) => name.trim());
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from < 0 || to < 0 || more.length > 0) return null;
  const days = [from];
  for (let day = from; day !== to; ) {
    day = (day + 1) % 7;
    days.push(day);
  }
  return days;
}

function readTimes(text: string): DayHours | null {
  if (text === "off" || text === "closed") return [];
  const spans = text.split(",").map((part) => readSpan(part.trim()));
  const known = spans.filter((span) => span !== null);
  return known.length === spans.length ? inOrder(known) : null;
}

function readSpan(text: string): { from: number; to: number } | null {
  const [h0, m0, h1, m1] = (SPAN.exec(text) ?? []).slice(1).map(Number);
  if (h0 === undefined || m0 === undefined || h1 === undefined || m1 === undefined) return null;
  const [from, to] = [h0 * 60 + m0, h1 * 60 + m1];
  if (h0 > 23 || m0 > 59 || m1 > 59 || to > DAY_MINUTES || from === to) return null;
  return { from, to: to < from ? to + DAY_MINUTES : to };
}
