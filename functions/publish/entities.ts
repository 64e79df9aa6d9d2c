import { Category } from "@mainstreet/core/category";
import { Chamber } from "@mainstreet/core/chamber";
import { Event } from "@mainstreet/core/event";
import { Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import { Seats } from "@mainstreet/core/seats";
import {
  type Changed,
  categoryKey,
  chamberKey,
  changedBy,
  eventKey,
  type Key,
  listingKey,
  memberKey,
  seatsKey,
} from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import type { Log } from "../log.ts";
import type { Entity } from "./source.ts";

/** The kinds of items that the public site is made of. */
const PUBLIC_KINDS = ["chamber", "category", "member", "listing", "event", "seats"];

/**
 * Reads entities as they stand in the table now, strongly consistent; one that is not there has a null entity. So has one
 * that cannot be read, which is logged: a single broken item must not keep everybody else's edits from the site.
 */
export async function readEntities(table: Table, log: Log, changed: readonly Changed[]): Promise<Entity[]> {
  const parse = (item: Item) => readable(item, log);
  const wanted = new Map(changed.map((c) => [nameOf(c), c]));
  const items = await table.getMany([...wanted.values()].map(keyOf));
  const found = items.map(parse);
  // A member is read with its listing: their records may come in either order, or from different shards.
  const members = found.flatMap((e) => (e.kind === "listing" && e.entity ? [e.entity.memberId] : []));
  const more = [...new Set(members)].filter((id) => !wanted.has(nameOf({ kind: "member", id })));
  found.push(...(await table.getMany(more.map(memberKey))).map(parse));
  const there = new Set(found.map(nameOf));
  const gone = [...wanted.values()].filter((c) => !there.has(nameOf(c))).map(absent);
  return [...found, ...gone];
}

/** Every entity of the table, strongly consistent page by page. */
export async function* allEntities(table: Table, log: Log): AsyncGenerator<Entity> {
  for await (const items of table.scan(PUBLIC_KINDS)) for (const item of items) yield readable(item, log);
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
      return seatsKey(id);
  }
}

function absent({ kind, id }: Changed): Entity {
  return kind === "chamber" ? { kind, id: "", entity: null } : { kind, id, entity: null };
}

function readable(item: Item, log: Log): Entity {
  const changed = changedBy({ pk: String(item.pk), sk: String(item.sk) });
  if (!changed) throw new Error("An item of another kind was read as public.");
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
