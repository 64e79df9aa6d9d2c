import { randomBytes } from "node:crypto";
import type { MemberRole, StaffRole } from "@mainstreet/core/actor";
import { newPerson, type Person, representing, withStaffRole } from "@mainstreet/core/person";
import { newSession, type Session } from "@mainstreet/core/session";
import { SESSION_COOKIE, sessionHash } from "@mainstreet/functions/api/sign-in/session-cookie";
import { type Keyring, keyringOf } from "@mainstreet/store/keyring";
import { representativeKey } from "@mainstreet/store/person-keys";
import * as PersonStore from "@mainstreet/store/person-store";
import * as SessionStore from "@mainstreet/store/session-store";
import type { Table } from "@mainstreet/store/table";

const random = (length: number): Uint8Array => randomBytes(length);

/** The chamber's secret in tests. */
export const PEPPER: Uint8Array = Buffer.alloc(32, "pepper of the tests");
export const KEYRING: Keyring = keyringOf(PEPPER);

/** What somebody may do, in short. */
export type Roles = {
  readonly staff?: StaffRole;
  readonly represents?: Readonly<Record<string, MemberRole>>;
};

/** How a person is called in the keys of the tests. */
export function keyOf(email: string): string {
  return KEYRING.keyOf(email);
}

/** Puts a new person into a table, with roles that nobody had to give them. */
export async function settlePerson(table: Table, email: string, roles: Roles = {}): Promise<Person> {
  const personKey = keyOf(email);
  let person = newPerson(personKey, email, 0);
  if (roles.staff) person = withStaffRole(person, roles.staff, 0);
  const acting = Object.entries(roles.represents ?? {});
  for (const [memberId, role] of acting) person = representing(person, memberId, role, 0);
  const people = acting.map(([memberId, role]) => {
    const since = person.createdAt;
    const representative = { memberId, personKey, name: "", email, role, since, version: 1 };
    return { put: { ...representativeKey(memberId, personKey), kind: "representative", ...representative } };
  });
  await table.transact([PersonStore.put(person, null), ...people]);
  return person;
}

/** Begins a session of a person, as if they had signed in, and gives the headers with which a browser shows it. */
export async function startSession(
  table: Table,
  person: Person,
  change: Partial<Session> = {},
  now: number = Date.now(),
  token: string = randomBytes(32).toString("base64url"),
): Promise<{ readonly headers: { readonly Cookie: string }; readonly token: string; readonly session: Session }> {
  const { personKey, staff, sessionsFrom } = person;
  const begun = newSession(
    { personKey, proof: "code", device: "Test", staff: staff !== null },
    sessionsFrom,
    now,
    random,
  );
  const session = { ...begun, ...change };
  await table.transact([SessionStore.put(sessionHash(token), session)]);
  return { headers: { Cookie: `${SESSION_COOKIE}=${token}` }, token, session };
}
