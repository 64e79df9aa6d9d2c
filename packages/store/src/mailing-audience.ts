import { type Actor, requireStaff, system } from "@mainstreet/core/actor";
import type { Chamber } from "@mainstreet/core/chamber";
import type { LocalDate } from "@mainstreet/core/local-date";
import { type Audience, isMeant, type Recipient, recipientsOf } from "@mainstreet/core/mailing";
import { Member } from "@mainstreet/core/member";
import { memberKey } from "./directory-keys.ts";
import type { Keyring } from "./keyring.ts";
import * as ListingStore from "./listing-store.ts";
import * as MemberStore from "./member-store.ts";
import * as RepresentativeStore from "./representative-store.ts";
import { standings } from "./subscription-store.ts";
import type { Table } from "./table.ts";
import { entityOf } from "./write.ts";

const ACTOR = system("mailing");
/** So many members are asked for at once. */
const AT_ONCE = 16;
const PAGE = 500;

/** Where the towns of a member's listings are read. */
type TownsOf = (memberId: string) => Promise<readonly string[]>;
type Rules = Pick<Chamber, "renewal">;
/** A member that is meant, with who is written to for it. */
export type Meant = { readonly member: Member; readonly to: readonly Recipient[] };

/** How many an announcement would come to. */
export type Reach = {
  /** Members that are meant, and those of them for which the chamber has nobody to write to. */
  readonly members: number;
  readonly silent: number;
  /** People who would be written to, each once, and those who want no announcements. */
  readonly people: number;
  readonly unsubscribed: number;
};

/** How many an announcement to an audience would come to if it were sent on a day. Reads all members through the index. */
export async function reach(
  table: Table,
  { actor, keyring }: { readonly actor: Actor; readonly keyring: Keyring },
  audience: Audience,
  rules: Rules,
  on: LocalDate,
): Promise<Reach> {
  requireStaff(actor);
  const townsOf = audience.towns.length === 0 ? nowhere : await allTowns(table);
  const people = new Set<string>();
  let [members, silent, cursor]: [number, number, string | null] = [0, 0, null];
  do {
    const page: Awaited<ReturnType<typeof MemberStore.list>> = await MemberStore.list(table, ACTOR, {
      limit: PAGE,
      cursor,
    });
    const meant = await meantOf(table, keyring, page.members, { audience, rules, on, townsOf });
    members += meant.length;
    silent += meant.filter(({ to }) => to.length === 0).length;
    for (const { to } of meant) for (const { personKey } of to) people.add(personKey);
    cursor = page.cursor;
  } while (cursor !== null);
  const stands = [...(await standings(table, [...people])).values()];
  const count = (is: string) => stands.filter((stand) => stand.is === is).length;
  return { members, silent, people: count("subscribed"), unsubscribed: count("unsubscribed") };
}

/** The members of a page of the list who are meant, as they are now, and where the next page begins. */
export async function meantFrom(
  table: Table,
  keyring: Keyring,
  page: { readonly limit: number; readonly cursor: string | null },
  of: { readonly audience: Audience; readonly rules: Rules; readonly on: LocalDate },
): Promise<{ meant: Meant[]; cursor: string | null }> {
  const { members, cursor } = await MemberStore.list(table, ACTOR, page);
  const townsOf = (memberId: string) => townsOfMember(table, memberId);
  // The index may be behind: what counts is what the members are now.
  const items = members.length === 0 ? [] : await table.getMany(members.map(({ id }) => memberKey(id)));
  const now = new Map(items.map((item) => [String(item.id), Member.parse(entityOf(item))]));
  const current = members.flatMap(({ id }) => now.get(id) ?? []);
  return { meant: await meantOf(table, keyring, current, { ...of, townsOf }), cursor };
}

async function meantOf(
  table: Table,
  { keyOf }: Keyring,
  members: readonly Member[],
  of: { readonly audience: Audience; readonly rules: Rules; readonly on: LocalDate; readonly townsOf: TownsOf },
): Promise<Meant[]> {
  const { audience, rules, on, townsOf } = of;
  const one = async (member: Member): Promise<Meant[]> => {
    // What costs nothing to know is looked at first.
    if (!isMeant(member, audience.towns, audience, rules.renewal, on)) return [];
    if (!isMeant(member, await townsOf(member.id), audience, rules.renewal, on)) return [];
    const { whom } = audience;
    const people = whom === "contacts" ? [] : await RepresentativeStore.list(table, ACTOR, member.id);
    return [{ member, to: recipientsOf(member, people, whom, keyOf) }];
  };
  const meant: Meant[] = [];
  for (let from = 0; from < members.length; from += AT_ONCE)
    meant.push(...(await Promise.all(members.slice(from, from + AT_ONCE).map(one))).flat());
  return meant;
}

const nowhere: TownsOf = async () => [];

async function townsOfMember(table: Table, memberId: string): Promise<string[]> {
  const { listings } = await ListingStore.list(table, ACTOR, { memberId, limit: PAGE, cursor: null });
  return listings.flatMap(townOf);
}

/** All of them at once: reading them member by member would take a request each. */
async function allTowns(table: Table): Promise<TownsOf> {
  const towns = new Map<string, string[]>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ListingStore.list>> = await ListingStore.list(table, ACTOR, {
      limit: PAGE,
      cursor,
    });
    for (const listing of page.listings)
      towns.set(listing.memberId, [...(towns.get(listing.memberId) ?? []), ...townOf(listing)]);
    cursor = page.cursor;
  } while (cursor !== null);
  return async (memberId) => towns.get(memberId) ?? [];
}

/** Listings that were taken away lie nowhere; hidden ones do. */
function townOf({ status, address }: Awaited<ReturnType<typeof ListingStore.get>>): string[] {
  return status === "removed" || address.town === "" ? [] : [address.town];
}
