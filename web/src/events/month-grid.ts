import type { EventCard } from "@mainstreet/core/page";

/** One square of a month's calendar; a day that belongs to another month is null. */
export type Square = { readonly day: number; readonly events: readonly EventCard[] } | null;

/** The weeks of a month such as "2026-12", Monday first, each day with the events that begin on it. */
export function monthGrid(month: string, events: readonly EventCard[]): readonly (readonly Square[])[] {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const squares: Square[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= days; day++) {
    const date = `${month}-${String(day).padStart(2, "0")}`;
    squares.push({ day, events: events.filter(({ startsAt }) => startsAt.startsWith(date)) });
  }
  while (squares.length % 7 > 0) squares.push(null);
  return Array.from({ length: squares.length / 7 }, (_, week) => squares.slice(week * 7, week * 7 + 7));
}
