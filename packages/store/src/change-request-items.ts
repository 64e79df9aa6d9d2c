import { ChangeRequest } from "@mainstreet/core/change-request";
import type { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { changeIndex, changeKey, listingKey, pendingChangeKey } from "./directory-keys.ts";
import * as ListingStore from "./listing-store.ts";
import { ABSENT, type Action, atVersion, type Table } from "./table.ts";
import { entityOf, type Write } from "./write.ts";

/** A listing with what of it waits for staff. */
export type OwnListing = { readonly listing: Listing; readonly pending: ChangeRequest | null };

/*
 * The version of the listing is the lock on what waits too: whatever writes that also writes the listing, under the version
 * that was seen. So an editor's version stands for both, and nobody overwrites unseen what somebody else has asked for.
 */

/** What waits for staff of a listing, or null. */
export async function pendingOf(table: Table, listingId: string): Promise<ChangeRequest | null> {
  const item = await table.get(pendingChangeKey(listingId));
  return item ? ChangeRequest.parse(entityOf(item)) : null;
}

/** What waits of several listings, by their ids. */
export async function pendingsOf(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, ChangeRequest>> {
  const items = await table.getMany(ids.map(pendingChangeKey));
  const requests = items.map((item) => ChangeRequest.parse(entityOf(item)));
  return new Map(requests.map((request) => [request.listingId, request]));
}

/** The steps from a listing and what waits of it to what comes after; the first of them is about the listing. */
export function stepsOf(before: OwnListing, after: OwnListing & { readonly past: readonly ChangeRequest[] }): Action[] {
  const { listing, pending } = before;
  const held = atVersion(listing.version);
  return [
    after.listing === listing
      ? { check: listingKey(listing.id), when: held }
      : ListingStore.put(after.listing, listing.version),
    ...(after.pending === pending ? [] : [pendingStep(listing.id, pending, after.pending)]),
    ...after.past.map((request) => ({ ...putPast(request), when: ABSENT })),
  ];
}

function pendingStep(listingId: string, before: ChangeRequest | null, after: ChangeRequest | null): Action {
  const key = pendingChangeKey(listingId);
  const when = before ? atVersion(before.version) : ABSENT;
  if (!after) return { remove: key, when };
  return { put: { ...key, ...changeIndex(after.createdAt, listingId), kind: "change-request", ...after }, when };
}

/** The step that stores what waits no longer. What was applied at once is shown to staff until they have seen it. */
export function putPast(request: ChangeRequest) {
  const { listingId, id, status, decidedAt, createdAt } = request;
  const isToBeSeen = status === "applied" && decidedAt === null;
  return {
    put: {
      ...changeKey(listingId, id),
      ...(isToBeSeen && changeIndex(createdAt, listingId)),
      kind: "change-request",
      ...request,
    },
  };
}

/** A request that is decided now. @param version of the listing from then on */
export function decided(
  request: ChangeRequest,
  status: "approved" | "refused" | "withdrawn" | "applied",
  { actor, now }: Pick<Write<never>, "actor" | "now">,
  version: number,
  reason = "",
): ChangeRequest {
  const at = instant(now);
  const decidedBy = actor.kind === "person" ? actor.personKey : null;
  return { ...request, status, reason, decidedBy, decidedAt: at, updatedAt: at, version };
}
