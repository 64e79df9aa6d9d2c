import type { LocalTime, OpenState } from "@mainstreet/search/schedule";
import { DAYS, MONTHS, time } from "./en-time.ts";

/*
 * What a place is now; and opening hours that no week can say, in English, from OpenStreetMap's syntax:
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

const DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const MOMENT = "(?:\\d{1,2}:\\d{2}|sunrise|sunset|dawn|dusk)";
const listOf = (part: string): string => `${part}(?:\\s*,\\s*${part})*`;
// Pure, so that a script that says no more than whether a place is open does not carry it.
const RULE = /* @__PURE__ */ ruleExpression();
const ORDINALS: Readonly<Record<string, string>> = {
  "1": "first",
  "2": "second",
  "3": "third",
  "4": "fourth",
  "5": "fifth",
  "-1": "last",
};
const HOLIDAYS: Readonly<Record<string, string>> = { PH: "public holidays", SH: "school holidays" };

const DAY_MINUTES = 1440;
const DAY_MILLISECONDS = 86_400_000;
const SOON = 60;

/**
 * Whether a place is open and how long, such as "Open · closes at 5 PM".
 * @param now the time on the place's clocks
 * @returns "" when that is not known
 */
export function openState(open: OpenState | null, now: LocalTime): string {
  if (!open) return "";
  const { state, until } = open;
  if (state === "perhaps") return "May be open · ask first";
  const isOpen = state === "open";
  if (!until) return isOpen ? "Open 24 hours" : "Closed";
  const minutes = (until.day - now.day) * DAY_MINUTES + until.minute - now.minute;
  if (minutes <= SOON) return `${isOpen ? "Closes" : "Opens"} in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  // Midnight is the end of a day.
  const day = until.minute === 0 ? until.day - 1 : until.day;
  // Who closes at 2 AM closes in the night that has begun, not "tomorrow".
  const name = isOpen && minutes < DAY_MINUTES ? "" : dayFrom(day, now.day);
  return `${isOpen ? "Open · closes" : "Closed · opens"} ${name}at ${time(until.minute)}`;
}

/** What to call a day, seen from another one (both as days since 1970-01-01), with a space behind; the same day is "". */
function dayFrom(day: number, today: number): string {
  if (day <= today) return "";
  if (day === today + 1) return "tomorrow ";
  // 1970-01-01 was a Thursday.
  if (day < today + 7) return `${DAYS[(day + 3) % 7]} `;
  const date = new Date(day * DAY_MILLISECONDS);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} `;
}

/** Hours as lines to read, one a rule; a rule that this does not know stays as it was written. */
export function hoursInWords(written: string): readonly string[] {
  const rules = written.match(/(?:"[^"]*"?|[^;"])+/g) ?? [written];
  return rules.map((rule) => inWords(rule.trim())).filter((line) => line !== "");
}

function inWords(rule: string): string {
  const { months, days, times, comment } = RULE.exec(rule)?.groups ?? {};
  if (!times && !comment) return rule;
  const when = [months && list(months, monthSpan), days && days !== "Mo-Su" && list(days, daySpan)].filter(Boolean);
  const what = [times && list(times, timeSpan), comment].filter(Boolean).join(", ");
  const line = when.length > 0 ? `${when.join(", ")}: ${what}` : what;
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function list(text: string, words: (part: string) => string): string {
  return text
    .split(",")
    .map((part) => words(part.trim()))
    .join(", ");
}

function monthSpan(span: string): string {
  return span
    .split("-")
    .map((month) => MONTHS.find((name) => name.startsWith(month)))
    .join(" – ");
}

function daySpan(span: string): string {
  const [day = "", ordinal] = span.replace("]", "").split("[");
  if (ordinal !== undefined) return `${ORDINALS[ordinal]} ${daySpan(day)} of the month`;
  return HOLIDAYS[span] ?? day.split("-").map(dayName).join(" – ");
}

function dayName(short: string): string {
  return DAYS.find((name) => name.startsWith(short)) ?? short;
}

function timeSpan(span: string): string {
  if (span === "off" || span === "closed") return "closed";
  return span
    .split(/\s*-\s*/)
    .map((moment) => {
      const [hour, minute] = moment.split(":").map(Number);
      return hour !== undefined && minute !== undefined ? time(hour * 60 + minute) : moment;
    })
    .join(" – ");
}

function ruleExpression(): RegExp {
  return new RegExp(
    `^(?:(?<months>${listOf(`${MONTH}(?:-${MONTH})?`)})\\s*:?)?` +
      `\\s*(?:(?<days>${listOf(`(?:${DAY}(?:-${DAY}|\\[-?[1-5]\\])?|PH|SH)`)})\\s*:?)?` +
      `\\s*(?<times>${listOf(`${MOMENT}\\s*-\\s*${MOMENT}`)}|off|closed)?` +
      `\\s*(?:"(?<comment>[^"]*)")?$`,
  );
}
