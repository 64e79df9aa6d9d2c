import { Category } from "@mainstreet/core/category";
import { Chamber } from "@mainstreet/core/chamber";
import { Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import {
  type Changed,
  categoryKey,
  chamberKey,
  changedBy,
  type Key,
  listingKey,
  memberKey,
} from "@mainstreet/store/keys";
import type { Item, Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import type { Entity } from "./source.ts";

/** The kinds of items that the public site is made of. */
const PUBLIC_KINDS = ["chamber", "category", "member", "listing"];

/** Reads entities as they stand in the table now, strongly consistent; one that is not there has a null entity. */
export async function readEntities(table: Table, changed: readonly Changed[]): Promise<Entity[]> {
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
export async function* allEntities(table: Table): AsyncGenerator<Entity> {
  for await (const items of table.scan(PUBLIC_KINDS)) for (const item of items) yield parse(item);
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
  }
}

function absent({ kind, id }: Changed): Entity {
  return kind === "chamber" ? { kind, id: "", entity: null } : { kind, id, entity: null };
}

function parse(item: Item): Entity {
  const changed = changedBy({ pk: String(item.pk), sk: String(item.sk) });
  const entity = entityOf(item);
  switch (changed?.kind) {
    case "chamber":
      return { kind: "chamber", id: "", entity: Chamber.parse(entity) };
    case "category":
      return { kind: "category", id: changed.id, entity: Category.parse(entity) };
    case "member":
      return { kind: "member", id: changed.id, entity: Member.parse(entity) };
    case "listing":
      return { kind: "listing", id: changed.id, entity: Listing.parse(entity) };
    case undefined:
      throw new Error("An item of another kind was read as public.");
  }
}
