import { Claim } from "@mainstreet/core/claim";
import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { representingInstead } from "@mainstreet/core/person";
import { PersonKey } from "@mainstreet/core/person-key";
import { Representative } from "@mainstreet/core/representative";
import type { Change } from "./batch-store.ts";
import { notesPartition, tasksPartition } from "./console-keys.ts";
import { claimsOfListing, listingKey, listingsPartition, memberKey } from "./directory-keys.ts";
import { INDEX, type Key } from "./keys.ts";
import * as ListingStore from "./listing-store.ts";
import {
  firstRepresentativeKey,
  invitationIndex,
  invitationKey,
  memberInvitationsPartition,
  representativeKey,
  representativesPartition,
} from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { ABSENT, type Action, atVersion, type Condition, type Item, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** The ids of the member that is merged, and of the one it is merged into. */
export type Moving = { readonly from: string; readonly into: string };

/** What belongs to a member, by id or key. */
export type Belongings = {
  readonly listings: readonly string[];
  readonly people: readonly PersonKey[];
  readonly invitations: readonly PersonKey[];
  /** Notes, and tasks. */
  readonly notes: readonly Key[];
};

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

/** Finds what belongs to a member. Read through the index but for its people: the newest may be missing for a moment. */
export async function belongingsOf(table: Table, memberId: string): Promise<Belongings> {
  const [listings, people, invitations, notes, open, done] = await Promise.all([
    allOf(table, listingsPartition(), `${memberId}#`),
    allOf(table, representativesPartition(memberId)),
    allOf(table, memberInvitationsPartition(memberId), ""),
    allOf(table, notesPartition(), `${memberId}#`),
    allOf(table, tasksPartition("open"), ""),
    allOf(table, tasksPartition("done"), ""),
  ]);
  const tasks = [...open, ...done].filter((task) => task.memberId === memberId);
  return {
    listings: listings.map(({ id }) => String(id)),
    people: people.filter(({ kind }) => kind === "representative").map((item) => PersonKey.parse(item.personKey)),
    invitations: invitations.map((item) => PersonKey.parse(item.personKey)),
    notes: [...notes, ...tasks].map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  };
}

/** @param prefix reads the index; without it the partition itself, strongly consistent */
async function allOf(table: Table, pk: string, prefix?: string): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  do {
    const how = prefix === undefined ? {} : { index: true, ...(prefix !== "" && { prefix }) };
    const page = await table.query(pk, { ...how, cursor });
    all.push(...page.items);
    ({ cursor } = page);
  } while (cursor !== null);
  return all;
}

/** The steps that make a listing another member's, with the claims that wait for it; null where it is so already. */
export async function movedListing(
  table: Table,
  { from, into }: Moving,
  id: string,
  now: number,
): Promise<{ readonly steps: readonly Action[]; readonly change: Change } | null> {
  const item = await table.get(listingKey(id));
  const before = item && Listing.parse(entityOf(item));
  if (before?.memberId !== from) return null;
  const after: Listing = { ...before, memberId: into, updatedAt: instant(now), version: before.version + 1 };
  const { items } = await table.query(claimsOfListing(id));
  const claims = items.filter(({ status, memberId }) => status === "pending" && memberId === from);
  return {
    steps: [
      ListingStore.put(after, before.version),
      ...claims.map((claim) => rewritten(claim, { memberId: into }, Claim.parse(entityOf(claim)).version)),
      { check: memberKey(into), when: IS_CURRENT },
    ],
    change: { of: "listing", before, after },
  };
}

/** The steps that let a person act for the one member in place of the other, in the higher of two roles. */
export async function movedPerson(
  table: Table,
  { from, into }: Moving,
  personKey: PersonKey,
  now: number,
): Promise<readonly Action[]> {
  const [person, old, known] = await Promise.all([
    PersonStore.find(table, personKey),
    table.get(representativeKey(from, personKey)),
    table.get(representativeKey(into, personKey)),
  ]);
  if (!person || !old) return [];
  const before = Representative.parse(entityOf(old));
  const there = known ? Representative.parse(entityOf(known)) : null;
  const role = before.role === "owner" || there?.role === "owner" ? "owner" : "editor";
  const after: Representative = { ...(there ?? before), memberId: into, role, version: (there?.version ?? 0) + 1 };
  const kind = "representative";
  return [
    PersonStore.put(representingInstead(person, from, into, now), person.version),
    { remove: representativeKey(from, personKey), when: atVersion(before.version) },
    {
      put: { ...representativeKey(into, personKey), kind, ...after },
      when: there ? atVersion(there.version) : ABSENT,
    },
    { put: { ...firstRepresentativeKey(into), kind: "first-representative", memberId: into } },
  ];
}

/** The steps that make an invitation one to act for the other member; where somebody does or is asked already, it goes. */
export async function movedInvitation(
  table: Table,
  { from, into }: Moving,
  personKey: PersonKey,
): Promise<readonly Action[]> {
  const item = await table.get(invitationKey(personKey, from));
  if (!item) return [];
  const there = await table.getMany([invitationKey(personKey, into), representativeKey(into, personKey)]);
  const asked: Condition = { expression: "createdAt = :asked", values: { ":asked": item.createdAt } };
  const gone: Action = { remove: invitationKey(personKey, from), when: asked };
  if (there.length > 0) return [gone];
  const own = { ...invitationKey(personKey, into), ...invitationIndex(into, personKey), memberId: into };
  return [gone, { put: { ...item, ...own }, when: ABSENT }];
}

/** The step that makes a note or a task one of the other member. */
export async function movedNote(table: Table, { from, into }: Moving, key: Key): Promise<readonly Action[]> {
  const item = await table.get(key);
  if (!item || item.memberId !== from) return [];
  const place = item[INDEX.sk];
  const index = typeof place === "string" ? { [INDEX.sk]: place.replace(`${from}#`, `${into}#`) } : {};
  return [rewritten(item, { memberId: into, ...index }, Number(item.version))];
}

function rewritten(item: Item, change: Item, version: number): Action {
  const key = { pk: String(item.pk), sk: String(item.sk) };
  return { put: { ...item, ...key, ...change, version: version + 1 }, when: atVersion(version) };
}
