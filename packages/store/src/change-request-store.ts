import { type Actor, isRepresentative, isStaff, requirePerson, requireSignedIn } from "@mainstreet/core/actor";
import { OWN_FIELDS, type OwnChange, type Rules, rulesOf } from "@mainstreet/core/approval";
import type { Level } from "@mainstreet/core/chamber";
import { applied } from "@mainstreet/core/change";
import {
  afterOf,
  ChangeRequest,
  type Diff,
  diffOf,
  divided,
  fieldsOf,
  isSame,
  waitingAfter,
} from "@mainstreet/core/change-request";
import { Conflict } from "@mainstreet/core/change-request-conflict";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { dateIn, instant } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import { currentOn } from "@mainstreet/core/membership";
import type { OwnField } from "@mainstreet/core/own-field";
import { included } from "@mainstreet/core/shown-listings";
import * as ChamberStore from "./chamber-store.ts";
import { decided, type OwnListing, pendingOf, pendingsOf, stepsOf } from "./change-request-items.ts";
import { changesOfListing, listingKey, listingsPartition, memberKey } from "./directory-keys.ts";
import * as ListingStore from "./listing-store.ts";
import * as PictureStore from "./picture-store.ts";
import { type Action, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** What came of a change: the fields that were applied at once, and all that wait. */
export type Proposed = OwnListing & {
  readonly applied: readonly OwnField[];
  readonly waiting: readonly OwnField[];
  /** Of the listing. */
  readonly version: number;
};

/** A listing with what waits of it, at the listing's version. */
export type Versioned = OwnListing & { readonly version: number };

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

/** So many people are told what came of a change: those who asked last. */
const MOST_ASKERS = 50;
/** More listings than this no one person is shown. */
const MOST = 1000;

/**
 * A listing of a member that the actor acts for; any for staff.
 * @throws `unauthenticated`; `not-found` for everybody else, and when it is gone
 */
export async function get(table: Table, actor: Actor, id: string): Promise<OwnListing> {
  requireSignedIn(actor);
  const listing = await ListingStore.get(table, id);
  const isOwn = isStaff(actor) || isRepresentative(actor, listing.memberId);
  if (!isOwn || isGone(listing)) throw new ChamberError("not-found", "There is no such listing.");
  // Read after the listing, so that nobody holds a version of it that is newer than what waits.
  return { listing, pending: await pendingOf(table, id) };
}

/** The listings of all members that a person acts for. Which there are is read through the index, what they say is not. */
export async function list(table: Table, actor: Actor): Promise<OwnListing[]> {
  const { represents } = requirePerson(actor);
  const pages = await Promise.all(
    represents.map(({ memberId }) =>
      table.query(listingsPartition(), { index: true, prefix: `${memberId}#`, limit: MOST }),
    ),
  );
  const ids = pages.flatMap(({ items }) => items.map(({ id }) => String(id))).slice(0, MOST);
  const items = await table.getMany(ids.map(listingKey));
  const listings = items
    .map((item) => Listing.parse(entityOf(item)))
    .filter((listing) => isRepresentative(actor, listing.memberId) && !isGone(listing))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const pendings = await pendingsOf(
    table,
    listings.map(({ id }) => id),
  );
  return listings.map((listing) => ({ listing, pending: pendings.get(listing.id) ?? null }));
}

/** What was asked of a listing and waits no longer, the newest first. @throws as `get` does */
export async function past(table: Table, actor: Actor, id: string, most: number): Promise<ChangeRequest[]> {
  await get(table, actor, id);
  const { items } = await table.query(changesOfListing(id), { prefix: "chg_" });
  return items
    .slice(-most)
    .reverse()
    .map((item) => ChangeRequest.parse(entityOf(item)));
}

/**
 * Changes a listing as somebody who acts for its member: by the rules of the member's level each field is applied at once,
 * or waits for staff, where the last value asked for wins. What staff change in this way is applied at once, and what waits
 * goes on waiting.
 * @param version of the listing, as the editor saw it
 * @throws `Conflict` with both values when it is at another version; `not-found`, `invalid`
 */
export async function propose(
  table: Table,
  write: Write<Proposed>,
  id: string,
  version: number,
  change: OwnChange,
): Promise<Proposed> {
  const before = await get(table, write.actor, id);
  const { listing, pending } = before;
  if (listing.version !== version) throw staleFor(before, change);
  const fields = diffOf(listing, change);
  const isForStaff = isStaff(write.actor);
  const parts = isForStaff
    ? { now: fields, shown: {}, waiting: {} }
    : divided(fields, await rulesFor(table, listing.memberId, write.now));
  const waited = pending?.fields ?? {};
  const asked = OWN_FIELDS.filter((field) => change[field] !== undefined);
  const waiting = isForStaff ? waited : waitingAfter(waited, asked, parts.waiting);

  const changed = fieldsOf(parts.now);
  const isWaitingAsBefore = isSame(waiting, waited);
  const next =
    changed.length === 0 && isWaitingAsBefore ? listing : moved(listing, changed.length > 0 ? parts.now : null, write);
  const left = isWaitingAsBefore ? pending : waitingRequest(write, pending, next, waiting);
  const shown = fieldsOf(parts.shown).length === 0 ? [] : [requestOf(write, next, parts.shown, "applied")];
  const withdrawn = pending && left === null ? [decided(pending, "withdrawn", write, next.version)] : [];
  const result = {
    listing: next,
    pending: left,
    applied: changed,
    waiting: fieldsOf(waiting),
    version: next.version,
  };
  const steps = stepsOf(before, { listing: next, pending: left, past: [...shown, ...withdrawn] });
  const pictures = await PictureStore.checksOf(table, id, afterOf(fields));
  return committed(table, write, { before, change, steps, pictures }, result);
}

/** Notes that a listing is right as it stands, on the chamber's day. @throws `Conflict`, `not-found` */
export async function confirm(table: Table, write: Write<Versioned>, id: string, version: number): Promise<Versioned> {
  const before = await get(table, write.actor, id);
  const { listing, pending } = before;
  if (listing.version !== version) throw staleFor(before, {});
  const { zone } = await ChamberStore.get(table);
  const confirmedOn = dateIn(zone, write.now);
  const next: Listing = { ...listing, confirmedOn, version: version + 1, updatedAt: instant(write.now) };
  const steps = stepsOf(before, { listing: next, pending, past: [] });
  return committed(table, write, { before, change: {}, steps }, { listing: next, pending, version: next.version });
}

/** Takes back what waits for staff. @throws `Conflict`, `not-found` when nothing waits */
export async function withdraw(table: Table, write: Write<Versioned>, id: string, version: number): Promise<Versioned> {
  const before = await get(table, write.actor, id);
  const { listing, pending } = before;
  if (listing.version !== version) throw staleFor(before, {});
  if (!pending) throw new ChamberError("not-found", "Nothing of this listing waits for staff.");
  const next = moved(listing, null, write);
  const past = [decided(pending, "withdrawn", write, next.version)];
  const steps = stepsOf(before, { listing: next, pending: null, past });
  return committed(
    table,
    write,
    { before, change: {}, steps },
    { listing: next, pending: null, version: next.version },
  );
}

async function committed<Result>(
  table: Table,
  write: Write<Result>,
  what: {
    readonly before: OwnListing;
    readonly change: OwnChange;
    readonly steps: readonly Action[];
    readonly pictures?: readonly Action[];
  },
  result: Result,
): Promise<Result> {
  const { before, change, steps, pictures = [] } = what;
  const { listing } = before;
  // Nobody acts for a member that the chamber no longer has.
  const current: Action = { check: memberKey(listing.memberId), when: IS_CURRENT };
  const added = (change.categories ?? []).filter((id) => !listing.categories.includes(id));
  try {
    return await commit(table, write, [...steps, current, ...ListingStore.categoryChecks(added), ...pictures], result);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.failed(steps.length)) throw new ChamberError("not-found", "There is no such listing.", { cause: error });
    const first = steps.length + 1;
    if (added.some((_, i) => error.failed(first + i)))
      throw ListingStore.refusal(error, { categories: added }, first, false);
    throw staleFor(await get(table, write.actor, listing.id), change, error);
  }
}

/** The rules for the listings of a member, by its level on the chamber's day. */
export async function rulesFor(table: Table, memberId: string, now: number): Promise<Rules> {
  const { chamber, memberships, date } = await termsFor(table, memberId, now);
  return rulesOf(chamber.approval, currentOn(memberships, date)?.level ?? null);
}

/** What the level of a member includes at an instant (milliseconds since 1970). */
export async function includedFor(
  table: Table,
  memberId: string,
  now: number,
): Promise<Pick<Level, "photos" | "deals">> {
  const { chamber, memberships, date } = await termsFor(table, memberId, now);
  const { photos, deals } = included(chamber.levels, memberships, date);
  return { photos, deals };
}

async function termsFor(table: Table, memberId: string, now: number) {
  const [chamber, item] = await Promise.all([ChamberStore.get(table), table.get(memberKey(memberId))]);
  const memberships = item ? Member.parse(entityOf(item)).memberships : [];
  return { chamber, memberships, date: dateIn(chamber.zone, now) };
}

/** The next version of a listing. @param fields what the public sees differently, or null for nothing */
function moved(listing: Listing, fields: Diff | null, { now }: Pick<Write<never>, "now">): Listing {
  const version = listing.version + 1;
  return fields === null
    ? { ...listing, version }
    : applied(listing, { ...afterOf(fields), version, updatedAt: instant(now) });
}

/** What waits from now on, under the id of what waited already; null for nothing. */
function waitingRequest(
  write: Pick<Write<never>, "actor" | "now" | "random">,
  pending: ChangeRequest | null,
  listing: Listing,
  fields: Diff,
): ChangeRequest | null {
  if (fieldsOf(fields).length === 0) return null;
  const request = requestOf(write, listing, fields, "pending");
  if (!pending) return request;
  const { id, createdAt, askers } = pending;
  return { ...request, id, createdAt, askers: [...new Set([...askers, ...request.askers])].slice(-MOST_ASKERS) };
}

function requestOf(
  { actor, now, random }: Pick<Write<never>, "actor" | "now" | "random">,
  { id: listingId, memberId, version }: Listing,
  fields: Diff,
  status: "pending" | "applied",
): ChangeRequest {
  const by = requirePerson(actor).personKey;
  const at = instant(now);
  const id = newId("change", now, random);
  const open = { reason: "", decidedBy: null, decidedAt: null };
  return {
    ...{ id, listingId, memberId, by, askers: [by], fields, status },
    ...{ ...open, createdAt: at, updatedAt: at, version },
  };
}

/** The failure of an edit of a version that is no longer the present one: it shows what stands instead of what was to be. */
function staleFor({ listing, pending }: OwnListing, change: OwnChange, cause?: unknown): Conflict {
  const clashes = OWN_FIELDS.flatMap((field) => {
    const [yours, waits] = [change[field], pending?.fields[field]];
    const theirs = waits ? waits.after : listing[field];
    return yours === undefined || isSame(yours, theirs) ? [] : [{ field, yours, theirs }];
  });
  return new Conflict("stale", listing.version, clashes, cause);
}

function isGone({ status }: Listing): boolean {
  return status === "removed" || status === "merged";
}
