import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { Listing, type ListingChange, type ListingDraft } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { slugCandidates } from "@mainstreet/core/slug";
import { categoryKey, listingIndex, listingKey, listingsPartition, memberKey } from "./directory-keys.ts";
import * as PictureStore from "./picture-store.ts";
import { claimSlug, moveSlug } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

const NO_PICTURES = { logo: null, photos: [] };

/** One listing, whoever may see it. @throws `not-found` */
export async function get(table: Table, id: string): Promise<Listing> {
  const item = await table.get(listingKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such listing.");
  return Listing.parse(entityOf(item));
}

/** A page of listings, those of one member when asked. Read through the index, so the newest change may be missing for a moment. */
export async function list(
  table: Table,
  actor: Actor,
  options: { memberId?: string; limit: number; cursor: string | null },
): Promise<{ listings: Listing[]; cursor: string | null }> {
  requireStaff(actor);
  const { memberId, limit, cursor: from } = options;
  const { items, cursor } = await table.query(listingsPartition(), {
    index: true,
    limit,
    cursor: from,
    ...(memberId && { prefix: `${memberId}#` }),
  });
  return { listings: items.map((item) => Listing.parse(entityOf(item))), cursor };
}

/** A listing as it is about to be made, but for its slug. */
export function draft(
  write: Pick<Write<Listing>, "now" | "random">,
  memberId: string,
  from: ListingDraft,
  externalId: string | null,
): Omit<Listing, "slug"> {
  const at = instant(write.now);
  return {
    ...from,
    id: newId("listing", write.now, write.random),
    memberId,
    formerSlugs: [],
    mergedInto: null,
    externalId,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** The step that stores a listing: a new one, or the successor of a version. */
export function put(listing: Listing, version: number | null): Action {
  return {
    put: { ...listingKey(listing.id), ...listingIndex(listing.id, listing.memberId), kind: "listing", ...listing },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** Makes a listing of a member, with the first free address that name, town and street give. @throws `invalid` */
export async function create(
  table: Table,
  write: Write<Listing>,
  memberId: string,
  from: ListingDraft,
): Promise<Listing> {
  requireStaff(write.actor);
  const base = draft(write, memberId, from, null);
  const candidates = slugCandidates(from.name, from.address.town, from.address.street);
  const needs = [{ check: memberKey(memberId), when: IS_CURRENT }, ...categoryChecks(from.categories)];
  return claimSlug("listing", candidates, base.id, async (slug, claim) => {
    const listing: Listing = { ...base, slug };
    try {
      return await commit(table, write, [claim, put(listing, null), ...needs], listing);
    } catch (error) {
      throw refusal(error, from, 2, true);
    }
  });
}

/** Changes a listing. @throws `stale`, `not-found`, `taken` for an address somebody else has or had, `invalid` */
export async function update(
  table: Table,
  write: Write<Listing>,
  id: string,
  version: number,
  change: ListingChange,
): Promise<Listing> {
  requireStaff(write.actor);
  const current = await get(table, id);
  if (current.version !== version) throw stale();
  if (current.status === "merged") throw merged();
  const moved = moveSlug("listing", current, change.slug);
  const listing = applied(current, { ...change, ...moved.slugs, version: version + 1, updatedAt: instant(write.now) });
  const added = listing.categories.filter((c) => !current.categories.includes(c));
  const pictures = await PictureStore.checksOf(table, id, change);
  const steps = [put(listing, version), ...moved.actions, ...categoryChecks(added), ...pictures];
  try {
    return await commit(table, write, steps, listing);
  } catch (error) {
    if (error instanceof Refused && error.failed(0)) throw stale(error);
    if (error instanceof Refused && moved.actions.length > 0 && error.failed(1)) {
      throw new ChamberError("taken", `The address “${listing.slug}” belongs to another listing.`, { cause: error });
    }
    throw refusal(error, { categories: added }, 1 + moved.actions.length, false);
  }
}

/**
 * Takes a listing off the site, for good without its pictures, and keeps its address from others; an update of its status
 * brings it back.
 */
export async function remove(table: Table, write: Write<Listing>, id: string, version: number): Promise<Listing> {
  return replace(table, write, id, version, { status: "removed", ...NO_PICTURES }, []);
}

/** Makes one listing a signpost to another: its addresses lead there from now on. @throws `invalid`, `stale`, `not-found` */
export async function merge(
  table: Table,
  write: Write<Listing>,
  id: string,
  version: number,
  intoId: string,
): Promise<Listing> {
  requireStaff(write.actor);
  if (id === intoId) throw new ChamberError("invalid", "A listing cannot be merged into itself.");
  const into = await get(table, intoId);
  if (into.status === "merged" || into.status === "removed") {
    throw new ChamberError("invalid", "The listing to merge into is itself gone.");
  }
  // Its version must hold: were it merged away at this very moment, two signposts could point at each other.
  const check: Action = { check: listingKey(intoId), when: atVersion(into.version) };
  return replace(table, write, id, version, { status: "merged", mergedInto: intoId, ...NO_PICTURES }, [check]);
}

async function replace(
  table: Table,
  write: Write<Listing>,
  id: string,
  version: number,
  change: Partial<Listing>,
  checks: readonly Action[],
): Promise<Listing> {
  requireStaff(write.actor);
  const current = await get(table, id);
  if (current.version !== version) throw stale();
  if (current.status === "merged") throw merged();
  const listing: Listing = { ...current, ...change, version: version + 1, updatedAt: instant(write.now) };
  try {
    return await commit(table, write, [put(listing, version), ...checks], listing);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

function merged(): ChamberError {
  return new ChamberError("not-found", "This listing was merged into another one.");
}

/** The steps that check that categories are there. */
export function categoryChecks(ids: readonly string[]): Action[] {
  return ids.map((id) => ({ check: categoryKey(id), when: IS_CURRENT }));
}

/** Says which member or category was not there; `first` is the index of the first of these checks. */
export function refusal(
  error: unknown,
  from: { categories: readonly string[] },
  first: number,
  withMember: boolean,
): unknown {
  if (!(error instanceof Refused)) return error;
  if (withMember && error.failed(first)) {
    return new ChamberError("invalid", "There is no such member.", {
      cause: error,
      fields: [{ path: "memberId", message: "There is no such member." }],
    });
  }
  const offset = withMember ? first + 1 : first;
  const missing = from.categories.findIndex((_, i) => error.failed(offset + i));
  if (missing < 0) return error;
  const message = "There is no such category.";
  return new ChamberError("invalid", message, { cause: error, fields: [{ path: `categories.${missing}`, message }] });
}
