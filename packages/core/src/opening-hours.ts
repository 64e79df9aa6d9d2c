import { line } from "./text.ts";

/** Opening hours in OpenStreetMap's `opening_hours` syntax, kept as written; empty when not known. */
export const OpeningHours = line(400);

/** Open from and to, in minutes after midnight; `to` is past 1440 when it runs into the next day. */
export type Span = { readonly from: number; readonly to: number };

/** The spans of Monday to Sunday. */
export type Week = readonly [
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
  readonly Span[],
];

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const DAY_MINUTES = 1440;

/**
 * The plain weekly part of opening hours: rules of days and times, later ones replacing earlier ones on their days,
 * `off`/`closed`, `24/7` and spans past midnight. Rules for holidays alone are left out of the week.
 * @returns null when the text says more than a week can (months, week numbers, comments, sunset …) or nothing of it: show
 *   it as written.
 */
export function weekOf(text: string): Week | null {
  const week: [Span[], Span[], Span[], Span[], Span[], Span[], Span[]] = [[], [], [], [], [], [], []];
  let known = false;
  for (const rule of text.split(";").map((r) => r.trim())) {
    if (rule === "") continue;
    const parsed = parseRule(rule);
    if (!parsed) return null;
    for (const day of parsed.days) week[day] = parsed.spans;
    known ||= parsed.days.length > 0;
  }
  // "PH off" alone says nothing of the week: it must not look as if the place were always closed.
  return known ? week : null;
}

function parseRule(rule: string): { days: readonly number[]; spans: Span[] } | null {
  if (rule === "24/7") return { days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: 0, to: DAY_MINUTES }] };
  const match =
    /^(?<days>(?:[A-Z][a-z](?:-[A-Z][a-z])?|PH|SH)(?:\s*,\s*(?:[A-Z][a-z](?:-[A-Z][a-z])?|PH|SH))*)?\s*(?<times>.*)$/.exec(
      rule,
    );
  const days = match?.groups?.days ? parseDays(match.groups.days) : [0, 1, 2, 3, 4, 5, 6];
  const spans = parseSpans(match?.groups?.times ?? "");
  return days && spans && { days, spans };
}

function parseDays(text: string): number[] | null {
  const days: number[] = [];
  for (const part of text.split(",").map((p) => p.trim())) {
    if (part === "PH" || part === "SH") continue;
    const [first = "", last = first] = part.split("-");
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}

function parseSpans(text: string): Span[] | null {
  if (text === "off" || text === "closed") return [];
  const spans: Span[] = [];
  for (const part of text.split(",").map((p) => p.trim())) {
    const match = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(part);
    if (!match) return null;
    const [h0, m0, h1, m1] = match.slice(1).map(Number);
    if (h0 === undefined || m0 === undefined || h1 === undefined || m1 === undefined) return null;
    if (h0 > 23 || h1 > 26 || m0 > 59 || m1 > 59) return null;
    const from = h0 * 60 + m0;
    const to = h1 * 60 + m1;
    spans.push({ from, to: to <= from ? to + DAY_MINUTES : to });
  }
  return spans;
}
