import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { type Guest, guestsOf, type Visit } from "@mainstreet/core/guest-path";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn, type LocalDate } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import type { PersonKey } from "@mainstreet/core/person-key";
import { type QuietMember, quietOn } from "@mainstreet/core/quiet";
import * as ChamberStore from "./chamber-store.ts";
import type { Keyring } from "./keyring.ts";
import * as ListingStore from "./listing-store.ts";
import * as MemberStore from "./member-store.ts";
import { firstRepresentativeKey } from "./person-keys.ts";
import type { Table } from "./table.ts";
import * as VisitStore from "./visit-store.ts";

/** What is read, and how the readers of mailboxes are called. */
export type Scene = { readonly table: Table; readonly keyOf: Keyring["keyOf"] };

const PAGE = 500;

type Found = Pick<Member, "id" | "name" | "contactName" | "contactEmail"> & QuietMember;

/**
 * The current members nothing is heard of, those with most reasons first. Reads members and listings through the index, the
 * visits of the last two years, who those visitors act for, and of each member whether it ever had somebody.
 * @param now milliseconds since 1970
 */
export async function quietMembers(
  { table, keyOf }: Scene,
  actor: Actor,
  now: number,
): Promise<{ readonly members: readonly Found[]; readonly since: LocalDate | null }> {
  requireStaff(actor);
  const [chamber, members, listings, seen] = await Promise.all([
    ChamberStore.get(table),
    membersOf(table, actor),
    listingsOf(table, actor),
    VisitStore.visits(table, actor, now),
  ]);
  const came = await membersWhoCame({ table, keyOf }, seen, members);
  const claimed = await claimedOf(table, members);
  const on = {
    ...{ chamber, date: dateIn(chamber.zone, now) },
    events: seen.events.map(({ startsAt }) => startsAt.slice(0, 10)),
  };
  const found = members.flatMap((member): Found[] => {
    const { id, name, contactName, contactEmail } = member;
    const shown = (listings.get(id) ?? []).map(({ id, name, confirmedOn }) => ({ id, name, confirmedOn }));
    const doings = { listings: shown, hasCome: came.has(id), wasClaimed: claimed.has(id) };
    const quiet = quietOn(member, doings, on);
    return quiet ? [{ id, name, contactName, contactEmail, ...quiet }] : [];
  });
  // They come from A to Z, and stay so where they have as many reasons.
  return { members: found.sort((a, b) => b.reasons.length - a.reasons.length), since: seen.since };
}

/**
 * Who came to events and belongs neither to a member nor to the staff. Reads the visits of the last two years, who those
 * visitors act for, and the contacts of all members.
 * @param now milliseconds since 1970
 */
export async function guests(
  { table, keyOf }: Scene,
  actor: Actor,
  now: number,
): Promise<{ readonly guests: readonly Guest[]; readonly since: LocalDate | null }> {
  requireStaff(actor);
  const [members, seen] = await Promise.all([membersOf(table, actor), VisitStore.visits(table, actor, now)]);
  const known = await VisitStore.belongings(table, keysOf(seen.visits));
  const acting = [...known].flatMap(([key, { members, isStaff }]) => (isStaff || members.length > 0 ? [key] : []));
  const belong = new Set([...acting, ...contactsOf(members, keyOf).keys()]);
  return { guests: guestsOf(seen.visits, belong), since: seen.since };
}

/** The members whose people came to an event, or who hosted one. */
async function membersWhoCame(
  { table, keyOf }: Scene,
  { events, visits }: VisitStore.Visits,
  members: readonly Member[],
): Promise<ReadonlySet<string>> {
  const keys = keysOf(visits);
  const known = await VisitStore.belongings(table, keys);
  const contacts = contactsOf(members, keyOf);
  const hosts = events.flatMap(({ hostId, coHostIds }) => (hostId === null ? coHostIds : [hostId, ...coHostIds]));
  const came = keys.flatMap((key) => [...(known.get(key)?.members ?? []), ...(contacts.get(key) ?? [])]);
  return new Set([...hosts, ...came]);
}

function keysOf(visits: readonly Visit[]): PersonKey[] {
  return [...new Set(visits.map(({ personKey }) => personKey))];
}

/** Of which members each mailbox is the contact. */
function contactsOf(members: readonly Member[], keyOf: Keyring["keyOf"]): ReadonlyMap<PersonKey, readonly string[]> {
  const contacts = new Map<PersonKey, string[]>();
  for (const { id, contactEmail } of members) {
    if (contactEmail === "") continue;
    const key = keyOf(contactEmail);
    contacts.set(key, [...(contacts.get(key) ?? []), id]);
  }
  return contacts;
}

/** Those of the members for whom anybody has ever acted. */
async function claimedOf(table: Table, members: readonly Member[]): Promise<ReadonlySet<string>> {
  if (members.length === 0) return new Set();
  const items = await table.getMany(members.map(({ id }) => firstRepresentativeKey(id)));
  return new Set(items.map(({ memberId }) => String(memberId)));
}

async function membersOf(table: Table, actor: Actor): Promise<Member[]> {
  const found: Member[] = [];
  let from: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof MemberStore.list>> = await MemberStore.list(table, actor, {
      limit: PAGE,
      cursor: from,
    });
    found.push(...page.members.filter(({ status }) => status === "current"));
    from = page.cursor;
  } while (from !== null);
  return found;
}

/** The listings that the public sees, by member. */
async function listingsOf(table: Table, actor: Actor): Promise<ReadonlyMap<string, readonly Listing[]>> {
  const found: Listing[] = [];
  let from: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ListingStore.list>> = await ListingStore.list(table, actor, {
      limit: PAGE,
      cursor: from,
    });
    found.push(...page.listings.filter(({ status }) => status === "published"));
    from = page.cursor;
  } while (from !== null);
  return Map.groupBy(found, ({ memberId }) => memberId);
}
