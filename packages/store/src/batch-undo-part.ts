import { Category } from "@mainstreet/core/category";
import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import type { Now } from "@mainstreet/core/needs";
import * as z from "zod";
import type { Part, Step } from "./batch-store.ts";
import { notesPartition } from "./console-keys.ts";
import {
  categoryKey,
  claimsPartition,
  contactKey,
  listingKey,
  listingsPartition,
  memberKey,
} from "./directory-keys.ts";
import * as ImportStore from "./import-store.ts";
import type { Keyring } from "./keyring.ts";
import { externalKey, type Key } from "./keys.ts";
import * as ListingStore from "./listing-store.ts";
import * as MemberStore from "./member-store.ts";
import { firstRepresentativeKey } from "./person-keys.ts";
import { moveSlug } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, type Item, type Table } from "./table.ts";
import { ECHO, entityOf } from "./write.ts";

/** What the table holds of some steps before they are undone. */
export type Before = {
  item(key: Key): Item | undefined;
  /** Whether somebody waits for an answer about a listing. */
  isClaimed(listingId: string): boolean;
  /** Whether a member has listings besides these. */
  hasOthers(memberId: string, but: readonly string[]): boolean;
  /** Whether staff have noted something about a member. */
  isNoted(memberId: string): boolean;
  /** Whether a category is named by a listing, or stands above another. */
  isUsed(categoryId: string): boolean;
};

/** What takes a part back, or why it stays. */
export type PartUndone = { readonly actions: readonly Action[] };

const CHANGED = "It was changed afterwards.";
const GONE = "It is not there any more.";
/** As much of an id such as `mem_01k9…` as is the same for 32 milliseconds. */
const MOMENT = "mem_".length + 9;

const keyOf = ({ of, id }: Part): Key =>
  of === "member"
    ? memberKey(id)
    : of === "listing"
      ? listingKey(id)
      : of === "category"
        ? categoryKey(id)
        : externalKey(id);

/** What items would say, by the name of their key; null for those that would be gone. */
export type Imagined = ReadonlyMap<string, Item | null>;

/** The name of a key where items are kept by it. */
export function nameOfKey({ pk, sk }: Item): string {
  return `${pk} ${sk}`;
}

/**
 * Reads what the table holds of steps. Costs a few queries, and a scan where categories were made.
 * @param imagined what stands instead of that; more may be imagined while this is asked
 */
export async function lookUp(table: Table, steps: readonly Step[], imagined: Imagined = new Map()): Promise<Before> {
  const parts = steps.flatMap((step) => step.parts);
  const made = (of: Part["of"]) => parts.filter((part) => part.of === of && part.made).map(({ id }) => id);
  const [members, listings] = [made("member"), made("listing")];
  const items = await table.getMany([...parts.map(keyOf), ...members.map(firstRepresentativeKey)]);
  const byKey = new Map(items.map((item) => [nameOfKey(item), item]));
  const claims = listings.length === 0 ? [] : (await table.query(claimsPartition(), { index: true })).items;
  const claimed = new Set(claims.map(({ listingId }) => String(listingId)));
  const listingsOf = Map.groupBy(await ofMembers(table, listingsPartition(), members), ({ memberId }) => memberId);
  const noted = new Set((await ofMembers(table, notesPartition(), members)).map(({ memberId }) => memberId));
  const used = parts.some(({ of }) => of === "category") ? await usedCategories(table, imagined) : new Set<string>();
  return {
    item: (key) => {
      const instead = imagined.get(nameOfKey(key));
      return instead === undefined ? byKey.get(nameOfKey(key)) : (instead ?? undefined);
    },
    isClaimed: (id) => claimed.has(id),
    hasOthers: (id, but) =>
      (listingsOf.get(id) ?? []).some(
        ({ id: listing }) =>
          !but.includes(String(listing)) && imagined.get(nameOfKey(listingKey(String(listing)))) !== null,
      ),
    isNoted: (id) => noted.has(id),
    isUsed: (id) => used.has(id),
  };
}

/**
 * What an index that is sorted by members has of some, and perhaps of others who were made in the same moment: ids begin with
 * their time, and the members of an import came in many at once, so a few queries do for all.
 */
async function ofMembers(table: Table, partition: string, ids: readonly string[]): Promise<Item[]> {
  const moments = new Set(ids.map((id) => id.slice(0, MOMENT)));
  const pages = await Promise.all([...moments].map((prefix) => table.query(partition, { index: true, prefix })));
  return pages.flatMap(({ items }) => items);
}

async function usedCategories(table: Table, imagined: Imagined): Promise<Set<string>> {
  const used = new Set<string>();
  for await (const items of table.scan(["listing", "category"])) {
    for (const item of items) {
      const instead = imagined.get(nameOfKey(item));
      if (instead === null) continue;
      const { kind, status, categories, parentId } = instead ?? item;
      if (status === "removed" || status === "merged") continue;
      const named = kind === "listing" ? (Array.isArray(categories) ? categories : []) : [parentId];
      for (const id of named) used.add(String(id));
    }
  }
  return used;
}

/** What takes one part of a step back, on conditions that refuse the transaction when it changes meanwhile; or why it stays. */
export function undoPart(
  needs: { readonly now: Now; readonly keyring: Keyring },
  part: Part,
  step: Step,
  before: Before,
): PartUndone | { readonly kept: string } {
  const item = before.item(keyOf(part));
  if (!item) return { kept: GONE };
  if (saysAgain(item) !== part.versionAfter) return { kept: CHANGED };
  switch (part.of) {
    case "member":
      return undoMember(needs, part, step, Member.parse(entityOf(item)), before);
    case "listing":
      return undoListing(needs, part, Listing.parse(entityOf(item)), before);
    case "category":
      return undoCategory(needs, part, Category.parse(entityOf(item)), before);
    case "external":
      return undoExternal(part, ImportStore.External.parse(entityOf(item)));
  }
}

const Echo = z.object({ version: z.int(), as: z.int() });

/** The first version at which an item said what it says now, as far as changes of it were undone. */
function saysAgain(item: Item): unknown {
  const echo = Echo.safeParse(item[ECHO]).data;
  return echo?.version === item.version ? echo?.as : item.version;
}

/** The steps that put a thing back, the first of them the thing itself. */
function asBefore([first, ...rest]: readonly Action[], { versionBefore: as }: Part): PartUndone {
  if (!first || !("put" in first)) throw new TypeError("What is put back is put.");
  const echo = { version: first.put.version, as };
  return { actions: [{ ...first, put: { ...first.put, [ECHO]: echo } }, ...rest] };
}

type Needs = Parameters<typeof undoPart>[0];
type Undone = ReturnType<typeof undoPart>;

function undoMember(needs: Needs, part: Part, step: Step, current: Member, before: Before): Undone {
  const { id, version, contactEmail } = current;
  if (!part.made) {
    const member = Member.parse({ ...current, ...part.before, ...next(needs, version) });
    return asBefore(MemberStore.steps(member, current, needs.keyring), part);
  }
  if (before.item(firstRepresentativeKey(id))) return { kept: "Somebody acts for it by now." };
  const own = step.parts.filter(({ of }) => of === "listing").map((listing) => listing.id);
  if (before.hasOthers(id, own)) return { kept: "It has got another listing since." };
  if (before.isNoted(id)) return { kept: "There is a note about it." };
  return {
    actions: [
      { remove: memberKey(id), when: atVersion(version) },
      ...(contactEmail === "" ? [] : [{ remove: contactKey(needs.keyring.keyOf(contactEmail), id) }]),
      { check: firstRepresentativeKey(id), when: ABSENT },
    ],
  };
}

function undoListing(needs: Needs, part: Part, current: Listing, before: Before): Undone {
  const { id, version } = current;
  if (part.made) {
    if (before.isClaimed(id)) return { kept: "Somebody says that it is theirs, and waits for an answer." };
    // Its address stays claimed: nobody else is ever found under it.
    return { actions: [{ remove: listingKey(id), when: atVersion(version) }] };
  }
  // Pictures that a listing took off may be gone for good: they do not come back.
  const { logo: _, photos: __, slug, formerSlugs: ___, ...fields } = part.before;
  const { slugs } = moveSlug("listing", current, typeof slug === "string" ? slug : undefined);
  const listing = Listing.parse({ ...current, ...fields, ...slugs, ...next(needs, version) });
  return asBefore([ListingStore.put(listing, version)], part);
}

function undoCategory(needs: Needs, part: Part, current: Category, before: Before): Undone {
  const { id, version } = current;
  const fields = part.made ? { status: "removed" } : part.before;
  const category = Category.parse({ ...current, ...fields, ...next(needs, version) });
  if (category.status === "removed" && before.isUsed(id)) return { kept: "Something is in it by now." };
  return asBefore([{ put: { ...categoryKey(id), kind: "category", ...category }, when: atVersion(version) }], part);
}

/** Of a row that had not been there before it stays known what it was, so that it comes back under the same address. */
function undoExternal(part: Part, current: ImportStore.External): Undone {
  const { memberId, listingId, version } = current;
  const after: ImportStore.External = part.made
    ? { memberId, listingId, source: {}, undone: true, version: version + 1 }
    : ImportStore.External.parse({ ...current, ...part.before, version: version + 1 });
  return asBefore([ImportStore.putExternal(part.id, after, version)], part);
}

function next({ now }: Needs, version: number): { readonly version: number; readonly updatedAt: string } {
  return { version: version + 1, updatedAt: instant(now()) };
}
