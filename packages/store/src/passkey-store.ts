import { createHash } from "node:crypto";
import { type Actor, requireAdmin, requirePerson } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { MOST_PASSKEYS, Passkey } from "@mainstreet/core/passkey";
import { type Person, signedOut } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { TTL } from "./keys.ts";
import * as LetterStore from "./letter-store.ts";
import { challengeKey, passkeyKey, passkeysPrefix, personItemKey } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { PRESENT } from "./registration-items.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** The passkeys of a person, for whoever decides whether one of them was shown. */
export async function listOf(table: Table, personKey: PersonKey): Promise<Passkey[]> {
  const { items } = await table.query(personItemKey(personKey).pk, { prefix: passkeysPrefix() });
  return items.map((item) => Passkey.parse(entityOf(item)));
}

/** One's own passkeys. @throws `unauthenticated` */
export function list(table: Table, actor: Actor): Promise<Passkey[]> {
  return listOf(table, requirePerson(actor).personKey);
}

/** A passkey of a person by what its device calls it, or null. */
export async function find(table: Table, personKey: PersonKey, credentialId: string): Promise<Passkey | null> {
  const item = await table.get(passkeyKey(personKey, hashOf(credentialId)));
  return item ? Passkey.parse(entityOf(item)) : null;
}

/** The step that uses a challenge up: it can be answered once. @param expires when it is over anyway, in milliseconds since 1970 */
export function spend(challenge: string, expires: number): Action {
  const put = { ...challengeKey(hashOf(challenge)), kind: "challenge", [TTL]: Math.ceil(expires / 1000) };
  return { put, when: ABSENT };
}

/** The step that notes the use of a passkey, if it is still as it was. */
export function used(before: Passkey, change: Pick<Passkey, "counter" | "usedAt">): Action {
  return { ...put({ ...before, ...change, version: before.version + 1 }), when: atVersion(before.version) };
}

/** Adds a passkey for the person who asks. @throws `full`, `taken` when it or its challenge was used before */
export async function add(table: Table, write: Write<Passkey>, passkey: Passkey, spent: Action): Promise<Passkey> {
  const own = await list(table, write.actor);
  if (own.length >= MOST_PASSKEYS) throw new ChamberError("full", "You have as many passkeys as there can be.");
  try {
    return await commit(table, write, [{ ...put(passkey), when: ABSENT }, spent], passkey);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new ChamberError("taken", "This passkey is known already.", { cause: error });
  }
}

/** Takes a passkey of the person who asks away. @throws `not-found`, for one of somebody else too */
export async function remove(table: Table, write: Write<Passkey>, id: string): Promise<Passkey> {
  const passkey = (await list(table, write.actor)).find((own) => own.id === id);
  if (!passkey) throw none();
  const { personKey, credentialId } = passkey;
  try {
    const gone = { remove: passkeyKey(personKey, hashOf(credentialId)), when: PRESENT };
    return await commit(table, write, [gone], passkey);
  } catch (error) {
    throw error instanceof Refused ? none() : error;
  }
}

/**
 * An administrator takes all passkeys of somebody away who has lost them: their sessions end, and they are told by mail.
 * @throws `unauthenticated`, `forbidden` for one's own too; `not-found` when there are none; `stale`
 */
export async function removeAll(table: Table, write: Write<Person>, personKey: PersonKey): Promise<Person> {
  requireAdmin(write.actor);
  if (write.actor.kind === "person" && write.actor.personKey === personKey)
    throw new ChamberError("forbidden", "Your own passkeys are for you to remove, on the page of your account.");
  const [before, passkeys] = [await PersonStore.find(table, personKey), await listOf(table, personKey)];
  if (!before || passkeys.length === 0) throw new ChamberError("not-found", "This person has no passkey.");
  const after = signedOut(before, write.now);
  const told = LetterStore.post({ template: "passkeys-removed", personKey, email: before.email, values: {} }, write);
  try {
    await commit(table, write, [PersonStore.put(after, before.version), ...passkeys.map(gone), told], after);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
  // One that was added just before that commit is not among those read. From the commit on none can be: it ends the sessions.
  const late = await listOf(table, personKey);
  if (late.length > 0) await table.transact(late.map(gone));
  return after;
}

function gone({ personKey, credentialId }: Passkey): Action {
  return { remove: passkeyKey(personKey, hashOf(credentialId)) };
}

function put(passkey: Passkey) {
  const { personKey, credentialId } = passkey;
  return { put: { ...passkeyKey(personKey, hashOf(credentialId)), kind: "passkey", ...passkey } };
}

/** A sort key has at most 1,024 bytes, and what devices call their keys may be longer. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function none(): ChamberError {
  return new ChamberError("not-found", "There is no such passkey.");
}
