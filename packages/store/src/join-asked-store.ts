import { requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { Event } from "@mainstreet/core/event";
import { ASK_AGAIN_DAYS } from "@mainstreet/core/guest-path";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey, shardOf } from "@mainstreet/core/person-key";
import type { Registration } from "@mainstreet/core/registration";
import * as z from "zod";
import { joinAskedKey } from "./console-keys.ts";
import { eventKey, registrationKey } from "./event-keys.ts";
import * as LetterStore from "./letter-store.ts";
import { unsubscribedKey } from "./mailing-keys.ts";
import * as MemberStore from "./member-store.ts";
import { personItemKey } from "./person-keys.ts";
import * as PersonStore from "./person-store.ts";
import { PRESENT } from "./registration-items.ts";
import * as RegistrationStore from "./registration-store.ts";
import * as SeatsStore from "./seats-store.ts";
import { ABSENT, type Action, atVersion, type Item, Refused, type Table } from "./table.ts";
import { isOver } from "./visit-store.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** That a guest was asked to join, or is not to be asked. */
export const JoinAsked = z.strictObject({
  personKey: PersonKey,
  /** When the last letter was written; null while none was. */
  askedAt: Instant.nullable(),
  /** Whether they have said that they want no such letter. */
  leftAlone: z.boolean(),
  version: z.int().min(1),
});
export type JoinAsked = z.infer<typeof JoinAsked>;

const AGAIN_MS = ASK_AGAIN_DAYS * 24 * 60 * 60 * 1000;

/** How it stands with asking a guest. */
export type Asking = Pick<JoinAsked, "askedAt" | "leftAlone"> & {
  /** Whether they want no mail that is not about what they do here themselves. */
  readonly unsubscribed: boolean;
};

/** How it stands with asking each of these guests. 2 R each. */
export async function find(table: Table, keys: readonly PersonKey[]): Promise<ReadonlyMap<PersonKey, Asking>> {
  if (keys.length === 0) return new Map();
  const items = await table.getMany(keys.flatMap((key) => [joinAskedKey(key), unsubscribedKey(key)]));
  const asked = new Map(items.filter(({ kind }) => kind === "join-asked").map((item) => [item.personKey, parse(item)]));
  const gone = new Set(items.filter(({ kind }) => kind === "unsubscribed").map(({ pk }) => pk));
  return new Map(
    keys.map((key) => {
      const { askedAt = null, leftAlone = false } = asked.get(key) ?? {};
      return [key, { askedAt, leftAlone, unsubscribed: gone.has(unsubscribedKey(key).pk) }];
    }),
  );
}

/** Whether a guest may be asked to join. @param now milliseconds since 1970 */
export function mayAsk({ askedAt, leftAlone, unsubscribed }: Asking, now: number): boolean {
  return !leftAlone && !unsubscribed && (askedAt === null || Date.parse(askedAt) + AGAIN_MS <= now);
}

/**
 * Asks a guest by letter whether they would like to join: once in 90 days. Letter and note are one transaction with checks
 * that the guest still has the seat by which the address is known, and still acts for no member.
 * @throws `not-found` for whoever had no seat, or was erased; `taken` for whoever belongs to a member; `forbidden` for whoever
 * wants no such letter; `too-many` within 90 days; `stale`
 */
export async function ask(table: Table, write: Write<JoinAsked>, personKey: PersonKey): Promise<JoinAsked> {
  requireStaff(write.actor);
  const { now } = write;
  const [before, standing, person, seat] = await Promise.all([
    read(table, personKey),
    find(table, [personKey]),
    PersonStore.find(table, personKey),
    seatOf(table, personKey),
  ]);
  const asking = standing.get(personKey);
  const { email } = seat.registration.party.registrant;
  const contacts = await MemberStore.ofContact(table, { personKey, email });
  if (person?.staff || person?.represents.length || contacts.length > 0)
    throw new ChamberError("taken", "This person belongs to a member, or to the chamber, by now.");
  if (asking?.leftAlone || asking?.unsubscribed)
    throw new ChamberError("forbidden", "This person does not want to be asked.");
  if (asking && !mayAsk(asking, now))
    throw new ChamberError("too-many", `This person was asked within the last ${ASK_AGAIN_DAYS} days.`);
  const visits = await visitsOf(table, seat.all, now);
  const letter = { template: "join", personKey, email, values: { visits: String(visits) } } as const;
  return stored(table, write, before, { personKey, askedAt: instant(now), leftAlone: false }, [
    seat.check,
    { check: unsubscribedKey(personKey), when: ABSENT },
    { check: personItemKey(personKey), when: person ? atVersion(person.version) : ABSENT },
    LetterStore.post(letter, write),
  ]);
}

/** Notes that a guest is not to be asked to join, or may be again. @throws `not-found`, `stale` */
export async function leaveAlone(
  table: Table,
  write: Write<JoinAsked>,
  personKey: PersonKey,
  leftAlone: boolean,
): Promise<JoinAsked> {
  requireStaff(write.actor);
  const [before, seat] = await Promise.all([read(table, personKey), seatOf(table, personKey)]);
  return stored(table, write, before, { personKey, askedAt: before?.askedAt ?? null, leftAlone }, [seat.check]);
}

async function stored(
  table: Table,
  write: Write<JoinAsked>,
  before: JoinAsked | null,
  change: Omit<JoinAsked, "version">,
  also: readonly Action[],
): Promise<JoinAsked> {
  const asked: JoinAsked = { ...change, version: (before?.version ?? 0) + 1 };
  const put: Action = {
    put: { ...joinAskedKey(asked.personKey), kind: "join-asked", ...asked },
    when: before ? atVersion(before.version) : ABSENT,
  };
  try {
    return await commit(table, write, [put, ...also], asked);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

async function read(table: Table, personKey: PersonKey): Promise<JoinAsked | null> {
  const item = await table.get(joinAskedKey(personKey));
  return item ? parse(item) : null;
}

/** The latest seat of a person, all of them, and the check that it is still there: whoever is erased has none. */
async function seatOf(
  table: Table,
  personKey: PersonKey,
): Promise<{ registration: Registration; all: readonly Registration[]; check: Action }> {
  const all = (await RegistrationStore.ofPerson(table, personKey)).filter(({ status }) => status === "confirmed");
  const registration = all.at(-1);
  if (!registration) throw new ChamberError("not-found", "This person had no seat at any event.");
  const { eventId } = registration;
  const { shards } = await SeatsStore.get(table, eventId);
  const key = registrationKey(eventId, shardOf(personKey, shards), personKey);
  return { registration, all, check: { check: key, when: PRESENT } };
}

/** To how many events somebody came. */
async function visitsOf(table: Table, registrations: readonly Registration[], now: number): Promise<number> {
  const items = await table.getMany(registrations.map(({ eventId }) => eventKey(eventId)));
  return items.map((item) => Event.parse(entityOf(item))).filter((event) => isOver(event, now)).length;
}

function parse(item: Item): JoinAsked {
  return JoinAsked.parse(entityOf(item));
}
