import { type Actor, type MemberRole, requirePerson, requireStaff } from "@mainstreet/core/actor";
import { Claim, sharesDomain } from "@mainstreet/core/claim";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import { claimIndex, claimKey, claimsPartition, listingKey } from "./directory-keys.ts";
import * as LetterStore from "./letter-store.ts";
import type { Limit } from "./limit-store.ts";
import { withinLimit } from "./limited.ts";
import * as PersonStore from "./person-store.ts";
import * as RepresentativeStore from "./representative-store.ts";
import { type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const NOT_PENDING: Condition = {
  expression: "attribute_not_exists(pk) OR #status <> :pending",
  names: { "#status": "status" },
  values: { ":pending": "pending" },
};

/** Which claim, at which version it was seen. */
export type Which = { readonly listingId: string; readonly personKey: PersonKey; readonly version: number };

/** Claims that wait for staff, the oldest first. Read through the index. */
export async function listPending(table: Table, actor: Actor): Promise<Claim[]> {
  requireStaff(actor);
  const { items } = await table.query(claimsPartition(), { index: true });
  return items.map((item) => Claim.parse(entityOf(item)));
}

/** How the claim of the person who asks stands, or null. */
export async function own(table: Table, actor: Actor, listingId: string): Promise<Claim | null> {
  const item = await table.get(claimKey(listingId, requirePerson(actor).personKey));
  return item ? Claim.parse(entityOf(item)) : null;
}

/** One claim, for staff. @throws `unauthenticated`, `forbidden`, `not-found` */
export async function get(table: Table, actor: Actor, listingId: string, personKey: PersonKey): Promise<Claim> {
  requireStaff(actor);
  const item = await table.get(claimKey(listingId, personKey));
  if (!item) throw new ChamberError("not-found", "There is no such claim.");
  return Claim.parse(entityOf(item));
}

/**
 * Somebody says that a listing is theirs.
 * @param listing one that the public may see
 * @throws `taken` while they wait for an answer or when they act for its member already, `too-many`
 */
export async function create(
  table: Table,
  write: Write<Claim>,
  listing: Pick<Listing, "id" | "memberId" | "website">,
  message: string,
  limit: Limit,
): Promise<Claim> {
  const actor = requirePerson(write.actor);
  if (actor.represents.some(({ memberId }) => memberId === listing.memberId))
    throw new ChamberError("taken", "You act for this member already.");
  const { personKey, email, name } = await PersonStore.get(table, actor, actor.personKey);
  const at = instant(write.now);
  const claim: Claim = {
    id: newId("claim", write.now, write.random),
    listingId: listing.id,
    memberId: listing.memberId,
    personKey,
    email,
    name,
    message,
    matches: sharesDomain(email, listing.website),
    status: "pending",
    reason: "",
    decidedBy: null,
    decidedAt: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const steps = [{ ...put(claim), when: NOT_PENDING }, ofMember(claim)];
  return withinLimit(table, write, limit, steps.length, async (take) => {
    try {
      return await commit(table, write, [...steps, take], claim);
    } catch (error) {
      if (!(error instanceof Refused) || !error.failed(0)) throw error;
      throw new ChamberError("taken", "You have claimed this listing already. Staff will answer by mail.", {
        cause: error,
      });
    }
  });
}

/** The person who claims a listing acts for its member from now on, and is told. @throws `stale`, `not-found`, `in-use` */
export async function approve(
  table: Table,
  write: Write<Claim>,
  which: Which,
  role: MemberRole,
  listing: Pick<Listing, "name">,
): Promise<Claim> {
  const current = await pending(table, write.actor, which);
  const person = await PersonStore.find(table, which.personKey);
  if (!person) throw new ChamberError("not-found", "There is no such person any more.");
  const { steps } = RepresentativeStore.appoint({ person, isNew: false }, current.memberId, { role }, write.now);
  const claim = decided(current, write, { status: "approved" });
  const { personKey, email } = person;
  const told = LetterStore.post(
    { template: "claim-approved", personKey, email, values: { listing: listing.name } },
    write,
  );
  return committed(table, write, claim, [ofMember(claim), ...steps, told]);
}

/** The listing is not theirs, and they are told why. @throws `stale`, `not-found`, `in-use` */
export async function refuse(
  table: Table,
  write: Write<Claim>,
  which: Which,
  reason: string,
  listing: Pick<Listing, "name">,
): Promise<Claim> {
  const current = await pending(table, write.actor, which);
  const claim = decided(current, write, { status: "refused", reason });
  const { personKey, email } = current;
  const told = LetterStore.post(
    { template: "claim-refused", personKey, email, values: { listing: listing.name, reason } },
    write,
  );
  return committed(table, write, claim, [told]);
}

async function pending(table: Table, actor: Actor, which: Which): Promise<Claim> {
  const claim = await get(table, actor, which.listingId, which.personKey);
  if (claim.version !== which.version) throw stale();
  if (claim.status !== "pending") throw new ChamberError("in-use", "This claim has been decided.");
  return claim;
}

function decided(claim: Claim, { actor, now }: Write<Claim>, change: Partial<Claim>): Claim {
  const at = instant(now);
  const decidedBy = actor.kind === "person" ? actor.personKey : null;
  return { ...claim, ...change, decidedBy, decidedAt: at, updatedAt: at, version: claim.version + 1 };
}

async function committed(table: Table, write: Write<Claim>, claim: Claim, steps: readonly Action[]): Promise<Claim> {
  try {
    return await commit(table, write, [{ ...put(claim), when: atVersion(claim.version - 1) }, ...steps], claim);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** The step that checks that the listing is still the member's it was when it was claimed. */
function ofMember({ listingId, memberId }: Claim): Action {
  const when = { expression: "memberId = :member", values: { ":member": memberId } };
  return { check: listingKey(listingId), when };
}

function put(claim: Claim) {
  const { listingId, personKey, createdAt, id, status } = claim;
  const index = status === "pending" ? claimIndex(createdAt, id) : {};
  return { put: { ...claimKey(listingId, personKey), ...index, kind: "claim", ...claim } };
}
