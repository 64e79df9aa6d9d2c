import { type Actor, requireAdmin } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { Person } from "@mainstreet/core/person";
import { PersonKey } from "@mainstreet/core/person-key";
import type { Registration } from "@mainstreet/core/registration";
import { destroy } from "./person-key-store.ts";
import { erasingIndex, erasingPartition, personItemKey, tombstoneKey } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { type Needs, parse, read, remove } from "./registration-items.ts";
import { freeing, insist, PATIENCE_MS } from "./registration-store.ts";
import * as SeatsStore from "./seats-store.ts";
import { sweepIfPossible } from "./sweep.ts";
import { ABSENT, type Action, atVersion, type Item, Refused } from "./table.ts";
import { erasure, TRACED, type Who } from "./traces.ts";
import { commit, stale, type Write } from "./write.ts";

/** How often the table is looked through: what came while it was being read is found by the next. */
const PASSES = 5;
const TRIES = 5;

/** Whom to erase, by the key under which their mailbox is known. */
export type Erased = Who;

/**
 * Begins to erase a person, in one transaction with the outcome of the request: their sessions are over and they may do
 * nothing any more. From then on `finishErasing` can do the rest at any time, and again.
 * @throws `unauthenticated`; `forbidden` for anybody but themselves and administrators; `stale`
 */
export async function beginErasing(needs: Needs, write: Write<PersonKey>, personKey: PersonKey): Promise<void> {
  const { actor, now } = write;
  if (!isThemselves(actor, personKey)) requireAdmin(actor);
  const { table } = needs;
  for (let tries = 1; ; tries++) {
    const person = await PersonStore.find(table, personKey);
    const tombstone = { ...tombstoneKey(personKey), ...erasingIndex(personKey), kind: "tombstone", personKey };
    const steps: Action[] = [
      { put: { ...tombstone, erasedAt: instant(now), done: false } },
      ...(person ? [PersonStore.put(disarmed(person, now), person.version)] : []),
      destroy(personKey),
    ];
    try {
      await commit(table, write, steps, personKey);
      return;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // They have signed in at the same moment.
      if (tries === TRIES) throw stale(error);
    }
  }
}

/** The persons whose erasure was begun and not finished. Read through the index. */
export async function listErasing({ table }: Pick<Needs, "table">): Promise<PersonKey[]> {
  const { items } = await table.query(erasingPartition(), { index: true });
  return items.map(({ personKey }) => PersonKey.parse(personKey));
}

/**
 * Does what is left of an erasure: takes the person out of everything that is stored. Of an event to come the seats fall
 * free and go to whoever waits; of one that is over they stay counted. What remains is the tombstone, and of each mail the
 * bare fact that its attempt was carried out, so that a late repetition of a request brings nobody back; somebody who
 * comes again later is there again. Costs a read of the whole table for each pass, of which there are two at least.
 * Guests whom others named have no address and are not found. What limits count by hashes goes by itself within days.
 * Where nothing was begun, or all is done, it does nothing.
 * @throws `busy` when something new came with every pass
 */
export async function finishErasing(needs: Needs, erased: Erased): Promise<void> {
  const { table, now } = needs;
  const { personKey } = erased;
  if ((await table.get(tombstoneKey(personKey)))?.done !== false) return;
  for (let pass = 1; pass <= PASSES; pass++) {
    const person = await PersonStore.find(table, personKey);
    if (await eraseFound(needs, erased)) continue;
    if (await settled(needs, [...endOf(personKey, instant(now())), goneStep(personKey, person)])) return;
  }
  throw new ChamberError("busy", "Something new came all the time. Erase it again in a moment.");
}

/** Erases a person: both steps at once. Repeated, it does what is left to do. */
export async function erasePerson(
  needs: Needs,
  { actor, keyring }: Pick<Write<never>, "actor" | "keyring">,
  erased: Erased,
): Promise<void> {
  const { now, random } = needs;
  await beginErasing(needs, { actor, now: now(), random, keyring, remember: null }, erased.personKey);
  await finishErasing(needs, erased);
}

function isThemselves(actor: Actor, personKey: PersonKey): boolean {
  return actor.kind === "person" && actor.personKey === personKey;
}

/** A person without any right or session. */
function disarmed(person: Person, now: number): Person {
  const { rolesVersion, sessionsFrom, version } = person;
  return {
    ...person,
    staff: null,
    represents: [],
    rolesVersion: rolesVersion + 1,
    sessionsFrom: Math.max(sessionsFrom, now),
    version: version + 1,
  };
}

/** Looks through the table once. @returns whether there was anything of the person */
async function eraseFound(needs: Needs, who: Who): Promise<boolean> {
  const found: Item[] = [];
  for await (const items of needs.table.scan(TRACED))
    found.push(...items.filter((item) => erasure(item, who, needs.now()) !== null));
  for (const item of found) await eraseFoundIn(needs, item, who);
  return found.length > 0;
}

/** Takes a person out of an item that was found to hold something of them, if it is still as it was read. */
export async function eraseFoundIn(needs: Needs, item: Item, who: Who): Promise<void> {
  const step = item.kind === "registration" ? null : erasure(item, who, needs.now());
  if (step) await settled(needs, [step]);
  else await eraseRegistration(needs, parse(item));
}

/** Takes a registration away with its place on the waitlist or with its seats, in one transaction: nobody waits behind nothing. */
async function eraseRegistration(needs: Needs, found: Registration): Promise<void> {
  const { table, now } = needs;
  const { eventId, personKey } = found;
  const until = now() + PATIENCE_MS;
  await insist(needs, until, async () => {
    const seats = await SeatsStore.get(table, eventId);
    const registration = await read(table, seats, personKey);
    if (!registration) return;
    const isOver = seats.startsAt <= now();
    const isCounted = registration.status === "confirmed" && isOver;
    const frees = registration.status !== "cancelled" && !isCounted;
    await table.transact([remove(registration, seats), ...(frees ? [freeing(registration, seats, now())] : [])]);
  });
  await sweepIfPossible(needs, eventId);
}

/** The step that leaves the tombstone: what a backup brings back is erased by it again. It says nothing about who that was. */
function endOf(personKey: PersonKey, erasedAt: string): Action[] {
  return [{ put: { ...tombstoneKey(personKey), kind: "tombstone", personKey, erasedAt, done: true } }];
}

/** The step that takes the person's own item away, if they have not come again since it was read. */
export function goneStep(personKey: PersonKey, person: Person | null): Action {
  const key = personItemKey(personKey);
  return person ? { remove: key, when: atVersion(person.version) } : { check: key, when: ABSENT };
}

/** A step that has nothing to do any more when somebody was faster: the next pass looks again. @returns whether it was done */
export async function settled({ table }: Needs, steps: readonly Action[]): Promise<boolean> {
  try {
    await table.transact(steps);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}
