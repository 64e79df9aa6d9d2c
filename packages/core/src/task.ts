import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant, LocalDate } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";
import { filledLine } from "./text.ts";

/** What staff may set of a task as they make it. */
export const TaskDraft = z.strictObject({
  title: filledLine(200),
  /** By when it is to be done, on the chamber's calendar. */
  due: LocalDate,
  /** The member it is about, if any. */
  memberId: idOf("member").nullable(),
  /** Who of the staff is to do it; null for whoever comes to it. */
  assignedTo: PersonKey.nullable(),
});
export type TaskDraft = z.infer<typeof TaskDraft>;

/** Something that staff are to do by a day. */
export const Task = TaskDraft.extend({
  id: idOf("task"),
  /** Null for Mainstreet itself, and for somebody who was erased. */
  by: PersonKey.nullable(),
  /** When it was done, and by whom; null while it is not. */
  doneAt: Instant.nullable(),
  doneBy: PersonKey.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Task = z.infer<typeof Task>;

/** A change to a task: any of its fields, and whether it is done. */
export const TaskChange = TaskDraft.extend({ done: z.boolean() }).partial();
export type TaskChange = z.infer<typeof TaskChange>;
