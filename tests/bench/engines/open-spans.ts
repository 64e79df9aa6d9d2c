import { parseSchedule, type ScheduleWindow } from "@mainstreet/search/schedule";

const DAY_MILLISECONDS = 86_400_000;

/** The spans in which a schedule is surely open, by local day of the window: what a database keeps of it. */
export function openSpans(text: string, { from, days }: ScheduleWindow): { day: number; from: number; to: number }[] {
  const schedule = parseSchedule(text);
  if (!schedule) return [];
  const first = Date.parse(from) / DAY_MILLISECONDS;
  return Array.from({ length: days }, (_, i) => first + i).flatMap((day) => {
    const key = new Date(day * DAY_MILLISECONDS).toISOString().slice(5, 10);
    // 1970-01-01 was a Thursday.
    const spans = schedule.exceptions.get(key) ?? schedule.week[(day + 3) % 7] ?? [];
    return spans.filter(({ perhaps }) => !perhaps).map((span) => ({ day, from: span.from, to: span.to }));
  });
}
