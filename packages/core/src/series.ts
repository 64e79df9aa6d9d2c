import { RRuleTemporal } from "rrule-temporal";
import * as z from "zod";
import { EventDraft } from "./event.ts";
import { idOf } from "./id.ts";
import { Instant, LocalDate } from "./local-date.ts";
import { LocalTime, plusMinutes } from "./local-time.ts";
import { filledLine } from "./text.ts";

const MOST_DATES = 1_000;

/** Days, weeks, months and years; what is smaller than a day has no place in a calendar of events. */
const Rule = z
  .string()
  .max(200)
  .regex(
    /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/,
    "must be an RRULE such as FREQ=MONTHLY;BYDAY=2TH",
  )
  .refine(
    (rule) => !/BY(HOUR|MINUTE|SECOND)|UNTIL/.test(rule),
    "says the hour or the end, which have fields of their own",
  )
  .refine(isReadable, "is not understood as an RRULE");

/** What staff may set of a series: when it comes round, and what each of its events begins as. */
export const SeriesDraft = z.strictObject({
  name: filledLine(120),
  rule: Rule,
  from: LocalDate,
  /** The last day; null while it goes on. */
  until: LocalDate.nullable(),
  /** Months without an event: 7 for July. */
  skippedMonths: z.array(z.int().min(1).max(12)).max(11, "must leave a month"),
  time: LocalTime,
  minutes: z.int().min(5).max(20_160),
  /** How long before the start registration opens and closes and promotion ends, in minutes; null for the event's own rule. */
  opensBefore: z.int().min(0).max(525_600).nullable(),
  closesBefore: z.int().min(0).max(525_600).nullable(),
  promoteBefore: z.int().min(0).max(525_600).nullable(),
  event: EventDraft.omit({
    startsAt: true,
    endsAt: true,
    registrationOpens: true,
    registrationCloses: true,
    promoteUntil: true,
  }),
});
export type SeriesDraft = z.infer<typeof SeriesDraft>;

/** A series of events by a rule. */
export const Series = SeriesDraft.extend({
  id: idOf("series"),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Series = z.infer<typeof Series>;

export const SeriesChange = SeriesDraft.partial();
export type SeriesChange = z.infer<typeof SeriesChange>;

/** The days of a series from one day to another, both included: at most a thousand. */
export function datesOf(
  series: Pick<SeriesDraft, "rule" | "from" | "until" | "skippedMonths">,
  from: LocalDate,
  until: LocalDate,
): LocalDate[] {
  const last = series.until !== null && series.until < until ? series.until : until;
  const dates: LocalDate[] = [];
  for (const at of ruleOf(series.rule, series.from)) {
    const date = at.toString().slice(0, 10);
    if (date > last || dates.length >= MOST_DATES) break;
    if (date >= from && !series.skippedMonths.includes(Number(date.slice(5, 7)))) dates.push(date);
  }
  return dates;
}

/** What the event of a series begins as on one of its days. */
export function eventOn(series: SeriesDraft, date: LocalDate): EventDraft {
  const startsAt = `${date}T${series.time}`;
  const before = (minutes: number | null) => (minutes === null ? null : plusMinutes(startsAt, -minutes));
  return {
    ...series.event,
    startsAt,
    endsAt: plusMinutes(startsAt, series.minutes),
    registrationOpens: before(series.opensBefore),
    registrationCloses: before(series.closesBefore),
    promoteUntil: before(series.promoteBefore),
  };
}

/** The rule on days alone: at noon in UTC no clock is ever changed. */
function* ruleOf(rule: string, from: LocalDate) {
  const start = `DTSTART;TZID=UTC:${from.replaceAll("-", "")}T120000`;
  const recurring = new RRuleTemporal({ rruleString: `${start}\nRRULE:${rule}` });
  let next = recurring.next(new Date(`${from}T00:00:00Z`), true);
  while (next) {
    yield next;
    next = recurring.next(new Date(next.epochMilliseconds), false);
  }
}

function isReadable(rule: string): boolean {
  try {
    return ruleOf(rule, "2026-01-01").next().done === false;
  } catch {
    return false;
  }
}
