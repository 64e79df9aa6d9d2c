import type { Category } from "@mainstreet/core/category";
import { folded } from "../folded.ts";
import type { ListingRow, MemberRow } from "../rows.ts";
import { having } from "../table/having.ts";

/** A listing as tables show it, with what it is sorted and found by. */
export type ListingLine = {
  readonly id: string;
  readonly name: string;
  readonly row: ListingRow;
  readonly member: string;
  readonly categories: string;
  readonly nameKey: string;
  readonly found: string;
};

/** The lines of all listings. */
export function listingLines(
  listings: readonly ListingRow[],
  members: readonly Pick<MemberRow, "id" | "name">[],
  categories: readonly Pick<Category, "id" | "name">[],
): ListingLine[] {
  const memberNames = new Map(members.map(({ id, name }) => [id, name]));
  const categoryNames = new Map(categories.map(({ id, name }) => [id, name]));
  return listings.map((row) => {
    const member = memberNames.get(row.memberId) ?? "";
    const names = row.categories.flatMap((id) => categoryNames.get(id) ?? []).join(", ");
    const nameKey = folded(row.name);
    const words = [row.street, row.town, row.postalCode, row.phone, row.website, names, ...row.tags];
    const other = member === row.name ? "" : folded(member);
    return {
      id: row.id,
      name: row.name,
      row,
      member,
      categories: names,
      nameKey,
      found: `${nameKey} ${other} ${words.filter(Boolean).map(folded).join(" ")}`,
    };
  });
}

/** What narrows a table of listings. Empty values narrow nothing. */
export type ListingFilter = {
  readonly q: string;
  readonly status: string;
  readonly category: string;
  readonly town: string;
  readonly lacks: string;
};

/** What a listing may lack. */
export const LACKS = ["pin", "outside", "category", "phone", "website", "photos", "confirmed"] as const;

/**
 * Whether a listing lacks something.
 * @param yearAgo the day before which it should have been confirmed again
 */
function lacks({ row }: ListingLine, what: string, yearAgo: string): boolean {
  if (what === "pin") return row.pin === "none";
  if (what === "outside") return row.pin === "outside";
  if (what === "category") return row.categories.length === 0;
  if (what === "phone") return row.phone === "";
  if (what === "website") return row.website === "";
  if (what === "photos") return row.photos === 0;
  return (row.confirmedOn ?? "") < yearAgo;
}

/** The listings that a filter lets through: removed and merged ones only when asked for. */
export function filtered(lines: readonly ListingLine[], filter: ListingFilter, yearAgo: string): ListingLine[] {
  const { q, status, category, town, lacks: what } = filter;
  return having(lines, q).filter((line) => {
    const { row } = line;
    const isGone = row.status === "removed" || row.status === "merged";
    if (status === "" ? isGone : row.status !== status) return false;
    if (category !== "" && !row.categories.includes(category)) return false;
    if (town !== "" && row.town !== town) return false;
    return what === "" || lacks(line, what, yearAgo);
  });
}
