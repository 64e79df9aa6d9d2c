/** Open from and to, in minutes after midnight; `to` is past 1440 when it runs into the next day. */
export type Span = { readonly from: number; readonly to: number };
/** The spans of a day in their order; none for closed. */
export type DayHours = readonly Span[];
/** A day of the calendar that is not as its weekday is: of one year, or of each (null). */
export type SpecialDay = {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly hours: DayHours;
};

/** Opening hours as an owner thinks of them. */
export type Hours = {
  /** Monday to Sunday. */
  readonly week: readonly DayHours[];
  /** On public holidays; null for as on any other day. */
  readonly holidays: DayHours | null;
  readonly special: readonly SpecialDay[];
};

export const DAY_MINUTES = 1440;
export const FULL_DAY: DayHours = [{ from: 0, to: DAY_MINUTES }];
export const CLOSED_WEEK: readonly DayHours[] = [[], [], [], [], [], [], []];

/** Whether a day is open around the clock. */
export function isFull(hours: DayHours): boolean {
  const [first, ...others] = hours;
  return first?.from === 0 && first.to === DAY_MINUTES && others.length === 0;
}

/** Whether two days are open at the same times. */
export function isSameDay(one: DayHours, other: DayHours): boolean {
  return one.length === other.length && one.every(({ from, to }, i) => from === other[i]?.from && to === other[i]?.to);
}

/** Spans in their order; null where one begins before the one before it has ended, or is longer than a day. */
export function inOrder(spans: readonly Span[]): DayHours | null {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const fits = sorted.every(({ from, to }, i) => {
    const next = sorted[i + 1]?.from ?? (sorted[0]?.from ?? 0) + DAY_MINUTES;
    return from < DAY_MINUTES && to > from && to <= next && to - from <= DAY_MINUTES;
  });
  return fits ? sorted : null;
}
