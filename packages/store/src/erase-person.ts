import { requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import type { Registration } from "@mainstreet/core/registration";
import type { Key } from "./keys.ts";
import { type Needs, parse, read, remove } from "./registration-items.ts";
import { freeing, insist, PATIENCE_MS } from "./registration-store.ts";
import * as SeatsStore from "./seats-store.ts";
import { sweepIfPossible } from "./sweep.ts";
import { type Action, atVersion, type Condition, type Item, Refused } from "./table.ts";
import type { Write } from "./write.ts";

/** What may hold something of a person; found by a scan, since nothing in their keys leads there and no index is up to date. */
const KINDS = ["registration", "mail", "flow", "code", "external"];
/** How often the table is looked through: what came while it was being read is found by the next. */
const PASSES = 5;

/** That a person was erased: what a backup brings back is erased by it again. It says nothing about who that was. */
export function tombstoneKey(personKey: PersonKey): Key {
  return { pk: `ERASED#${personKey}`, sk: "META" };
}

/**
 * Erases what is kept of a person about events: registrations, what they began, codes and mails, sent ones too, and their
 * address in what an import remembers. Of an event to come the seats fall free and go to whoever waits; of one that is over
 * they stay counted. What remains is a tombstone, and of each mail the bare fact that its attempt was carried out, so that a
 * late repetition of a request brings nobody back. Repeated, it does what is left to do; somebody who registers again later
 * is there again. Costs a read of the whole table for each pass, of which there are two at least.
 * Guests whom others named have no address and are not found.
 * @param who.keyOf the key of the person who reads a mailbox
 * @throws `unauthenticated`, `forbidden`; `busy` when something new came with every pass
 */
export async function erasePerson(
  needs: Needs,
  write: Pick<Write<never>, "actor">,
  who: { readonly personKey: PersonKey; readonly keyOf: (email: string) => PersonKey },
): Promise<void> {
  requireStaff(write.actor);
  const { personKey } = who;
  const erasedAt = instant(needs.now());
  await needs.table.transact([{ put: { ...tombstoneKey(personKey), kind: "tombstone", personKey, erasedAt } }]);
  for (let pass = 1; pass <= PASSES; pass++) {
    const found = await itemsOf(needs, who);
    for (const item of found) await erase(needs, item, who);
    if (found.length === 0) return;
  }
  throw new ChamberError("busy", "Something new came all the time. Erase it again in a moment.");
}

type Who = Parameters<typeof erasePerson>[2];

async function itemsOf({ table }: Needs, who: Who): Promise<Item[]> {
  const own: Item[] = [];
  const isTheirs = (email: unknown) => typeof email === "string" && email !== "" && who.keyOf(email) === who.personKey;
  for await (const items of table.scan(KINDS)) {
    for (const item of items) {
      const email = item.kind === "code" ? item.email : item.kind === "external" ? contactOf(item) : undefined;
      if (item.personKey === who.personKey || isTheirs(email)) own.push(item);
    }
  }
  return own;
}

async function erase(needs: Needs, item: Item, who: Who): Promise<void> {
  switch (item.kind) {
    case "registration":
      return eraseRegistration(needs, parse(item));
    case "external":
      return settled(needs, [{ put: withoutContact(item), when: atVersion(Number(item.version)) }]);
    // That it was posted is what keeps a repeated request from being carried out again.
    case "mail":
      return settled(needs, [{ put: { ...keyOf(item), kind: "mail" }, when: isOf(who.personKey) }]);
    case "flow":
      return settled(needs, [{ remove: keyOf(item), when: isOf(who.personKey) }]);
    default:
      return settled(needs, [{ remove: keyOf(item) }]);
  }
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

/** A step that has nothing to do any more when somebody was faster: the next pass looks again. */
async function settled({ table }: Needs, steps: readonly Action[]): Promise<void> {
  try {
    await table.transact(steps);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function keyOf({ pk, sk }: Item): Key {
  return { pk: String(pk), sk: String(sk) };
}

function isOf(personKey: PersonKey): Condition {
  return { expression: "personKey = :personKey", values: { ":personKey": personKey } };
}

function sourceOf({ source }: Item): Record<string, unknown> {
  return typeof source === "object" && source !== null ? { ...source } : {};
}

function contactOf(item: Item): unknown {
  return sourceOf(item).contactEmail;
}

/** What a row became stays known, so that the next import does not make it anew. */
function withoutContact(item: Item): Item & Key {
  const { contactEmail, contactName, ...source } = sourceOf(item);
  return { ...item, ...keyOf(item), source, version: Number(item.version) + 1 };
}
