import type { LocalDate } from "@mainstreet/core/local-date";
import { joinedOn } from "@mainstreet/core/membership";
import { goodStanding, type Renewal, standingOn } from "@mainstreet/core/standing";
import type { ListingRow, MemberRow } from "../rows.ts";

/** A bar of a chart, which is a row of its table as well. */
export type Bar = { readonly name: string; readonly value: number; readonly of?: number };

/** How many members the chamber had at the end of each year, and has today: those with a membership that held then. */
export function growth(members: readonly MemberRow[], renewal: Renewal, today: LocalDate, years: number): Bar[] {
  const last = Number(today.slice(0, 4));
  return Array.from({ length: years }, (_, i) => last - years + 1 + i).map((year) => {
    const day = year === last ? today : `${year}-12-31`;
    const value = members
      .filter((m) => m.status === "current" || year < last)
      .filter((m) => isIn(m, renewal, day)).length;
    return { name: String(year), value };
  });
}

/** Of those who joined in a year, how many are members today. */
export function retention(members: readonly MemberRow[], renewal: Renewal, today: LocalDate, years: number): Bar[] {
  const joined = Map.groupBy(members, ({ memberships }) => joinedOn(memberships)?.slice(0, 4) ?? "");
  return [...joined]
    .filter(([year]) => year !== "" && year <= today.slice(0, 4))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-years)
    .map(([name, all]) => {
      const stayed = all.filter((m) => m.status === "current" && isIn(m, renewal, today));
      return { name, value: stayed.length, of: all.length };
    });
}

function isIn({ memberships }: MemberRow, renewal: Renewal, day: LocalDate): boolean {
  return goodStanding(standingOn(memberships, renewal, day));
}

const AGES = [90, 180, 365, 730] as const;
const DAY_MS = 86_400_000;

/** How long ago the listings that are shown were last said to be right: by days, then longer ago, then never. */
export function freshness(
  listings: readonly ListingRow[],
  today: LocalDate,
): { days: number | "more" | "never"; value: number }[] {
  const ages = listings
    .filter(({ status }) => status === "published")
    .map(({ confirmedOn }) => (confirmedOn ? (Date.parse(today) - Date.parse(confirmedOn)) / DAY_MS : null));
  const within = (from: number, to: number): number =>
    ages.filter((age) => age !== null && age > from && age <= to).length;
  return [
    ...AGES.map((days, i) => ({ days, value: within(i === 0 ? Number.NEGATIVE_INFINITY : (AGES[i - 1] ?? 0), days) })),
    { days: "more", value: within(AGES.at(-1) ?? 0, Number.POSITIVE_INFINITY) },
    { days: "never", value: ages.filter((age) => age === null).length },
  ];
}

/** How many of the listings that are shown say something that visitors look for. */
export function completeness(
  listings: readonly ListingRow[],
): { part: keyof typeof SAYS; value: number; of: number }[] {
  const shown = listings.filter(({ status }) => status === "published");
  const parts = ["category", "pin", "phone", "website", "photos"] as const;
  return parts.map((part) => ({ part, value: shown.filter(SAYS[part]).length, of: shown.length }));
}

const SAYS = {
  category: ({ categories }: ListingRow) => categories.length > 0,
  pin: ({ pin }: ListingRow) => pin !== "none",
  phone: ({ phone }: ListingRow) => phone !== "",
  website: ({ website }: ListingRow) => website !== "",
  photos: ({ photos }: ListingRow) => photos > 0,
} as const;
