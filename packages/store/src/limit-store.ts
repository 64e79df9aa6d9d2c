import type { Random } from "@mainstreet/core/needs";
import { limitKey, limitPartition, TTL } from "./keys.ts";
import type { Action, Table } from "./table.ts";

/** How often something may be done within an hour. Each time takes one of so many slots, which is free again an hour later. */
export type Limit = {
  /** What is limited and for whom, hashed. */
  readonly hash: string;
  readonly most: number;
};

/** How long a slot stays taken, in milliseconds. */
export const WINDOW_MS = 60 * 60 * 1000;

/** Of up to so many slots it is looked which are free; of more any one by chance most likely is. */
const LOOKED_AT = 20;

/** A slot to try first, or null when all are taken: asked for in the same way however many are. */
export async function firstSlot(table: Table, limit: Limit, random: Random, now: number): Promise<number | null> {
  return limit.most <= LOOKED_AT ? freeSlot(table, limit, random, now) : chosen(limit.most, random);
}

/** A slot that is free, by chance, or null when all are taken. */
export async function freeSlot(table: Table, limit: Limit, random: Random, now: number): Promise<number | null> {
  const { items } = await table.query(limitPartition(limit.hash));
  const taken = new Set(items.filter(({ until }) => Number(until) > now).map(({ sk }) => Number(sk)));
  const free = Array.from({ length: limit.most }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  return free[chosen(free.length, random)] ?? null;
}

function chosen(of: number, random: Random): number {
  return Buffer.from(random(4)).readUInt32BE() % Math.max(1, of);
}

/** The step that takes a slot, and refuses its transaction when somebody has it. */
export function take(limit: Limit, slot: number, now: number): Action {
  const until = now + WINDOW_MS;
  return {
    put: { ...limitKey(limit.hash, slot), kind: "limit", until, [TTL]: Math.ceil(until / 1000) },
    when: {
      expression: "attribute_not_exists(pk) OR #until <= :now",
      names: { "#until": "until" },
      values: { ":now": now },
    },
  };
}
