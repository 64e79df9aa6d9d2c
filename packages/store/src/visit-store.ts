import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { type Event, instantsOf } from "@mainstreet/core/event";
import type { Visit } from "@mainstreet/core/guest-path";
import type { LocalDate } from "@mainstreet/core/local-date";
import { Person } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { Seats } from "@mainstreet/core/seats";
import { registrationsPartition, seatsKey } from "./event-keys.ts";
import * as EventStore from "./event-store.ts";
import { personItemKey } from "./person-keys.ts";
import { parse } from "./registration-items.ts";
import type { Table } from "./table.ts";
import { entityOf } from "./write.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Events that were longer ago are not looked at, in milliseconds. */
const WITHIN_MS = 2 * 366 * DAY_MS;
/** Of the events that are over so many are looked at, the latest. */
const MOST_OVER = 100;
/** Once so many visits are read, no earlier event is. */
const MOST_VISITS = 20_000;
const PAGE = 500;

export type Visits = {
  /** The events that were looked at, the latest first. */
  readonly events: readonly Event[];
  readonly visits: readonly Visit[];
  /** The day since which all visits are told; null where there was no event. */
  readonly since: LocalDate | null;
};

/**
 * Who had seats at the events of the last two years: 1 R for 4 KB of registrations, about six parties; at most of a hundred
 * events, and of no earlier ones once 20,000 visits are read.
 * @param now milliseconds since 1970
 */
export async function visits(table: Table, actor: Actor, now: number): Promise<Visits> {
  requireStaff(actor);
  const over = await eventsOver(table, actor, now);
  const looked: Event[] = [];
  const found: Visit[] = [];
  for (const event of over.slice(0, MOST_OVER)) {
    if (found.length >= MOST_VISITS) break;
    looked.push(event);
    found.push(...(await visitsOf(table, event)));
  }
  return { events: looked, visits: found, since: looked.at(-1)?.startsAt.slice(0, 10) ?? null };
}

/** The events that are over, the latest first. */
async function eventsOver(table: Table, actor: Actor, now: number): Promise<Event[]> {
  const found: Event[] = [];
  let from: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof EventStore.list>> = await EventStore.list(table, actor, {
      limit: PAGE,
      cursor: from,
    });
    found.push(...page.events.filter((event) => isOver(event, now)));
    from = page.cursor;
  } while (from !== null);
  return found.reverse();
}

/** Whether an event took place and is over, not too long ago. */
export function isOver(event: Event, now: number): boolean {
  const { ends } = instantsOf(event);
  return event.status === "published" && ends <= now && ends > now - WITHIN_MS;
}

async function visitsOf(table: Table, { id, title, startsAt }: Event): Promise<Visit[]> {
  const item = await table.get(seatsKey(id));
  const shards = item ? Seats.parse(entityOf(item)).shards : 0;
  const found: Visit[] = [];
  for (let shard = 0; shard < shards; shard++) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Table["query"]>> = await table.query(registrationsPartition(id, shard), {
        limit: PAGE,
        cursor,
      });
      for (const { status, personKey, party } of page.items.map(parse)) {
        if (status !== "confirmed") continue;
        const { name, company, email } = party.registrant;
        found.push({ personKey, eventId: id, title, on: startsAt.slice(0, 10), name, company, email });
      }
      cursor = page.cursor;
    } while (cursor !== null);
  }
  return found;
}

/** For which members people act, and whether they are staff; those who never signed in are left out. 1 R each. */
export async function belongings(
  table: Table,
  keys: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, { readonly members: readonly string[]; readonly isStaff: boolean }>> {
  const items = keys.length === 0 ? [] : await table.getMany(keys.map(personItemKey));
  return new Map(
    items.map((item) => {
      const { personKey, represents, staff } = Person.parse(entityOf(item));
      return [personKey, { members: represents.map(({ memberId }) => memberId), isStaff: staff !== null }];
    }),
  );
}
