import { type Actor, type MemberRole, requirePerson, requireRepresentative } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import { INVITATION_MS, Invitation, type Representative } from "@mainstreet/core/representative";
import { memberKey } from "./directory-keys.ts";
import { TTL } from "./keys.ts";
import {
  invitationIndex,
  invitationKey,
  invitationsPartition,
  memberInvitationsPartition,
  representativeKey,
} from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { PRESENT } from "./registration-items.ts";
import * as RepresentativeStore from "./representative-store.ts";
import { ABSENT, type Action, type Condition, type Item, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

/** What somebody is asked to do, as long as it stands. */
export async function ofPerson(table: Table, actor: Actor, now: number): Promise<Invitation[]> {
  const { personKey } = requirePerson(actor);
  const { items } = await table.query(invitationsPartition(personKey));
  return items.map(parse).filter(({ expires }) => expires > now);
}

/** Whom a member has asked, as long as it stands. Read through the index. @throws `unauthenticated`, `not-found` */
export async function ofMember(table: Table, actor: Actor, memberId: string, now: number): Promise<Invitation[]> {
  requireRepresentative(actor, memberId);
  const { items } = await table.query(memberInvitationsPartition(memberId), { index: true });
  return items.map(parse).filter(({ expires }) => expires > now);
}

/**
 * Asks somebody to act for a member, which they do once they are signed in and accept. Asking again renews it.
 * @param also steps for the same transaction, such as the mail that tells of it
 * @throws `unauthenticated`, `forbidden` for who is no owner, `not-found`, `taken` for somebody who acts for it already
 */
export async function invite(
  table: Table,
  write: Write<Invitation>,
  to: { readonly memberId: string; readonly personKey: PersonKey; readonly email: string; readonly role: MemberRole },
  also: readonly Action[],
): Promise<Invitation> {
  const { actor, now } = write;
  requireRepresentative(actor, to.memberId, "owner");
  const invitation: Invitation = {
    ...to,
    invitedBy: actor.kind === "person" ? actor.personKey : null,
    createdAt: instant(now),
    expires: now + INVITATION_MS,
  };
  const nobodyYet: Action = { check: representativeKey(to.memberId, to.personKey), when: ABSENT };
  const member: Action = { check: memberKey(to.memberId), when: IS_CURRENT };
  try {
    return await commit(table, write, [nobodyYet, member, put(invitation), ...also], invitation);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.failed(0)) throw new ChamberError("taken", "This person acts for the member already.", { cause: error });
    throw new ChamberError("not-found", "There is no such member.", { cause: error });
  }
}

/** The person who asks acts for a member from now on, as they were asked to. @throws `not-found`, `expired`, `stale` */
export async function accept(
  table: Table,
  write: Write<Representative>,
  memberId: string,
  also: (sessionsFrom: number) => readonly Action[],
): Promise<Representative> {
  const actor = requirePerson(write.actor);
  const invitation = await own(table, actor.personKey, memberId);
  if (invitation.expires <= write.now)
    throw new ChamberError("expired", "This invitation has expired. Ask for a new one.");
  const person = await PersonStore.get(table, actor, actor.personKey);
  const { role, createdAt } = invitation;
  const appointed = RepresentativeStore.appoint({ person, isNew: false }, memberId, { role }, write.now);
  const gone: Action = {
    remove: invitationKey(actor.personKey, memberId),
    when: { expression: "createdAt = :asked", values: { ":asked": createdAt } },
  };
  const member: Action = { check: memberKey(memberId), when: IS_CURRENT };
  try {
    const steps = [gone, member, ...appointed.steps, ...also(appointed.person.sessionsFrom)];
    return await commit(table, write, steps, appointed.representative);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** The person who asks does not want to. @throws `not-found` */
export async function decline(table: Table, write: Write<Invitation>, memberId: string): Promise<Invitation> {
  const { personKey } = requirePerson(write.actor);
  return removed(table, write, await own(table, personKey, memberId));
}

/** Takes an invitation back. @throws `unauthenticated`, `forbidden` for who is no owner, `not-found` */
export async function revoke(
  table: Table,
  write: Write<Invitation>,
  memberId: string,
  personKey: PersonKey,
): Promise<Invitation> {
  requireRepresentative(write.actor, memberId, "owner");
  return removed(table, write, await own(table, personKey, memberId));
}

async function removed(table: Table, write: Write<Invitation>, invitation: Invitation): Promise<Invitation> {
  const { personKey, memberId } = invitation;
  try {
    return await commit(table, write, [{ remove: invitationKey(personKey, memberId), when: PRESENT }], invitation);
  } catch (error) {
    throw error instanceof Refused ? none() : error;
  }
}

async function own(table: Table, personKey: PersonKey, memberId: string): Promise<Invitation> {
  const item = await table.get(invitationKey(personKey, memberId));
  if (!item) throw none();
  return parse(item);
}

function put(invitation: Invitation): Action {
  const { personKey, memberId, expires } = invitation;
  return {
    put: {
      ...invitationKey(personKey, memberId),
      ...invitationIndex(memberId, personKey),
      kind: "invitation",
      ...invitation,
      [TTL]: Math.ceil(expires / 1000),
    },
  };
}

function parse({ [TTL]: ttl, ...item }: Item): Invitation {
  return Invitation.parse(entityOf(item));
}

function none(): ChamberError {
  return new ChamberError("not-found", "There is no such invitation.");
}
