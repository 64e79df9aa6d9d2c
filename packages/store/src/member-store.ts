import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { Member, type MemberChange, type MemberDraft } from "@mainstreet/core/member";
import { type PersonKey, sameEmail } from "@mainstreet/core/person-key";
import { fold } from "@mainstreet/core/text";
import { contactKey, contactsPartition, memberIndex, memberKey, membersPartition } from "./directory-keys.ts";
import type { Keyring } from "./keyring.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** One member, with what is not public of it. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Member> {
  requireStaff(actor);
  const item = await table.get(memberKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such member.");
  return Member.parse(entityOf(item));
}

/** A page of members in the order of their names. Read through the index, so the newest change may be missing for a moment. */
export async function list(
  table: Table,
  actor: Actor,
  options: { limit: number; cursor: string | null },
): Promise<{ members: Member[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(membersPartition(), { index: true, ...options });
  return { members: items.map((item) => Member.parse(entityOf(item))), cursor };
}

/** A member as it is about to be made. */
export function draft(
  write: Pick<Write<Member>, "now" | "random">,
  from: MemberDraft,
  externalId: string | null,
): Member {
  const at = instant(write.now);
  return {
    ...from,
    id: newId("member", write.now, write.random),
    externalId,
    status: "current",
    mergedInto: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/**
 * The steps that store a member, the first of them the member itself, and under whose mailbox it is found.
 * @param before the member as it was; null for a new one
 */
export function steps(
  member: Member,
  before: Pick<Member, "contactEmail" | "version"> | null,
  { keyOf }: Pick<Keyring, "keyOf">,
): Action[] {
  const { id, contactEmail } = member;
  const [now, then] = [contactEmail, before?.contactEmail ?? ""].map((email) => (email === "" ? null : keyOf(email)));
  return [
    {
      put: { ...memberKey(id), ...memberIndex(id, fold(member.name)), kind: "member", ...member },
      when: before === null ? ABSENT : atVersion(before.version),
    },
    ...(now ? [putContact(now, member)] : []),
    ...(then && then !== now ? [{ remove: contactKey(then, id) }] : []),
  ];
}

function putContact(personKey: PersonKey, { id: memberId, updatedAt }: Pick<Member, "id" | "updatedAt">): Action {
  return { put: { ...contactKey(personKey, memberId), kind: "contact", personKey, memberId, updatedAt } };
}

/**
 * The current members whose contact a mailbox is: for whoever has proved it. Strongly consistent, and no dearer with more
 * members.
 */
export async function ofContact(
  table: Table,
  who: { readonly personKey: PersonKey; readonly email: string },
): Promise<Member[]> {
  const { items } = await table.query(contactsPartition(who.personKey));
  const found = await table.getMany(items.map(({ memberId }) => memberKey(String(memberId))));
  const wanted = sameEmail(who.email);
  return found
    .map((item) => Member.parse(entityOf(item)))
    .filter(({ status, contactEmail }) => status === "current" && sameEmail(contactEmail) === wanted)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Makes the members found by their contacts that were stored before such a thing was. Repeated, it changes nothing.
 * @returns how many
 */
export async function indexContacts(table: Table, { keyOf }: Pick<Keyring, "keyOf">): Promise<number> {
  let made = 0;
  for await (const items of table.scan(["member"])) {
    const members = items.map((item) => Member.parse(entityOf(item))).filter(({ contactEmail }) => contactEmail !== "");
    const keys = members.map(({ id, contactEmail }) => contactKey(keyOf(contactEmail), id));
    const known = new Set((await table.getMany(keys)).map(({ pk, sk }) => `${pk} ${sk}`));
    for (const [i, member] of members.entries()) {
      const { id, contactEmail, version } = member;
      if (known.has(`${keys[i]?.pk} ${keys[i]?.sk}`)) continue;
      try {
        await table.transact([
          putContact(keyOf(contactEmail), member),
          { check: memberKey(id), when: atVersion(version) },
        ]);
        made++;
      } catch (error) {
        // Whoever has changed the member meanwhile has written its contact too.
        if (!(error instanceof Refused)) throw error;
      }
    }
  }
  return made;
}

/** Makes a member. */
export async function create(table: Table, write: Write<Member>, from: MemberDraft): Promise<Member> {
  requireStaff(write.actor);
  const member = draft(write, from, null);
  return commit(table, write, steps(member, null, write.keyring), member);
}

/** Changes a member. @throws `stale`, `not-found` */
export async function update(
  table: Table,
  write: Write<Member>,
  id: string,
  version: number,
  change: MemberChange & { status?: Member["status"] },
): Promise<Member> {
  const current = await get(table, write.actor, id);
  if (current.version !== version) throw stale();
  if (current.mergedInto !== null) throw new ChamberError("not-found", "This member was merged into another one.");
  const member = applied(current, { ...change, version: version + 1, updatedAt: instant(write.now) });
  try {
    return await commit(table, write, steps(member, current, write.keyring), member);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** Takes a member and with it all its listings off the site; nothing is lost, and `restore` brings it back. */
export function remove(table: Table, write: Write<Member>, id: string, version: number): Promise<Member> {
  return update(table, write, id, version, { status: "removed" });
}

/** Brings a removed member back. */
export function restore(table: Table, write: Write<Member>, id: string, version: number): Promise<Member> {
  return update(table, write, id, version, { status: "current" });
}
