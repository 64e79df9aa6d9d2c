import * as z from "zod";
import { type MemberRole, Represents, StaffRole } from "./actor.ts";
import { ChamberError } from "./error.ts";
import { Instant, instant } from "./local-date.ts";
import { Party } from "./party.ts";
import { PersonKey } from "./person-key.ts";
import { line } from "./text.ts";

/** For so many members one person can act. */
export const MOST_MEMBERS = 50;

/** Somebody who has proved a mailbox, or whom staff have named: who they are and what they may do. */
export const Person = z.strictObject({
  personKey: PersonKey,
  email: z.email().max(254),
  name: line(120),
  staff: StaffRole.nullable(),
  represents: z.array(Represents).max(MOST_MEMBERS),
  /** Grows with each change of what the person may do. */
  rolesVersion: z.int().min(1),
  /** Sessions that were begun before, in milliseconds since 1970, are over. */
  sessionsFrom: z.int().min(0),
  signIns: z.int().min(0),
  /** Who may see that the person comes, unless they say otherwise. */
  visibility: Party.shape.visibility,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Person = z.infer<typeof Person>;

/** What people set of themselves. */
export const PersonChange = Person.pick({ name: true, visibility: true }).partial();
export type PersonChange = z.infer<typeof PersonChange>;

/** A person who may do nothing yet. @param now milliseconds since 1970 */
export function newPerson(personKey: PersonKey, email: string, now: number): Person {
  const at = instant(now);
  return {
    personKey,
    email,
    name: "",
    staff: null,
    represents: [],
    rolesVersion: 1,
    sessionsFrom: 0,
    signIns: 0,
    visibility: "attendees",
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** A person who acts for a member in a role from now on, or with null no longer. @throws `full` above the most members */
export function representing(person: Person, memberId: string, role: MemberRole | null, now: number): Person {
  const others = person.represents.filter((r) => r.memberId !== memberId);
  if (role !== null && others.length >= MOST_MEMBERS)
    throw new ChamberError("full", `One person can act for ${MOST_MEMBERS} members at most.`);
  return withRoles(person, { represents: role === null ? others : [...others, { memberId, role }] }, now);
}

/** A person who acts for another member in place of one, in the higher of the roles that they have for the two. */
export function representingInstead(person: Person, from: string, into: string, now: number): Person {
  const roles = person.represents.filter(({ memberId }) => memberId === from || memberId === into);
  const role: MemberRole = roles.some((one) => one.role === "owner") ? "owner" : "editor";
  const others = person.represents.filter((one) => !roles.includes(one));
  return withRoles(person, { represents: [...others, { memberId: into, role }] }, now);
}

/** A person with a role in the chamber's staff, or with null none. */
export function withStaffRole(person: Person, staff: StaffRole | null, now: number): Person {
  return withRoles(person, { staff }, now);
}

/** A person all of whose sessions are over; what is under way with the rights that they had is refused, too. */
export function signedOut(person: Person, now: number): Person {
  return withRoles(person, {}, now);
}

/** All sessions end with a change of roles, so that none goes on with rights that were given to another one. */
function withRoles(person: Person, roles: Partial<Pick<Person, "staff" | "represents">>, now: number): Person {
  return {
    ...person,
    ...roles,
    rolesVersion: person.rolesVersion + 1,
    sessionsFrom: Math.max(person.sessionsFrom, now),
    updatedAt: instant(now),
    version: person.version + 1,
  };
}
