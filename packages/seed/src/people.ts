import { newPerson, withStaffRole } from "@mainstreet/core/person";
import * as PersonStore from "@mainstreet/store/person-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import type { Action, Table } from "@mainstreet/store/table";
import { commit, type Write } from "@mainstreet/store/write";

/** Who may sign in to the demo chamber: one of its staff, and the owner of a member. */
export const STAFF = { email: "staff@example.org", name: "Robin Ferncliff" } as const;
export const OWNER = { email: "owner@example.org", name: "Marit Oldenkamp", member: "Hearthstone Bakery" } as const;

/** Puts the people of the demo chamber into a table; whoever is there stays as they are. */
export async function seedPeople(
  table: Table,
  write: <Result>() => Write<Result>,
  memberIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { now, keyring } = write();
  const { keyOf } = keyring;
  const known = async (email: string) => (await PersonStore.find(table, keyOf(email))) !== null;
  const store = (steps: readonly Action[]) => commit(table, write(), steps, null);
  if (!(await known(STAFF.email))) {
    const person = { ...newPerson(keyOf(STAFF.email), STAFF.email, now), name: STAFF.name };
    await store([PersonStore.put({ ...withStaffRole(person, "admin", now), version: 1 }, null)]);
  }
  const memberId = memberIds.get(OWNER.member);
  if (memberId !== undefined && !(await known(OWNER.email))) {
    const person = { ...newPerson(keyOf(OWNER.email), OWNER.email, now), name: OWNER.name };
    await store(RepresentativeStore.appoint({ person, isNew: true }, memberId, { role: "owner" }, now).steps);
  }
}
