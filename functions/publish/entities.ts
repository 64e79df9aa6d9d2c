import { Category } from "@mainstreet/core/category";
import { Chamber } from "@mainstreet/core/chamber";
import { Event } from "@mainstreet/core/event";
import { publicGuests } from "@mainstreet/core/event-guests";
import { Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import { Registration } from "@mainstreet/core/registration";
import { Seats } from "@mainstreet/core/seats";
import { categoryKey, chamberKey, listingKey, memberKey } from "@mainstreet/store/directory-keys";
import { eventKey, registrationsPartition, seatsKey } from "@mainstreet/store/event-keys";
import { type Changed, changedBy, type Key } from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import type { Log } from "../log.ts";
import type { Entity } from "./source.ts";

/** The kinds of items that the public site is made of. */
const PUBLIC_KINDS = ["chamber", "category", "member", "listing", "event", "seats", "registration"];

/**
 * Reads entities as they stand in the table now, strongly consistent; one that is not there has a null entity. So has one
 * that cannot be read, which is logged: a single broken item must not keep everybody else's edits from the site.
 */
export async function readEntities(table: Table, log: Log, changed: readonly Changed[]): Promise<Entity[]> {
  const parse = (item: Item) => readable(item, log);
  const isGuests = ({ kind }: Changed) => kind === "guests";
  const wanted = new Map(changed.filter((c) => !isGuests(c)).map((c) => [nameOf(c), c]));
  const items = await table.getMany([...wanted.values()].map(keyOf));
  const found = items.map(parse);
  // A member is read with its listing: their records may come in either order, or from different shards.
  const members = found.flatMap((e) => (e.kind === "listing" && e.entity ? [e.entity.memberId] : []));
  const more = [...new Set(members)].filter((id) => !wanted.has(nameOf({ kind: "member", id })));
  found.push(...(await table.getMany(more.map(memberKey))).map(parse));
  const there = new Set(found.map(nameOf));
  const gone = [...wanted.values()].filter((c) => !there.has(nameOf(c))).map(absent);
  const guests = new Set(changed.filter(isGuests).map(({ id }) => id));
  return [...found, ...gone, ...(await Promise.all([...guests].map((id) => guestsOf(table, log, id))))];
}

/** Who comes to an event and lets everybody know: what else registrations hold goes no further than this. */
async function guestsOf(table: Table, log: Log, id: string): Promise<Entity> {
  const item = await table.get(seatsKey(id));
  const shards = Number(item?.shards ?? 0);
  const partitions = Array.from({ length: shards }, (_, shard) => registrationsPartition(id, shard));
  const pages = await Promise.all(partitions.map((partition) => table.query(partition)));
  const registrations = pages.flatMap(({ items }) => items.flatMap((one) => registrationOf(one, log)));
  const guests = publicGuests(id, registrations);
  return { kind: "guests", id, entity: guests.named.length > 0 ? guests : null };
}

function registrationOf(item: Item, log: Log): Registration[] {
  const registration = orNull(Registration.safeParse(entityOf(item)), "registration", log);
  return registration ? [registration] : [];
}

/** Every entity of the table, strongly consistent page by page. */
export async function* allEntities(table: Table, log: Log): AsyncGenerator<Entity> {
  const registered = new Map<string, Registration[]>();
  for await (const items of table.scan(PUBLIC_KINDS)) {
    for (const item of items) {
      if (item.kind !== "registration") {
        yield readable(item, log);
        continue;
      }
      const [registration] = registrationOf(item, log);
      // Only who may be named is kept for as long as the table is read.
      if (!registration || publicGuests(registration.eventId, [registration]).named.length === 0) continue;
      registered.set(registration.eventId, [...(registered.get(registration.eventId) ?? []), registration]);
    }
  }
  for (const [id, own] of registered) yield { kind: "guests", id, entity: publicGuests(id, own) };
}

function nameOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind} ${id}`;
}

function keyOf({ kind, id }: Changed): Key {
  switch (kind) {
    case "chamber":
      return chamberKey();
    case "category":
      return categoryKey(id);
    case "member":
      return memberKey(id);
    case "listing":
      return listingKey(id);
    case "event":
      return eventKey(id);
    case "seats":
    case "guests":
      return seatsKey(id);
  }
}

function absent({ kind, id }: Changed): Entity {
  return kind === "chamber" ? { kind, id: "", entity: null } : { kind, id, entity: null };
}

function readable(item: Item, log: Log): Entity {
  const changed = changedBy({ pk: String(item.pk), sk: String(item.sk) });
  if (!changed || changed.kind === "guests") throw new Error("An item of another kind was read as public.");
  const { kind, id } = changed;
  const entity = entityOf(item);
  switch (kind) {
    case "chamber":
      return { kind, id: "", entity: orNull(Chamber.safeParse(entity), kind, log) };
    case "category":
      return { kind, id, entity: orNull(Category.safeParse(entity), kind, log) };
    case "member":
      return { kind, id, entity: orNull(Member.safeParse(entity), kind, log) };
    case "listing":
      return { kind, id, entity: orNull(Listing.safeParse(entity), kind, log) };
    case "event":
      return { kind, id, entity: orNull(Event.safeParse(entity), kind, log) };
    case "seats":
      return { kind, id, entity: orNull(Seats.safeParse(entity), kind, log) };
  }
}

function orNull<T>(parsed: { data?: T | undefined; success: boolean }, kind: string, log: Log): T | null {
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  log({ level: "error", event: `unreadable-${kind}` });
  return null;
}
