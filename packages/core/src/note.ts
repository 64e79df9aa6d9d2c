import * as z from "zod";
import { type Actor, requireStaff } from "./actor.ts";
import { ChamberError } from "./error.ts";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";
import { paragraphs } from "./text.ts";

/** What a note says. */
export const NoteText = paragraphs(4000).refine((text) => text.length > 0, "must not be empty");

/** What staff have noted of a member; nobody else ever reads it. */
export const Note = z.strictObject({
  id: idOf("note"),
  memberId: idOf("member"),
  text: NoteText,
  /** Null for Mainstreet itself, and for somebody who was erased. */
  by: PersonKey.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** A removed one can be brought back for a while. */
  removedAt: Instant.nullable(),
  version: z.int().min(1),
});
export type Note = z.infer<typeof Note>;

/** @throws `forbidden` for staff who have neither written a note nor are administrators; `unauthenticated` */
export function requireAuthor(actor: Actor, { by }: Pick<Note, "by">): void {
  requireStaff(actor);
  if (actor.kind === "person" && actor.staff !== "admin" && actor.personKey !== by)
    throw new ChamberError("forbidden", "Only who wrote this note and administrators can change it.");
}
