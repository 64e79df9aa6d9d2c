import { newId } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import type { Change } from "@mainstreet/store/batch-store";
import * as ImportStore from "@mainstreet/store/import-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import { claim } from "@mainstreet/store/slug-claim";
import type { Action, Table } from "@mainstreet/store/table";
import { type ChangeNeeds, type FieldChange, merge, movedTargets, sourceOf } from "./change.ts";
import type { GoodRow } from "./rows.ts";
import type { Chosen } from "./slug-book.ts";

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
      /** What they do, as a batch remembers it: undone together. */
      readonly changes: readonly Change[];
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
    return external && !external.undone && movedTargets(parsed.values, external.source).length > 0 ? [external] : [];
  });
  const { members, listings } = await ImportStore.pairs(table, moved);
  const heirs = await ImportStore.withHeirs(table, members);
  return rows.map(({ parsed }) => {
    const external = externals.get(parsed.identity);
    return {
      external,
      member: external && heirOf(external.memberId, heirs),
      listing: external && listings.get(external.listingId),
    };
  });
}

/** The member that a row is about by now: one that was merged leads on. */
function heirOf(id: string, members: ReadonlyMap<string, Member>): Member | undefined {
  let member = members.get(id);
  for (let hops = 0; member?.mergedInto && hops < members.size; hops++) member = members.get(member.mergedInto);
  return member;
}

/** What is to be done about a row, given what the table holds of it. @param slug chooses the address of a new listing */
export async function stepOf(
  row: GoodRow,
  found: Found,
  needs: ChangeNeeds,
  slug: (row: GoodRow, heir: string | null) => Promise<Chosen>,
): Promise<Step> {
  const { external } = found;
  if (!external || external.undone) {
    return addition(row, external ?? null, await slug(row, external?.listingId ?? null), needs);
  }
  if (movedTargets(row.parsed.values, external.source).length === 0) {
    return { row, kind: "unchanged", fields: [], actions: [], changes: [], categories: [] };
  }
  return change(row, external, found, needs);
}

/** @param undone what the row became in an import that was taken back; null for one that is new */
function addition(row: GoodRow, undone: ImportStore.External | null, chosen: Chosen, needs: ChangeNeeds): Step {
  const { slug, from } = chosen;
  const { parsed } = row;
  const write = { now: needs.now(), random: needs.random };
  const categories = idsOf(parsed.categories, needs);
  if (!categories) return { row, kind: "refused", reason: "its category was removed meanwhile" };
  const membership = { id: newId("membership", write.now, write.random), ...parsed.membership, until: null };
  const member = MemberStore.draft(write, { ...parsed.member, memberships: [membership] }, parsed.externalId);
  const draft = ListingStore.draft(write, member.id, { ...parsed.listing, categories }, parsed.externalId);
  const listing: Listing = { ...draft, slug };
  const version = (undone?.version ?? 0) + 1;
  const external = { memberId: member.id, listingId: listing.id, source: sourceOf(parsed.values), version };
  return {
    row,
    kind: "added",
    fields: [],
    actions: [
      ...MemberStore.steps(member, null, needs.keyring),
      ListingStore.put(listing, null),
      from === null ? claim("listing", slug, listing.id) : ImportStore.inheritSlug(slug, listing.id, from),
      ImportStore.putExternal(parsed.identity, external, undone?.version ?? null),
    ],
    changes: [
      { of: "member", before: null, after: member },
      { of: "listing", before: null, after: listing },
      { of: "external", identity: parsed.identity, before: null, after: external },
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
  const changes: Change[] = [];
  if (differ(merged.member, member)) {
    const next = { ...merged.member, version: member.version + 1, updatedAt };
    actions.push(...MemberStore.steps(next, member, needs.keyring));
    changes.push({ of: "member", before: member, after: next });
  }
  if (differ(merged.listing, listing)) {
    const next = { ...merged.listing, version: listing.version + 1, updatedAt };
    actions.push(ListingStore.put(next, listing.version));
    changes.push({ of: "listing", before: listing, after: next });
  }
  const remembered = {
    ...external,
    memberId: member.id,
    source: sourceOf(row.parsed.values, external.source),
    version: external.version + 1,
  };
  actions.push(ImportStore.putExternal(row.parsed.identity, remembered, external.version));
  changes.push({ of: "external", identity: row.parsed.identity, before: external, after: remembered });
  const categories = merged.listing.categories.filter((id) => !listing.categories.includes(id));
  // The file may have caught up with what people changed here: then there is something to remember, but no change.
  const kind = merged.fields.length > 0 ? "changed" : "unchanged";
  return { row, kind, fields: merged.fields, actions, changes, categories };
}

function idsOf(names: readonly string[], { book }: ChangeNeeds): string[] | null {
  const ids = names.map((name) => book.find(name));
  const found = ids.filter((id) => id !== undefined);
  return found.length === ids.length ? [...new Set(found)] : null;
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
