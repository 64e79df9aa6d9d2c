import { DAYS, MONTHS, time } from "./en-time.ts";

/*
 * Opening hours that no week can say, in English, from OpenStreetMap's syntax:
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

const DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const MOMENT = "(?:\\d{1,2}:\\d{2}|sunrise|sunset|dawn|dusk)";
const listOf = (part: string): string => `${part}(?:\\s*,\\s*${part})*`;
const RULE = new RegExp(
  `^(?:(?<months>${listOf(`${MONTH}(?:-${MONTH})?`)})\\s*:?)?` +
    `\\s*(?:(?<days>${listOf(`(?:${DAY}(?:-${DAY}|\\[-?[1-5]\\])?|PH|SH)`)})\\s*:?)?` +
    `\\s*(?<times>${listOf(`${MOMENT}\\s*-\\s*${MOMENT}`)}|off|closed)?` +
    `\\s*(?:"(?<comment>[^"]*)")?$`,
);
const ORDINALS: Readonly<Record<string, string>> = {
  "1": "first",
  "2": "second",
  "3": "third",
  "4": "fourth",
  "5": "fifth",
  "-1": "last",
};
const HOLIDAYS: Readonly<Record<string, string>> = { PH: "public holidays", SH: "school holidays" };

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
