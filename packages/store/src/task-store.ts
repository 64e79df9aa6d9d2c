import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { Task, type TaskChange, type TaskDraft } from "@mainstreet/core/task";
import { doneTaskIndex, openTaskIndex, taskKey, tasksPartition } from "./console-keys.ts";
import { memberKey } from "./directory-keys.ts";
import { noMember } from "./note-store.ts";
import { personItemKey } from "./person-keys.ts";
import { PRESENT } from "./registration-items.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** The greatest time that keys count down from, so that the latest comes first. */
const LAST_MS = 9_999_999_999_999;
const IS_STAFF: Condition = {
  expression: "#staff IN (:editor, :admin)",
  names: { "#staff": "staff" },
  values: { ":editor": "editor", ":admin": "admin" },
};

/** One task. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Task> {
  requireStaff(actor);
  const item = await table.get(taskKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such task.");
  return Task.parse(entityOf(item));
}

/** A page of tasks: open ones by the day they are due, done ones the last first. Read through the index. */
export async function list(
  table: Table,
  actor: Actor,
  { state, ...page }: { state: "open" | "done"; limit: number; cursor: string | null },
): Promise<{ tasks: Task[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(tasksPartition(state), { index: true, ...page });
  return { tasks: items.map((item) => Task.parse(entityOf(item))), cursor };
}

/** Makes a task. @throws `invalid` where there is no such member, or whoever is to do it is no staff */
export async function create(table: Table, write: Write<Task>, draft: TaskDraft): Promise<Task> {
  const { actor, now, random } = write;
  requireStaff(actor);
  const at = instant(now);
  const task: Task = {
    ...draft,
    id: newId("task", now, random),
    by: actor.kind === "person" ? actor.personKey : null,
    doneAt: null,
    doneBy: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return stored(table, write, task, null);
}

/** Changes a task, does it or opens it again. @throws `stale`, `not-found`, `invalid` */
export async function update(
  table: Table,
  write: Write<Task>,
  id: string,
  version: number,
  { done, ...change }: TaskChange,
): Promise<Task> {
  const { actor, now } = write;
  const current = await get(table, actor, id);
  if (current.version !== version) throw stale();
  const isNews = done !== undefined && done !== (current.doneAt !== null);
  const doneBy = actor.kind === "person" ? actor.personKey : null;
  const standing = done ? { doneAt: instant(now), doneBy } : { doneAt: null, doneBy: null };
  const next = { ...applied<Task>(current, change), ...(isNews && standing) };
  return stored(table, write, { ...next, version: version + 1, updatedAt: instant(now) }, current);
}

async function stored(table: Table, write: Write<Task>, task: Task, before: Task | null): Promise<Task> {
  const { memberId, assignedTo } = task;
  const about: Action[] =
    memberId === null || memberId === before?.memberId ? [] : [{ check: memberKey(memberId), when: PRESENT }];
  // Whoever gives a task to themselves is staff: their roles are held by the commit, which may name their item once only.
  const isOwn = write.actor.kind === "person" && assignedTo === write.actor.personKey;
  const to: Action[] =
    assignedTo === null || isOwn || assignedTo === before?.assignedTo
      ? []
      : [{ check: personItemKey(assignedTo), when: IS_STAFF }];
  try {
    return await commit(table, write, [put(task, before?.version ?? null), ...about, ...to], task);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.failed(0)) throw stale(error);
    if (about.length > 0 && error.failed(1)) throw noMember(error);
    if (to.length > 0 && error.failed(1 + about.length)) throw noStaff(error);
    throw error;
  }
}

function put(task: Task, version: number | null): Action {
  const { id, due, doneAt } = task;
  const place = doneAt === null ? openTaskIndex(due, id) : doneTaskIndex(LAST_MS - Date.parse(doneAt), id);
  return {
    put: { ...taskKey(id), ...place, kind: "task", ...task },
    when: version === null ? ABSENT : atVersion(version),
  };
}

function noStaff(cause: unknown): ChamberError {
  const message = "This person is not staff.";
  return new ChamberError("invalid", message, { cause, fields: [{ path: "assignedTo", message }] });
}
