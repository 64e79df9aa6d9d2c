import { type Actor, isStaff, requireAdmin, requirePerson, requireStaff, type StaffRole } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import { newPerson, Person, type PersonChange, withStaffRole } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { personItemKey, staffIndex, staffPartition } from "./person-keys.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** A person as stored, for whoever decides what they may do; null for somebody who never was here. */
export async function find(table: Table, personKey: PersonKey): Promise<Person | null> {
  const item = await table.get(personItemKey(personKey));
  return item ? Person.parse(entityOf(item)) : null;
}

/** A person, for themselves and for staff. @throws `unauthenticated`, `not-found` for anybody else too */
export async function get(table: Table, actor: Actor, personKey: PersonKey): Promise<Person> {
  if (actor.kind === "public") requirePerson(actor);
  const isOwn = actor.kind === "person" && actor.personKey === personKey;
  const person = isOwn || isStaff(actor) ? await find(table, personKey) : null;
  if (!person) throw new ChamberError("not-found", "There is no such person.");
  return person;
}

/** The step that stores a person: a new one, or the successor of a version. */
export function put(person: Person, version: number | null): Action {
  const { personKey, staff } = person;
  return {
    put: {
      ...personItemKey(personKey),
      ...(staff !== null && staffIndex(personKey)),
      kind: "person",
      ...person,
    },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** Changes what people set of themselves: only one's own. @throws `stale` when it is at another version by now */
export async function update(table: Table, write: Write<Person>, change: PersonChange): Promise<Person> {
  const { personKey } = requirePerson(write.actor);
  const current = await get(table, write.actor, personKey);
  const person = {
    ...applied<Person>(current, change),
    version: current.version + 1,
    updatedAt: instant(write.now),
  };
  return replaced(table, write, current, person);
}

/** Ends all sessions of the person who asks, this one too. */
export async function endSessions(table: Table, write: Write<Person>): Promise<Person> {
  const { personKey } = requirePerson(write.actor);
  const current = await get(table, write.actor, personKey);
  const person = { ...current, sessionsFrom: Math.max(current.sessionsFrom, write.now), version: current.version + 1 };
  return replaced(table, write, current, person);
}

/** All who are staff. Read through the index, so that the newest may be missing for a moment. */
export async function listStaff(table: Table, actor: Actor): Promise<Person[]> {
  requireAdmin(actor);
  return colleagues(table, actor);
}

/** Who is staff, for them to give each other tasks and to know who wrote what. Read through the index. */
export async function colleagues(table: Table, actor: Actor): Promise<Person[]> {
  requireStaff(actor);
  const { items } = await table.query(staffPartition(), { index: true });
  return items.map((item) => Person.parse(entityOf(item))).filter(({ staff }) => staff !== null);
}

/**
 * Makes somebody staff, or with null no longer so; their sessions end. Whoever was never here is known from now on.
 * @throws `unauthenticated`, `forbidden` for an admin's own role, so that the last one stays; `not-found` when there is
 * nothing to take away; `stale`
 */
export async function setStaff(
  table: Table,
  write: Write<Person>,
  who: { readonly personKey: PersonKey; readonly email: string },
  role: StaffRole | null,
): Promise<Person> {
  requireAdmin(write.actor);
  if (write.actor.kind === "person" && write.actor.personKey === who.personKey)
    throw new ChamberError("forbidden", "Your own role is for another administrator to change.");
  const current = await find(table, who.personKey);
  if (role === null && (current?.staff ?? null) === null)
    throw new ChamberError("not-found", "This person is not staff.");
  const person = withStaffRole(current ?? newPerson(who.personKey, who.email, write.now), role, write.now);
  return replaced(table, write, current, current ? person : { ...person, version: 1 });
}

async function replaced(table: Table, write: Write<Person>, before: Person | null, after: Person): Promise<Person> {
  try {
    return await commit(table, write, [put(after, before?.version ?? null)], after);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}
