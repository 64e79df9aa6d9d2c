import type { Category } from "@mainstreet/core/category";
import type { Chamber } from "@mainstreet/core/chamber";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { get } from "./ask.ts";

export type MemberRow = Pick<
  Member,
  "id" | "version" | "name" | "status" | "contactName" | "contactEmail" | "memberships" | "externalId" | "createdAt"
>;

export type ListingRow = Pick<
  Listing,
  | "id"
  | "version"
  | "memberId"
  | "slug"
  | "name"
  | "status"
  | "categories"
  | "tags"
  | "phone"
  | "website"
  | "confirmedOn"
  | "updatedAt"
> & {
  readonly street: string;
  readonly town: string;
  readonly postalCode: string;
  readonly pin: "none" | "inside" | "outside";
  readonly photos: number;
};

type Page<Row> = { readonly rows: readonly Row[]; readonly cursor: string | null };

/** The whole of a chamber is a few hundred kilobytes: read once, it is sorted and searched without asking again. */
async function readAll<Row>(of: "members" | "listings"): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page: Page<Row> = await get<Page<Row>>(`staff/rows/${of}${from}`);
    rows.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== null);
  return rows;
}

const MINUTE = 60_000;
/** Thousands of rows are read anew seldom; what is changed here shows at once all the same. */
const ROWS = { staleTime: 5 * MINUTE, structuralSharing: shared } as const;

/** Rows as they are by now, of which those that are as before stay the same objects; the same list where all are. */
function shared(before: unknown, now: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(now)) return now;
  const known = new Map(before.map((row) => [`${row.id} ${row.version}`, row]));
  const rows = now.map((row) => known.get(`${row.id} ${row.version}`) ?? row);
  return rows.length === before.length && rows.every((row, i) => row === before[i]) ? before : rows;
}

/** All members, removed ones too. */
export function useMembers() {
  return useQuery({ queryKey: ["members"], queryFn: () => readAll<MemberRow>("members"), ...ROWS });
}

/** All listings, hidden and removed ones too. */
export function useListings() {
  return useQuery({ queryKey: ["listings"], queryFn: () => readAll<ListingRow>("listings"), ...ROWS });
}

/** The categories of the directory, in the order of their making. */
export function useCategories() {
  return useQuery({
    queryKey: ["categories"],
    queryFn: async () => (await get<{ categories: readonly Category[] }>("categories")).categories,
    staleTime: MINUTE,
  });
}

/** The chamber with all its settings. */
export function useChamber() {
  return useQuery({ queryKey: ["chamber"], queryFn: () => get<Chamber>("chamber"), staleTime: MINUTE });
}

/** Puts what has become of something into the rows that are at hand, so that no table shows what was before. */
export function replaceRow<Row extends { readonly id: string }>(
  client: QueryClient,
  of: "members" | "listings",
  row: Row,
): void {
  client.setQueryData<readonly Row[]>([of], (rows) =>
    rows?.some(({ id }) => id === row.id)
      ? rows.map((each) => (each.id === row.id ? { ...each, ...row } : each))
      : rows && [...rows, row],
  );
}
