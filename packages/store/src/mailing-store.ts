import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import { instant, type LocalDate } from "@mainstreet/core/local-date";
import {
  Mailing,
  type MailingChange,
  type MailingCounts,
  type MailingDraft,
  NO_COUNTS,
} from "@mainstreet/core/mailing";
import { mailingIndex, mailingKey, mailingRoundKey, mailingSendingKey, mailingsPartition } from "./mailing-keys.ts";
import { MailingRound, putRound } from "./mailing-round.ts";
import { ABSENT, type Action, atVersion, type Condition, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** The greatest time that keys count down from, so that the latest comes first. */
const LAST_MS = 9_999_999_999_999;

/** An announcement with how many people it has come to. */
export type Counted = { readonly mailing: Mailing; readonly counts: MailingCounts };

/** An announcement as stored, for whoever sends it; null when there is none. */
export async function find(table: Table, id: string): Promise<Mailing | null> {
  const item = await table.get(mailingKey(id));
  return item ? Mailing.parse(entityOf(item)) : null;
}

/** One announcement. @throws `unauthenticated`, `forbidden`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Mailing> {
  requireStaff(actor);
  const mailing = await find(table, id);
  if (!mailing) throw new ChamberError("not-found", "There is no such announcement.");
  return mailing;
}

/** A page of announcements, the newest first. Read through the index; the counts are as they are. */
export async function list(
  table: Table,
  actor: Actor,
  page: { limit: number; cursor: string | null },
): Promise<{ announcements: Counted[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(mailingsPartition(), { index: true, ...page });
  return {
    announcements: await counted(
      table,
      items.map((item) => Mailing.parse(entityOf(item))),
    ),
    cursor,
  };
}

/** Announcements with how many people each has come to. */
export async function counted(table: Table, mailings: readonly Mailing[]): Promise<Counted[]> {
  const items = mailings.length === 0 ? [] : await table.getMany(mailings.map(({ id }) => mailingRoundKey(id)));
  const rounds = new Map(items.map((item) => [String(item.mailingId), MailingRound.parse(entityOf(item))]));
  return mailings.map((mailing) => ({ mailing, counts: rounds.get(mailing.id)?.counts ?? NO_COUNTS }));
}

/** Makes a draft. */
export async function create(table: Table, write: Write<Mailing>, draft: MailingDraft): Promise<Mailing> {
  const { actor, now, random } = write;
  requireStaff(actor);
  const at = instant(now);
  const mailing: Mailing = {
    ...draft,
    id: newId("mailing", now, random),
    state: "draft",
    by: actor.kind === "person" ? actor.personKey : null,
    sentAt: null,
    endedAt: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return commit(table, write, [put(mailing, ABSENT)], mailing);
}

/** Changes a draft. @throws `stale`, `not-found`, `closed` once it was sent */
export async function update(
  table: Table,
  write: Write<Mailing>,
  id: string,
  version: number,
  change: MailingChange,
): Promise<Mailing> {
  const current = await seen(table, write, id, version);
  if (current.state !== "draft") throw new ChamberError("closed", "What was sent cannot be changed any more.");
  const next = { ...applied<Mailing>(current, change), ...raised(current, write) };
  return committed(table, write, [put(next, atVersion(version))], next);
}

/** Throws a draft away. @returns it as it was. @throws `stale`, `not-found`, `closed` once it was sent */
export async function remove(table: Table, write: Write<Mailing>, id: string, version: number): Promise<Mailing> {
  const current = await seen(table, write, id, version);
  if (current.state !== "draft") throw new ChamberError("closed", "What was sent cannot be thrown away.");
  return committed(table, write, [{ remove: mailingKey(id), when: atVersion(version) }], current);
}

/**
 * Begins to send a draft: from then on `advance` does it, some people at a time.
 * @param on the day on which members stand as the audience says
 * @throws `stale`, `not-found`, `closed` once it was sent, `in-use` while another one is being sent
 */
export async function send(
  table: Table,
  write: Write<Mailing>,
  id: string,
  version: number,
  on: LocalDate,
): Promise<Mailing> {
  const current = await seen(table, write, id, version);
  if (current.state !== "draft") throw new ChamberError("closed", "This announcement was sent before.");
  const next: Mailing = { ...current, state: "sending", sentAt: instant(write.now), ...raised(current, write) };
  const round: MailingRound = { mailingId: id, on, cursor: null, counts: NO_COUNTS, version: 1 };
  const lock: Action = {
    put: { ...mailingSendingKey(), kind: "mailing-sending", mailingId: id },
    when: ABSENT,
  };
  return committed(table, write, [put(next, atVersion(version)), putRound(round, null), lock], next);
}

/** Stops one that is being sent: whoever's mail has not left gets none. @throws `stale`, `not-found`, `closed` */
export async function stop(table: Table, write: Write<Mailing>, id: string, version: number): Promise<Mailing> {
  const current = await seen(table, write, id, version);
  if (current.state !== "sending") throw new ChamberError("closed", "This announcement is not being sent.");
  const next: Mailing = { ...ended(current, "stopped", write.now), ...raised(current, write) };
  return committed(table, write, [put(next, atVersion(version)), unlock()], next);
}

/** The step after which an announcement is sent, and another one may be. @param version under which it was read */
export function finish(mailing: Mailing, now: number): readonly Action[] {
  const next: Mailing = { ...ended(mailing, "sent", now), version: mailing.version + 1, updatedAt: instant(now) };
  return [put(next, atVersion(mailing.version)), unlock()];
}

/** Which announcement is being sent; null for none. */
export async function sending(table: Table): Promise<string | null> {
  const item = await table.get(mailingSendingKey());
  return item ? idOf("mailing").parse(item.mailingId) : null;
}

function ended(mailing: Mailing, state: "sent" | "stopped", now: number): Mailing {
  return { ...mailing, state, endedAt: instant(now) };
}

function raised({ version }: Mailing, { now }: Pick<Write<Mailing>, "now">): Pick<Mailing, "version" | "updatedAt"> {
  return { version: version + 1, updatedAt: instant(now) };
}

async function seen(table: Table, { actor }: Write<Mailing>, id: string, version: number): Promise<Mailing> {
  const current = await get(table, actor, id);
  if (current.version !== version) throw stale();
  return current;
}

async function committed(
  table: Table,
  write: Write<Mailing>,
  actions: readonly Action[],
  result: Mailing,
): Promise<Mailing> {
  try {
    return await commit(table, write, actions, result);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!error.failed(0) && error.failed(2)) throw oneAtATime(error);
    throw stale(error);
  }
}

function oneAtATime(cause: unknown): ChamberError {
  return new ChamberError("in-use", "Another announcement is being sent. Wait until it is done, or stop it.", {
    cause,
  });
}

function unlock(): Action {
  return { remove: mailingSendingKey() };
}

/** The step that stores an announcement. */
export function put(mailing: Mailing, when: Condition): Action {
  const { id, createdAt } = mailing;
  const place = mailingIndex(LAST_MS - Date.parse(createdAt), id);
  return { put: { ...mailingKey(id), ...place, kind: "mailing", ...mailing }, when };
}
