import { type Actor, isStaff, type MemberRole, requireRepresentative, system } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import { type Person, representing } from "@mainstreet/core/person";
import { type PersonKey, sameEmail } from "@mainstreet/core/person-key";
import { Representative } from "@mainstreet/core/representative";
import { memberKey } from "./directory-keys.ts";
import { firstRepresentativeKey, representativeKey, representativesPartition } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const KIND = "representative";
const IS_OWNER: Condition = {
  expression: "#role = :owner",
  names: { "#role": "role" },
  values: { ":owner": "owner" },
};

/** The people of a member, for them and for staff. @throws `unauthenticated`, `not-found` for strangers */
export async function list(table: Table, actor: Actor, memberId: string): Promise<Representative[]> {
  requireRepresentative(actor, memberId);
  const { items } = await table.query(representativesPartition(memberId));
  return items.filter(({ kind }) => kind === KIND).map((item) => Representative.parse(entityOf(item)));
}

/** One of the people of a member. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, memberId: string, personKey: PersonKey): Promise<Representative> {
  requireRepresentative(actor, memberId);
  const item = await table.get(representativeKey(memberId, personKey));
  if (item?.kind !== KIND) throw nobody();
  return Representative.parse(entityOf(item));
}

/** The person who is to act for a member, as stored; a new one was never stored before. */
export type Appointed = { readonly person: Person; readonly isNew: boolean };

/**
 * The steps that let a person act for a member: their own item, the member's list, and the note that the member has had
 * somebody, after which its contact address makes nobody so any more.
 * @param as.isFirst refuses the transaction when the member has had somebody before
 */
export function appoint(
  { person, isNew }: Appointed,
  memberId: string,
  as: { readonly role: MemberRole; readonly isFirst?: boolean },
  now: number,
): { person: Person; representative: Representative; steps: readonly Action[] } {
  const changed = representing(person, memberId, as.role, now);
  const after = isNew ? { ...changed, version: 1 } : changed;
  const { personKey, name, email } = person;
  const representative = { memberId, personKey, name, email, role: as.role, since: instant(now), version: 1 };
  const first: Action = { put: { ...firstRepresentativeKey(memberId), kind: "first-representative", memberId } };
  const steps = [
    PersonStore.put(after, isNew ? null : person.version),
    put(representative),
    as.isFirst ? { ...first, when: ABSENT } : first,
  ];
  return { person: after, representative, steps };
}

/**
 * Makes a person who has proved a mailbox the owner of the members that name it as their contact and never had anybody who
 * acts for them. Each is a transaction of its own; what has changed meanwhile is left out.
 * @param members those whose contact it is
 * @returns the person as they are then
 */
export async function adopt(
  table: Table,
  write: Omit<Write<never>, "actor" | "remember">,
  from: Appointed,
  members: readonly Pick<Member, "id" | "contactEmail">[],
): Promise<Appointed> {
  let state = from;
  for (const { id, contactEmail } of members) {
    if (sameEmail(contactEmail) !== sameEmail(state.person.email)) continue;
    const { person, steps } = appoint(state, id, { role: "owner", isFirst: true }, write.now);
    const still: Condition = {
      expression: "contactEmail = :email AND #status = :current",
      names: { "#status": "status" },
      values: { ":email": contactEmail, ":current": "current" },
    };
    try {
      // Nobody has rights yet who could give them: the mailbox that was proved does.
      const by = { ...write, actor: system("sign-in"), remember: null };
      await commit(table, by, [...steps, { check: memberKey(id), when: still }], null);
      state = { person, isNew: false };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Somebody else has changed the person: the next sign-in finds the rest.
      if (error.failed(0)) break;
    }
  }
  return state;
}

/** Gives somebody who acts for a member another role. @throws `stale`, `not-found`, `forbidden`, `in-use` for the last owner */
export async function changeRole(
  table: Table,
  write: Write<Representative>,
  which: { readonly memberId: string; readonly personKey: PersonKey; readonly version: number },
  role: MemberRole,
): Promise<Representative> {
  const { memberId } = which;
  requireRepresentative(write.actor, memberId, "owner");
  const current = await one(table, write.actor, which);
  const person = await PersonStore.find(table, which.personKey);
  if (!person) throw nobody();
  const after = { ...current, role, version: current.version + 1 };
  const steps = [
    PersonStore.put(representing(person, memberId, role, write.now), person.version),
    { ...put(after), when: atVersion(current.version) },
    ...(role === "owner" ? [] : await ownerRemains(table, write.actor, current)),
  ];
  return committed(table, write, steps, after);
}

/**
 * Somebody acts for a member no longer: an owner or staff have said so, or they themselves.
 * @throws `stale`, `not-found`, `forbidden`, `in-use` for the last owner unless staff say so
 */
export async function dismiss(
  table: Table,
  write: Write<Representative>,
  which: { readonly memberId: string; readonly personKey: PersonKey; readonly version: number },
): Promise<Representative> {
  const { memberId, personKey } = which;
  const isOwn = write.actor.kind === "person" && write.actor.personKey === personKey;
  requireRepresentative(write.actor, memberId, isOwn ? "editor" : "owner");
  const current = await one(table, write.actor, which);
  const person = await PersonStore.find(table, personKey);
  const steps: Action[] = [
    { remove: representativeKey(memberId, personKey), when: atVersion(current.version) },
    ...(person ? [PersonStore.put(representing(person, memberId, null, write.now), person.version)] : []),
    ...(await ownerRemains(table, write.actor, current)),
  ];
  return committed(table, write, steps, current);
}

async function one(
  table: Table,
  actor: Actor,
  which: { readonly memberId: string; readonly personKey: PersonKey; readonly version: number },
): Promise<Representative> {
  const current = await get(table, actor, which.memberId, which.personKey);
  if (current.version !== which.version) throw stale();
  return current;
}

/** The step that checks that another owner stays; staff may leave a member without one. @throws `in-use` */
async function ownerRemains(table: Table, actor: Actor, leaving: Representative): Promise<Action[]> {
  if (leaving.role !== "owner" || isStaff(actor)) return [];
  const people = await list(table, actor, leaving.memberId);
  const other = people.find(({ role, personKey }) => role === "owner" && personKey !== leaving.personKey);
  if (!other) throw new ChamberError("in-use", "This is the last owner. Make somebody else an owner first.");
  return [{ check: representativeKey(other.memberId, other.personKey), when: IS_OWNER }];
}

async function committed(
  table: Table,
  write: Write<Representative>,
  steps: readonly Action[],
  result: Representative,
): Promise<Representative> {
  try {
    return await commit(table, write, steps, result);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

function put(representative: Representative) {
  const { memberId, personKey } = representative;
  return { put: { ...representativeKey(memberId, personKey), kind: KIND, ...representative } };
}

function nobody(): ChamberError {
  return new ChamberError("not-found", "This person does not act for the member.");
}
