import { ChamberError } from "./error.ts";

/** Who asks for something to be done. */
export type Actor =
  | { readonly kind: "public" }
  | { readonly kind: "staff" }
  | { readonly kind: "system"; readonly name: string };

export const PUBLIC: Actor = { kind: "public" };
export const STAFF: Actor = { kind: "staff" };

/** A part of Mainstreet that acts by itself, such as the import or the seed. */
export function system(name: string): Actor {
  return { kind: "system", name };
}

/** Whether an actor may see and change what is not public. */
export function isTrusted(actor: Actor): boolean {
  return actor.kind !== "public";
}

/** Throws `unauthenticated` for an actor that may not see and change what is not public. */
export function requireTrusted(actor: Actor): void {
  if (!isTrusted(actor))
    throw new ChamberError("unauthenticated", "Only the chamber's staff can do this. Send the staff token.");
}
