import { newId } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import * as ImportStore from "@mainstreet/store/import-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { claim } from "@mainstreet/store/slug-claim";
import type { Action, Table } from "@mainstreet/store/table";
import { type ChangeNeeds, type FieldChange, merge, movedTargets, sourceOf } from "./change.ts";
import type { GoodRow } from "./rows.ts";

/** What the table holds of a row: nothing for a new one; the pair only where it is needed. */
export type Found = {
  readonly external?: ImportStore.External | undefined;
  readonly member?: Member | undefined;
  readonly listing?: Listing | undefined;
};

/** What is to be done about a row. `categories` must still be there when the actions happen. */
export type Step = { readonly row: GoodRow } & (
  | { readonly kind: "refused"; readonly reason: string }
  | {
      readonly kind: "added" | "changed" | "unchanged";
      readonly fields: readonly FieldChange[];
      readonly actions: readonly Action[];
      readonly categories: readonly string[];
    }
);

const GONE = "its listing is no longer there; take this row out of the file, or give it another id";
const MERGED = "its listing was merged into another one; change that one instead";

/** What the table holds of rows, in their order, with as few reads as there can be. */
export async function findRows(table: Table, rows: readonly GoodRow[]): Promise<Found[]> {
  const externals = await ImportStore.externals(
    table,
    rows.map((row) => row.parsed.identity),
  );
  const moved = rows.flatMap(({ parsed }) => {
    const external = externals.get(parsed.identity);
    return external && movedTargets(parsed.values, external.source).length > 0 ? [external] : [];
  });
  const { members, listings } = await ImportStore.pairs(table, moved);
  return rows.map(({ parsed }) => {
    const external = externals.get(parsed.identity);
    return {
      external,
      member: external && members.get(external.memberId),
      listing: external && listings.get(external.listingId),
    };
  });
}

/** What is to be done about a row, given what the table holds of it. @param slug chooses the address of a new listing */
export async function stepOf(
  row: GoodRow,
  found: Found,
  needs: ChangeNeeds,
  slug: (row: GoodRow) => Promise<string>,
): Promise<Step> {
  if (!found.external) return addition(row, await slug(row), needs);
  if (movedTargets(row.parsed.values, found.external.source).length === 0) {
    return { row, kind: "unchanged", fields: [], actions: [], categories: [] };
  }
  return change(row, found.external, found, needs);
}

function addition(row: GoodRow, slug: string, needs: ChangeNeeds): Step {
  const { parsed } = row;
  const write = { now: needs.now(), random: needs.random };
  const categories = idsOf(parsed.categories, needs);
  if (!categories) return { row, kind: "refused", reason: "its category was removed meanwhile" };
  const membership = { id: newId("membership", write.now, write.random), ...parsed.membership, until: null };
  const member = MemberStore.draft(write, { ...parsed.member, memberships: [membership] }, parsed.externalId);
  const draft = ListingStore.draft(write, member.id, { ...parsed.listing, categories }, parsed.externalId);
  const listing: Listing = { ...draft, slug };
  const external = { memberId: member.id, listingId: listing.id, source: sourceOf(parsed.values), version: 1 };
  return {
    row,
    kind: "added",
    fields: [],
    actions: [
      ...MemberStore.steps(member, null, needs.keyring),
      ListingStore.put(listing, null),
      claim("listing", slug, listing.id),
      ImportStore.putExternal(parsed.identity, external, null),
    ],
    categories,
  };
}

function change(row: GoodRow, external: ImportStore.External, found: Found, needs: ChangeNeeds): Step {
  const { member, listing } = found;
  if (!member || !listing) return { row, kind: "refused", reason: GONE };
  if (listing.status === "merged") return { row, kind: "refused", reason: MERGED };
  if (!idsOf(row.parsed.categories, needs)) {
    return { row, kind: "refused", reason: "its category was removed meanwhile" };
  }
  const merged = merge(row.parsed, external.source, { member, listing }, needs);
  if ("reason" in merged) return { row, kind: "refused", reason: merged.reason };
  const updatedAt = new Date(needs.now()).toISOString();
  const actions: Action[] = [];
  if (differ(merged.member, member)) {
    const next = { ...merged.member, version: member.version + 1, updatedAt };
    actions.push(...MemberStore.steps(next, member, needs.keyring));
  }
  if (differ(merged.listing, listing)) {
    actions.push(ListingStore.put({ ...merged.listing, version: listing.version + 1, updatedAt }, listing.version));
  }
  const remembered = {
    ...external,
    source: sourceOf(row.parsed.values, external.source),
    version: external.version + 1,
  };
  actions.push(ImportStore.putExternal(row.parsed.identity, remembered, external.version));
  const categories = merged.listing.categories.filter((id) => !listing.categories.includes(id));
  // The file may have caught up with what people changed here: then there is something to remember, but no change.
  const kind = merged.fields.length > 0 ? "changed" : "unchanged";
  return { row, kind, fields: merged.fields, actions, categories };
}

function idsOf(names: readonly string[], { book }: ChangeNeeds): string[] | null {
  const ids = names.map((name) => book.find(name));
  const found = ids.filter((id) => id !== undefined);
  return found.length === ids.length ? [...new Set(found)] : null;
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
