import { type Actor, requireStaff } from "@mainstreet/core/actor";
import type { OwnChange } from "@mainstreet/core/approval";
import { applied } from "@mainstreet/core/change";
import { afterOf, ChangeRequest, fieldsOf, isSame } from "@mainstreet/core/change-request";
import { type Clash, Conflict } from "@mainstreet/core/change-request-conflict";
import { ChamberError } from "@mainstreet/core/error";
import { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import type { OwnField } from "@mainstreet/core/own-field";
import { decided, pendingOf, putPast, stepsOf } from "./change-request-items.ts";
import { changeKey, changesPartition, listingKey } from "./directory-keys.ts";
import * as ListingNoticeStore from "./listing-notice-store.ts";
import * as ListingStore from "./listing-store.ts";
import * as PictureStore from "./picture-store.ts";
import { type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** What staff have to look at: a change, with its listing as it stands. */
export type ToSee = { readonly change: ChangeRequest; readonly listing: Listing };

/** A change that was decided, and the listing since then. */
export type Decision = { readonly change: ChangeRequest; readonly listing: Listing; readonly version: number };

/** Other fields of the same listing may change between reading and writing; that is no reason to send staff away. */
const TRIES = 5;

/** A page of what staff have to look at, the oldest first. Read through the index: the newest may be missing for a moment. */
export async function list(
  table: Table,
  actor: Actor,
  page: { readonly limit: number; readonly cursor: string | null },
): Promise<{ changes: ToSee[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(changesPartition(), { index: true, ...page });
  const changes = items.map((item) => ChangeRequest.parse(entityOf(item)));
  const found = await table.getMany(changes.map(({ listingId }) => listingKey(listingId)));
  const listings = new Map(found.map((item) => [String(item.id), Listing.parse(entityOf(item))]));
  return {
    changes: changes.flatMap((change) => {
      const listing = listings.get(change.listingId);
      return listing ? [{ change, listing }] : [];
    }),
    cursor,
  };
}

/**
 * Approves what waits of a listing: its values, or those that staff put in their place, are applied, and everybody who asked
 * is told.
 * @param which.version of the change, as staff saw it
 * @param made.over fields to overwrite although the listing no longer says what it said when they were asked for
 * @throws `Conflict` with both values; `not-found` when nothing waits, `invalid`, `closed` for a listing that is gone
 */
export async function approve(
  table: Table,
  write: Write<Decision>,
  which: { readonly listingId: string; readonly version: number },
  made: { readonly fields: OwnChange; readonly over: readonly OwnField[]; readonly reason: string },
): Promise<Decision> {
  requireStaff(write.actor);
  return insist(table, write, which, async (listing, pending) => {
    if (pending.version !== which.version) throw changedMeanwhile(pending, made.fields);
    if (listing.status === "removed" || listing.status === "merged")
      throw new ChamberError("closed", "This listing is gone. Refuse the change.");
    const wanted = { ...afterOf(pending.fields), ...edits(pending, made.fields) };
    const clashes = clashesOf(listing, pending, wanted).filter(({ field }) => !made.over.includes(field));
    if (clashes.length > 0) throw new Conflict("conflict", pending.version, clashes);
    const at = { version: listing.version + 1, updatedAt: instant(write.now) };
    const next = applied<Listing>(listing, { ...wanted, ...at });
    const fields = diffWith(pending, wanted);
    const change = decided({ ...pending, fields }, "approved", write, next.version, made.reason);
    const added = next.categories.filter((id) => !listing.categories.includes(id));
    return { change, next, added, pictures: await PictureStore.checksOf(table, listing.id, wanted) };
  });
}

/** Refuses what waits of a listing, and tells everybody who asked why. @throws `Conflict`; `not-found` when nothing waits */
export async function refuse(
  table: Table,
  write: Write<Decision>,
  which: { readonly listingId: string; readonly version: number },
  reason: string,
): Promise<Decision> {
  requireStaff(write.actor);
  return insist(table, write, which, async (listing, pending) => {
    if (pending.version !== which.version) throw changedMeanwhile(pending, {});
    const next = { ...listing, version: listing.version + 1 };
    return { change: decided(pending, "refused", write, next.version, reason), next, added: [], pictures: [] };
  });
}

/** Notes that staff have seen a change that was applied at once. @throws `not-found` when there is none to be seen */
export async function see(
  table: Table,
  write: Write<ChangeRequest>,
  which: { readonly listingId: string; readonly id: string },
): Promise<ChangeRequest> {
  requireStaff(write.actor);
  const item = await table.get(changeKey(which.listingId, which.id));
  const current = item ? ChangeRequest.parse(entityOf(item)) : null;
  if (current?.status !== "applied") throw new ChamberError("not-found", "There is no such change to be seen.");
  const change = decided(current, "applied", write, current.version);
  try {
    return await commit(table, write, [{ ...putPast(change), when: atVersion(current.version) }], change);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** Decides what waits, on the listing as it is at the very moment. */
async function insist(
  table: Table,
  write: Write<Decision>,
  { listingId }: { readonly listingId: string },
  decide: (
    listing: Listing,
    pending: ChangeRequest,
  ) => Promise<{ change: ChangeRequest; next: Listing; added: readonly string[]; pictures: readonly Action[] }>,
): Promise<Decision> {
  for (let tries = 1; ; tries++) {
    const listing = await ListingStore.get(table, listingId);
    const pending = await pendingOf(table, listingId);
    if (!pending) throw new ChamberError("not-found", "Nothing of this listing waits for staff.");
    const { change, next, added, pictures } = await decide(listing, pending);
    const steps = stepsOf({ listing, pending }, { listing: next, pending: null, past: [change] });
    const checks = ListingStore.categoryChecks(added);
    const told = noticesOf(change, write.now).map((notice) => ListingNoticeStore.post(notice, change.reason));
    try {
      const result = { change, listing: next, version: next.version };
      return await commit(table, write, [...steps, ...checks, ...told, ...pictures], result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (checks.some((_, i) => error.failed(steps.length + i)))
        throw ListingStore.refusal(error, { categories: added }, steps.length, false);
      if (tries === TRIES) throw stale(error);
    }
  }
}

function noticesOf(change: ChangeRequest, now: number): ListingNoticeStore.ListingNotice[] {
  const { id: cause, listingId, status, fields } = change;
  const template = status === "approved" ? "change-approved" : "change-refused";
  return change.askers.map((personKey) =>
    ListingNoticeStore.noticeOf({ cause, template, personKey, listingId, fields: fieldsOf(fields) }, now),
  );
}

/** The values that staff put in the place of others. @throws `invalid` for a field that nobody asked to change */
function edits({ fields }: ChangeRequest, edited: OwnChange): OwnChange {
  const foreign = Object.keys(edited).filter((field) => !Object.hasOwn(fields, field));
  if (foreign.length === 0) return edited;
  const message = "is not part of this change";
  throw new ChamberError("invalid", "Only fields of the change can be edited with it.", {
    fields: foreign.map((field) => ({ path: `fields.${field}`, message })),
  });
}

/** Fields of a listing that are neither as they were when the change was asked for, nor as they are to be. */
function clashesOf(listing: Listing, { fields }: ChangeRequest, wanted: OwnChange): Clash[] {
  return fieldsOf(fields).flatMap((field) => {
    const [yours, theirs] = [wanted[field], listing[field]];
    return isSame(theirs, fields[field]?.before) || isSame(theirs, yours) ? [] : [{ field, yours, theirs }];
  });
}

/** The change as it was approved: from what stood when it was asked for to what staff made of it. */
function diffWith({ fields }: ChangeRequest, wanted: OwnChange) {
  const same = fieldsOf(fields).flatMap((field) => {
    const both = fields[field];
    return both ? [[field, { before: both.before, after: wanted[field] }] as const] : [];
  });
  return ChangeRequest.shape.fields.parse(Object.fromEntries(same));
}

/** The failure of a decision on something that was changed since staff saw it. */
function changedMeanwhile({ fields, version }: ChangeRequest, edited: OwnChange): Conflict {
  const clashes = fieldsOf(fields).map((field) => {
    const yours = edited[field];
    return { field, ...(yours !== undefined && { yours }), theirs: fields[field]?.after };
  });
  return new Conflict("stale", version, clashes);
}
