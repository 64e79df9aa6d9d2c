import { type Actor, requirePerson } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { Person } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { isAlive, SEEN_EVERY_MS, Session } from "@mainstreet/core/session";
import { TTL } from "./keys.ts";
import { sessionIndex, sessionKey, sessionsPartition } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { ABSENT, type Action, type Condition, type Item, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** A session that stands, with whom it is of. */
export type Opened = { readonly session: Session; readonly person: Person };

/** The session that a token opens, or null when it opens none any more. @param hash of the token */
export async function open(table: Table, hash: string, now: number): Promise<Opened | null> {
  const item = await table.get(sessionKey(hash));
  const session = item && parse(item);
  const person = session && (await PersonStore.find(table, session.personKey));
  return person && isAlive(session, person.sessionsFrom, now) ? { session, person } : null;
}

/** Notes that a session is used, at most once an hour. */
export async function touch(table: Table, hash: string, session: Session, now: number): Promise<void> {
  if (now - session.seenAt < SEEN_EVERY_MS) return;
  const when: Condition = { expression: "seenAt = :seen", values: { ":seen": session.seenAt } };
  try {
    await table.transact([{ ...put(hash, { ...session, seenAt: now }), when }]);
  } catch (error) {
    // Somebody else has noted it, or the session was ended just now.
    if (!(error instanceof Refused)) throw error;
  }
}

/** The step that stores a new session. */
export function put(hash: string, session: Session): Action & { put: Item } {
  const { id, personKey, createdAt, expires } = session;
  return {
    put: {
      ...sessionKey(hash),
      ...sessionIndex(personKey, instant(createdAt), id),
      kind: "session",
      ...session,
      [TTL]: Math.ceil(expires / 1000),
    },
    when: ABSENT,
  };
}

/** The step that ends the session a token opens, if there is one. */
export function end(hash: string): Action {
  return { remove: sessionKey(hash) };
}

/** Ends the session that a token opens: to hold the token is to be allowed to. */
export async function close(table: Table, hash: string, also: readonly Action[]): Promise<void> {
  await table.transact([end(hash), ...also]);
}

/** The sessions of the person who asks that still stand, the newest first. Read through the index. */
export async function list(table: Table, actor: Actor, now: number): Promise<Session[]> {
  const { personKey } = requirePerson(actor);
  const person = await PersonStore.get(table, actor, personKey);
  const sessions = (await itemsOf(table, personKey)).map(parse);
  return sessions.filter((session) => isAlive(session, person.sessionsFrom, now)).reverse();
}

/** Ends one session of the person who asks. @throws `not-found`, for a session of somebody else too */
export async function endOne(table: Table, write: Write<null>, id: string): Promise<void> {
  const { personKey } = requirePerson(write.actor);
  const found = (await itemsOf(table, personKey)).find((item) => item.id === id);
  if (!found) throw new ChamberError("not-found", "There is no such session.");
  await commit(table, write, [{ remove: { pk: String(found.pk), sk: String(found.sk) } }], null);
}

async function itemsOf(table: Table, personKey: PersonKey): Promise<Item[]> {
  const { items } = await table.query(sessionsPartition(personKey), { index: true });
  return items;
}

function parse({ [TTL]: ttl, ...item }: Item): Session {
  return Session.parse(entityOf(item));
}
