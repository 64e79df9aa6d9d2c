import * as z from "zod";
import { ChamberError } from "./error.ts";
import { idOf } from "./id.ts";
import type { PersonKey } from "./person-key.ts";

/** What somebody of the chamber's staff may do: an admin also says who is staff. */
export const StaffRole = z.enum(["editor", "admin"]);
export type StaffRole = z.infer<typeof StaffRole>;

/** What somebody may do for a member: an owner also says who else may. */
export const MemberRole = z.enum(["owner", "editor"]);
export type MemberRole = z.infer<typeof MemberRole>;

/** That somebody acts for a member. */
export const Represents = z.strictObject({ memberId: idOf("member"), role: MemberRole });
export type Represents = z.infer<typeof Represents>;

/** Who asks for something to be done. */
export type Actor =
  | { readonly kind: "public" }
  | {
      readonly kind: "person";
      readonly personKey: PersonKey;
      readonly staff: StaffRole | null;
      readonly represents: readonly Represents[];
      /** Of the roles that were read: a write is refused once they have changed. */
      readonly rolesVersion: number;
      /** When the person last proved who they are, in milliseconds since 1970. */
      readonly provedAt: number;
    }
  | { readonly kind: "system"; readonly name: string };

/** Somebody who has signed in. */
export type PersonActor = Extract<Actor, { kind: "person" }>;

/** For so long a proof counts as recent, in milliseconds. */
export const RECENT_MS = 15 * 60 * 1000;

export const PUBLIC: Actor = { kind: "public" };

/** A part of Mainstreet that acts by itself, such as the import or the seed. */
export function system(name: string): Actor {
  return { kind: "system", name };
}

/** Whether an actor may see and change what is not public: the chamber's staff, and Mainstreet itself. */
export function isStaff(actor: Actor): boolean {
  return actor.kind === "system" || (actor.kind === "person" && actor.staff !== null);
}

/** @throws `unauthenticated` when nobody is signed in, `forbidden` for somebody who is not staff */
export function requireStaff(actor: Actor): void {
  requireSignedIn(actor);
  if (!isStaff(actor)) throw new ChamberError("forbidden", "Only the chamber's staff can do this.");
}

/** @throws `unauthenticated`, and `forbidden` for whoever may not say who is staff */
export function requireAdmin(actor: Actor): void {
  requireStaff(actor);
  if (actor.kind === "person" && actor.staff !== "admin")
    throw new ChamberError("forbidden", "Only an administrator of the chamber can do this.");
}

/** @throws `unauthenticated` when nobody is signed in; Mainstreet itself passes */
export function requireSignedIn(actor: Actor): void {
  if (actor.kind === "public") throw new ChamberError("unauthenticated", "Sign in first.");
}

/** The person who asks. @throws `unauthenticated` when it is nobody in particular, `forbidden` when it is no person */
export function requirePerson(actor: Actor): PersonActor {
  requireSignedIn(actor);
  if (actor.kind !== "person") throw new ChamberError("forbidden", "Only a person can do this.");
  return actor;
}

/** Whether an actor acts for a member, in a role at least as high as asked for. */
export function isRepresentative(actor: Actor, memberId: string, role: MemberRole = "editor"): boolean {
  if (actor.kind !== "person") return false;
  return actor.represents.some((r) => r.memberId === memberId && (role === "editor" || r.role === "owner"));
}

/**
 * Lets staff and those who act for a member through.
 * @throws `unauthenticated`; `not-found` for strangers, who are not told that it exists; `forbidden` for an editor where the
 * owner is asked for
 */
export function requireRepresentative(actor: Actor, memberId: string, role: MemberRole = "editor"): void {
  requireSignedIn(actor);
  if (isStaff(actor) || isRepresentative(actor, memberId, role)) return;
  if (isRepresentative(actor, memberId))
    throw new ChamberError("forbidden", "Only an owner of the member can do this.");
  throw new ChamberError("not-found", "There is no such member.");
}

/** Whether somebody has proved who they are a short while ago. @param now milliseconds since 1970 */
export function isRecent(actor: Actor, now: number): boolean {
  return actor.kind === "system" || (actor.kind === "person" && now - actor.provedAt <= RECENT_MS);
}

/** @throws `unproved` when the last proof is too old for something grave */
export function requireRecent(actor: Actor, now: number): void {
  requireSignedIn(actor);
  if (!isRecent(actor, now))
    throw new ChamberError("unproved", "This is grave: sign in again to show that it is still you.");
}
