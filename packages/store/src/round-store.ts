import * as z from "zod";
import type { Key } from "./keys.ts";
import { ABSENT, atVersion, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** How far a round has come that goes through everything of a kind once a day, a part at a time. */
export const Round = z.strictObject({
  /** Where in the list it goes on; null at its beginning. */
  cursor: z.string().nullable(),
  /** The earliest that it goes on, in milliseconds since 1970. */
  nextAt: z.int(),
  version: z.int().min(1),
});
export type Round = z.infer<typeof Round>;

/** Which round it is: its key, and the kind of its item. */
export type RoundOf = { readonly key: Key; readonly kind: "confirm-round" | "renewal-round" };

/** The round as it stands; null before the first. */
export async function find(table: Table, { key }: Pick<RoundOf, "key">): Promise<Round | null> {
  const item = await table.get(key);
  return item ? Round.parse(entityOf(item)) : null;
}

/** Notes how far a round has come. False when somebody else did. */
export async function advance(
  table: Table,
  { key, kind }: RoundOf,
  before: Round | null,
  to: Omit<Round, "version">,
): Promise<boolean> {
  const version = (before?.version ?? 0) + 1;
  const when = before ? atVersion(before.version) : ABSENT;
  return happened(table.transact([{ put: { ...key, kind, ...to, version }, when }]));
}

/** Whether a transaction took place, and was not refused because somebody was faster. */
export async function happened(transaction: Promise<void>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
