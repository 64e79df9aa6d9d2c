import { hoursWords as words } from "../strings/en-account-listing.ts";
import {
  CLOSED_WEEK,
  DAY_MINUTES,
  type DayHours,
  FULL_DAY,
  type Hours,
  inOrder,
  isFull,
  type SpecialDay,
} from "./hours-model.ts";

/* Hours while somebody types them: times as their fields have them, "09:00", or "" where nothing is typed yet. */

export type TypedSpan = { readonly from: string; readonly to: string };
export type Kind = "usual" | "closed" | "open" | "full";
export type TypedDay = { readonly kind: Kind; readonly spans: readonly TypedSpan[] };
export type TypedSpecial = { readonly date: string; readonly isYearly: boolean; readonly day: TypedDay };
export type TypedHours = {
  readonly week: readonly TypedDay[];
  readonly holidays: TypedDay;
  readonly special: readonly TypedSpecial[];
};

/** What is wrong, and with which day: 0 to 6, "holidays", or "special-0". */
export type Wrong = { readonly where: string; readonly text: string };

export const USUAL_SPAN: TypedSpan = { from: "09:00", to: "17:00" };
const CLOSED: TypedDay = { kind: "closed", spans: [] };

/** A week to begin with. */
export const BEGINNING: TypedHours = {
  week: CLOSED_WEEK.map((_, day) => (day < 5 ? { kind: "open", spans: [USUAL_SPAN] } : CLOSED)),
  holidays: { kind: "usual", spans: [] },
  special: [],
};

/** Hours as the form shows them. @param year in which days of every year are shown */
export function typedOf({ week, holidays, special }: Hours, year: number): TypedHours {
  return {
    week: week.map(typedDay),
    holidays: holidays ? typedDay(holidays) : { kind: "usual", spans: [] },
    special: special.map(({ year: own, month, day, hours }) => ({
      date: `${own ?? year}-${two(month)}-${two(day)}`,
      isYearly: own === null,
      day: typedDay(hours),
    })),
  };
}

/** Hours as they were typed, or all that is not right yet. */
export function hoursOf({ week, holidays, special }: TypedHours): Hours | readonly Wrong[] {
  const wrong: Wrong[] = [];
  const read = (day: TypedDay, where: string): DayHours => {
    const hours = dayOf(day);
    if (typeof hours !== "string") return hours;
    wrong.push({ where, text: hours });
    return [];
  };
  const days: SpecialDay[] = [];
  const hours = {
    week: week.map((day, i) => read(day, String(i))),
    holidays: holidays.kind === "usual" ? null : read(holidays, "holidays"),
    special: days,
  };
  for (const [i, { date, isYearly, day }] of special.entries()) {
    const where = `special-${i}`;
    const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number);
    const isTwice = days.some((other) => other.month === month && other.day === dayOfMonth);
    if (!year || !month || !dayOfMonth) wrong.push({ where, text: words.noDate });
    else if (isTwice) wrong.push({ where, text: words.twice });
    else days.push({ year: isYearly ? null : year, month, day: dayOfMonth, hours: read(day, where) });
  }
  return wrong.length > 0 ? wrong : hours;
}

/** One day's hours on others. */
export function copied(hours: TypedHours, from: number, to: readonly number[]): TypedHours {
  const day = hours.week[from] ?? CLOSED;
  return { ...hours, week: hours.week.map((own, i) => (to.includes(i) ? day : own)) };
}

function typedDay(hours: DayHours): TypedDay {
  if (hours.length === 0) return CLOSED;
  if (isFull(hours)) return { kind: "full", spans: [] };
  return { kind: "open", spans: hours.map(({ from, to }) => ({ from: clock(from), to: clock(to) })) };
}

function dayOf({ kind, spans }: TypedDay): DayHours | string {
  if (kind === "closed" || kind === "usual") return [];
  if (kind === "full") return FULL_DAY;
  const read: { from: number; to: number }[] = [];
  for (const { from, to } of spans) {
    const [opens, closes] = [minutes(from), minutes(to)];
    if (opens === null || closes === null) return words.missing;
    if (opens === closes) return words.same;
    read.push({ from: opens, to: closes < opens ? closes + DAY_MINUTES : closes });
  }
  return read.length === 0 ? words.missing : (inOrder(read) ?? words.overlap);
}

function minutes(typed: string): number | null {
  const [hour, minute] = typed.split(":").map(Number);
  return typed === "" || hour === undefined || minute === undefined ? null : hour * 60 + minute;
}

function clock(at: number): string {
  return `${two(Math.floor(at / 60) % 24)}:${two(at % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
