import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { Note, requireAuthor } from "@mainstreet/core/note";
import { noteIndex, noteKey, notesPartition } from "./console-keys.ts";
import { memberKey } from "./directory-keys.ts";
import { TTL } from "./keys.ts";
import { PRESENT } from "./registration-items.ts";
import { ABSENT, type Action, atVersion, type Item, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** For so long a removed note can be brought back, in milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** The greatest time that keys count down from, so that the newest comes first. */
const LAST_MS = 9_999_999_999_999;

/** One note, a removed one too. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Note> {
  requireStaff(actor);
  const item = await table.get(noteKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such note.");
  return parse(item);
}

/** A page of notes, those of one member when asked, the newest first. Read through the index. */
export async function list(
  table: Table,
  actor: Actor,
  options: { memberId?: string; limit: number; cursor: string | null },
): Promise<{ notes: Note[]; cursor: string | null }> {
  requireStaff(actor);
  const { memberId, limit, cursor: from } = options;
  const prefix = memberId ? { prefix: `${memberId}#` } : {};
  const { items, cursor } = await table.query(notesPartition(), { index: true, limit, cursor: from, ...prefix });
  return { notes: items.map(parse), cursor };
}

/** Notes something of a member. @throws `invalid` when there is none */
export async function create(
  table: Table,
  write: Write<Note>,
  { memberId, text }: Pick<Note, "memberId" | "text">,
): Promise<Note> {
  const { actor, now, random } = write;
  requireStaff(actor);
  const at = instant(now);
  const by = actor.kind === "person" ? actor.personKey : null;
  const id = newId("note", now, random);
  const note: Note = { id, memberId, text, by, createdAt: at, updatedAt: at, removedAt: null, version: 1 };
  try {
    return await commit(table, write, [put(note, null), { check: memberKey(memberId), when: PRESENT }], note);
  } catch (error) {
    throw error instanceof Refused && error.failed(1) ? noMember(error) : error;
  }
}

/** Changes what a note says. @throws `stale`, `not-found` for a removed one too, `forbidden` */
export function update(table: Table, write: Write<Note>, id: string, version: number, text: string): Promise<Note> {
  return replaced(table, write, id, version, (note) => {
    if (note.removedAt !== null) throw new ChamberError("not-found", "This note was removed.");
    return { text };
  });
}

/** Takes a note away; `restore` brings it back, for a while. @throws `stale`, `not-found`, `forbidden` */
export function remove(table: Table, write: Write<Note>, id: string, version: number): Promise<Note> {
  return replaced(table, write, id, version, (note) => ({ removedAt: note.removedAt ?? instant(write.now) }));
}

/** Brings a removed note back. @throws `stale`, `not-found`, `forbidden` */
export function restore(table: Table, write: Write<Note>, id: string, version: number): Promise<Note> {
  return replaced(table, write, id, version, () => ({ removedAt: null }));
}

/** The error for something that is to be about a member who is not there. */
export function noMember(cause: unknown): ChamberError {
  const message = "There is no such member.";
  return new ChamberError("invalid", message, { cause, fields: [{ path: "memberId", message }] });
}

async function replaced(
  table: Table,
  write: Write<Note>,
  id: string,
  version: number,
  change: (note: Note) => Partial<Note>,
): Promise<Note> {
  const current = await get(table, write.actor, id);
  requireAuthor(write.actor, current);
  if (current.version !== version) throw stale();
  const note = { ...current, ...change(current), version: version + 1, updatedAt: instant(write.now) };
  try {
    return await commit(table, write, [put(note, version)], note);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

function put(note: Note, version: number | null): Action {
  const { id, memberId, createdAt, removedAt } = note;
  const place =
    removedAt === null
      ? noteIndex(memberId, LAST_MS - Date.parse(createdAt), id)
      : { [TTL]: Math.ceil((Date.parse(removedAt) + KEPT_MS) / 1000) };
  return {
    put: { ...noteKey(id), ...place, kind: "note", ...note },
    when: version === null ? ABSENT : atVersion(version),
  };
}

function parse({ [TTL]: ttl, ...item }: Item): Note {
  return Note.parse(entityOf(item));
}
