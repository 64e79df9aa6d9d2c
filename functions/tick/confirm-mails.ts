import { system } from "@mainstreet/core/actor";
import type { Chamber } from "@mainstreet/core/chamber";
import type { Listing } from "@mainstreet/core/listing";
import { dateIn, type LocalDate, nextMidnight } from "@mainstreet/core/local-date";
import type { Now } from "@mainstreet/core/needs";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ConfirmAskedStore from "@mainstreet/store/confirm-asked-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import * as RoundStore from "@mainstreet/store/round-store";
import type { Table } from "@mainstreet/store/table";

const ACTOR = system("tick");
const DAY_MS = 24 * 60 * 60 * 1000;
/** So many listings are looked at in one tick, and of no more are owners asked. */
const MOST_LISTINGS = 50;
const MOST_OWNERS = 20;

/**
 * Asks owners whether their listings are still right that were neither made, confirmed nor asked about for as long as the
 * chamber says: once a local day all listings are gone through, some with each tick. The mail has a link and nothing else:
 * machines open the links in mails, and what the public reads as confirmed must have been confirmed by somebody, so it takes
 * the page's button and a session.
 */
export async function askStillRight({ table, now }: { readonly table: Table; readonly now: Now }): Promise<void> {
  const at = now();
  const round = await RoundStore.find(table, ConfirmAskedStore.ROUND);
  if (round && round.nextAt > at) return;
  const chamber = await ChamberStore.find(table);
  if (!chamber) return;
  const { cursor, due } = await dueOf(table, chamber, at, round?.cursor ?? null);
  const today = dateIn(chamber.zone, at);
  const notAfter = daysBefore(today, chamber.confirmEveryDays);
  const ownersOf = remembered((memberId: string) => owners(table, memberId));
  for (const listing of due) {
    const people = await ownersOf(listing.memberId);
    if (people.length > 0) await ConfirmAskedStore.ask(table, listing, people, { today, notAfter, now: at });
  }
  const nextAt = cursor === null ? nextMidnight(chamber.zone, at) : at;
  await RoundStore.advance(table, ConfirmAskedStore.ROUND, round, { cursor, nextAt });
}

/** The listings of a page whose owners are to be asked, and where the next page begins. */
async function dueOf(
  table: Table,
  { zone, confirmEveryDays }: Chamber,
  at: number,
  from: string | null,
): Promise<{ due: Listing[]; cursor: string | null }> {
  if (confirmEveryDays === 0) return { due: [], cursor: null };
  const notAfter = daysBefore(dateIn(zone, at), confirmEveryDays);
  const { listings, cursor } = await ListingStore.list(table, ACTOR, { limit: MOST_LISTINGS, cursor: from });
  const old = listings.filter(({ status, createdAt, confirmedOn }) => {
    const made = dateIn(zone, Date.parse(createdAt));
    return status === "published" && made <= notAfter && (confirmedOn ?? made) <= notAfter;
  });
  const ids = old.map(({ id }) => id);
  const asked = await ConfirmAskedStore.lastAsked(table, ids);
  return { due: old.filter(({ id }) => (asked.get(id) ?? "") <= notAfter), cursor };
}

/** Who is to be asked for a member: nobody for one that the chamber no longer has. */
async function owners(table: Table, memberId: string): Promise<PersonKey[]> {
  const { status } = await MemberStore.get(table, ACTOR, memberId);
  if (status !== "current") return [];
  const people = await RepresentativeStore.list(table, ACTOR, memberId);
  return people
    .filter(({ role }) => role === "owner")
    .map(({ personKey }) => personKey)
    .slice(0, MOST_OWNERS);
}

function daysBefore(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);
}

function remembered<T>(load: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const found = known.get(id) ?? load(id);
    known.set(id, found);
    return found;
  };
}
