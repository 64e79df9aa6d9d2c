import { INDEX, type Key, META } from "./keys.ts";

/* Keys of what staff keep for themselves of members: notes, tasks, and of what members were reminded. */

export const noteKey = (id: string): Key => ({ pk: `NOTE#${id}`, sk: META });
/** By member, the newest first; removed ones are not there. @param left how much later the last time of all is, in milliseconds */
export const noteIndex = (memberId: string, left: number, id: string): Record<string, string> => ({
  [INDEX.pk]: notesPartition(),
  [INDEX.sk]: `${memberId}#${left}#${id}`,
});
export const notesPartition = (): string => "NOTES";

export const taskKey = (id: string): Key => ({ pk: `TASK#${id}`, sk: META });
/** Open tasks, by the day they are due. */
export const openTaskIndex = (due: string, id: string): Record<string, string> => ({
  [INDEX.pk]: tasksPartition("open"),
  [INDEX.sk]: `${due}#${id}`,
});
/** Those that are done, the last one first. @param left how much later the last time of all is, in milliseconds */
export const doneTaskIndex = (left: number, id: string): Record<string, string> => ({
  [INDEX.pk]: tasksPartition("done"),
  [INDEX.sk]: `${left}#${id}`,
});
export const tasksPartition = (state: "open" | "done"): string => (state === "open" ? "TASKS" : "TASKS-DONE");

/** Of the end of which memberships a member was reminded. */
export const remindedKey = (memberId: string): Key => ({ pk: `REMINDED#${memberId}`, sk: META });
/** How far the day's round of such reminders has come. */
export const renewalRoundKey = (): Key => ({ pk: "RENEWAL-ROUND", sk: META });

/** When a guest was last asked to join. */
export const joinAskedKey = (personKey: string): Key => ({ pk: `JOIN-ASKED#${personKey}`, sk: META });
