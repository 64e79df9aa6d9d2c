import { type Actor, requirePerson, requireStaff } from "@mainstreet/core/actor";
import { Application, type ApplicationDraft } from "@mainstreet/core/application";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { BLANK as BLANK_LISTING, type Listing } from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import { BLANK as BLANK_MEMBER, type Member } from "@mainstreet/core/member";
import type { Membership } from "@mainstreet/core/membership";
import { slugCandidates } from "@mainstreet/core/slug";
import {
  acceptedIndex,
  acceptedPartition,
  applicationIndex,
  applicationKey,
  applicationsPartition,
  appliedKey,
  appliedPartition,
} from "./directory-keys.ts";
import * as LetterStore from "./letter-store.ts";
import type { Limit } from "./limit-store.ts";
import { withinLimit } from "./limited.ts";
import * as ListingStore from "./listing-store.ts";
import * as MemberStore from "./member-store.ts";
import * as PersonStore from "./person-store.ts";
import * as RepresentativeStore from "./representative-store.ts";
import { claimSlug } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** People read of so many of their own applications, whatever they have sent. */
const MOST_SHOWN = 20;

/** Applications that wait for staff, the oldest first. Read through the index. */
export async function listPending(table: Table, actor: Actor): Promise<Application[]> {
  requireStaff(actor);
  const { items } = await table.query(applicationsPartition(), { index: true });
  return items.map((item) => Application.parse(entityOf(item)));
}

/** The applications that were accepted last, the newest first. Read through the index. */
export async function listAccepted(table: Table, actor: Actor, limit: number): Promise<Application[]> {
  requireStaff(actor);
  const { items } = await table.query(acceptedPartition(), { index: true, limit });
  return items.map((item) => Application.parse(entityOf(item)));
}

/** One application, for staff. @throws `unauthenticated`, `forbidden`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Application> {
  requireStaff(actor);
  const item = await table.get(applicationKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such application.");
  return Application.parse(entityOf(item));
}

/** What waits for staff of the person who asks, the oldest first. @throws `unauthenticated` */
export async function ownPending(table: Table, actor: Actor): Promise<Application[]> {
  const { items } = await table.query(appliedPartition(requirePerson(actor).personKey), { limit: MOST_SHOWN });
  const found = await table.getMany(items.map(({ sk }) => applicationKey(String(sk))));
  return found
    .map((item) => Application.parse(entityOf(item)))
    .filter(({ status }) => status === "pending")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Somebody who has proved their mailbox wants to become a member. @throws `unauthenticated`, `too-many` */
export async function create(
  table: Table,
  write: Write<Application>,
  draft: ApplicationDraft,
  limit: Limit,
): Promise<Application> {
  const actor = requirePerson(write.actor);
  const { personKey, email } = await PersonStore.get(table, actor, actor.personKey);
  const at = instant(write.now);
  const application: Application = {
    ...draft,
    id: newId("application", write.now, write.random),
    personKey,
    email,
    status: "pending",
    reason: "",
    memberId: null,
    listingId: null,
    decidedBy: null,
    decidedAt: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const { id } = application;
  const waits: Action = { put: { ...appliedKey(personKey, id), kind: "applied", personKey, createdAt: at } };
  const steps = [{ ...put(application), when: ABSENT }, waits];
  return withinLimit(table, write, limit, steps.length, (take) => commit(table, write, [...steps, take], application));
}

/**
 * The business becomes a member, with a hidden listing that its owner fills in; who applied is the owner, and is told. All
 * of it is one transaction.
 * @throws `stale`, `not-found`, `in-use`
 */
export async function accept(
  table: Table,
  write: Write<Application>,
  id: string,
  version: number,
  memberships: readonly Membership[],
): Promise<Application> {
  const current = await pending(table, write.actor, id, version);
  const person = await PersonStore.find(table, current.personKey);
  if (!person) throw new ChamberError("not-found", "There is no such person any more.");
  const { name, summary, address, phone, website, contactName, email } = current;
  const { now, random } = write;
  const member: Member = MemberStore.draft(
    { now, random },
    { ...BLANK_MEMBER, name, contactName, contactEmail: email, memberships: [...memberships] },
    null,
  );
  const members = MemberStore.steps(member, null, write.keyring);
  const draft = { ...BLANK_LISTING, name, summary, address, phone, website, status: "hidden" as const };
  const base = ListingStore.draft({ now, random }, member.id, draft, null);
  const appointed = RepresentativeStore.appoint({ person, isNew: false }, member.id, { role: "owner" }, now);
  const told = LetterStore.post(
    { template: "application-accepted", personKey: person.personKey, email: person.email, values: { name } },
    write,
  );
  const application = decided(current, write, { status: "accepted", memberId: member.id, listingId: base.id });
  return claimSlug("listing", slugCandidates(name, address.town, address.street), base.id, (slug, claim) => {
    const listing: Listing = { ...base, slug };
    const made = [ListingStore.put(listing, null), ...members, ...appointed.steps, told];
    return committed(table, write, application, [claim], made);
  });
}

/** The business does not become a member, and whoever applied is told why. @throws `stale`, `not-found`, `in-use` */
export async function refuse(
  table: Table,
  write: Write<Application>,
  id: string,
  version: number,
  reason: string,
): Promise<Application> {
  const current = await pending(table, write.actor, id, version);
  const { name, personKey, email } = current;
  const told = LetterStore.post({ template: "application-refused", personKey, email, values: { name, reason } }, write);
  return committed(table, write, decided(current, write, { status: "refused", reason }), [], [told]);
}

async function pending(table: Table, actor: Actor, id: string, version: number): Promise<Application> {
  const application = await get(table, actor, id);
  if (application.version !== version) throw stale();
  if (application.status !== "pending") throw new ChamberError("in-use", "This application has been decided.");
  return application;
}

function decided(
  application: Application,
  { actor, now }: Write<Application>,
  change: Partial<Application>,
): Application {
  const at = instant(now);
  const decidedBy = actor.kind === "person" ? actor.personKey : null;
  return { ...application, ...change, decidedBy, decidedAt: at, updatedAt: at, version: application.version + 1 };
}

/** @param first steps whose refusal is for the caller to see, by its place */
async function committed(
  table: Table,
  write: Write<Application>,
  application: Application,
  first: readonly Action[],
  rest: readonly Action[],
): Promise<Application> {
  const own: Action = { ...put(application), when: atVersion(application.version - 1) };
  const waits: Action = { remove: appliedKey(application.personKey, application.id) };
  try {
    return await commit(table, write, [...first, own, waits, ...rest], application);
  } catch (error) {
    if (!(error instanceof Refused) || first.some((_, i) => error.failed(i))) throw error;
    throw stale(error);
  }
}

function put(application: Application) {
  const { id } = application;
  return { put: { ...applicationKey(id), ...indexOf(application), kind: "application", ...application } };
}

function indexOf({ id, status, createdAt, decidedAt }: Application): Record<string, string> {
  if (status === "pending") return applicationIndex(createdAt, id);
  return status === "accepted" && decidedAt !== null ? acceptedIndex(decidedAt, id) : {};
}
