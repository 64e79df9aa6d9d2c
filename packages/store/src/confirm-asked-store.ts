import type { Listing } from "@mainstreet/core/listing";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { confirmAskedKey, confirmRoundKey, listingKey } from "./directory-keys.ts";
import * as ListingNoticeStore from "./listing-notice-store.ts";
import { ABSENT, atVersion, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** How far the round has come in which all owners are asked whose listings were not confirmed for long. */
export const Round = z.strictObject({
  /** Where in the list of listings it goes on; null at its beginning. */
  cursor: z.string().nullable(),
  /** The earliest that it goes on, in milliseconds since 1970. */
  nextAt: z.int(),
  version: z.int().min(1),
});
export type Round = z.infer<typeof Round>;

/** The round as it stands; null before the first. */
export async function round(table: Table): Promise<Round | null> {
  const item = await table.get(confirmRoundKey());
  return item ? Round.parse(entityOf(item)) : null;
}

/** Notes how far a round has come. False when somebody else did. */
export async function advance(table: Table, before: Round | null, to: Omit<Round, "version">): Promise<boolean> {
  const version = (before?.version ?? 0) + 1;
  const when = before ? atVersion(before.version) : ABSENT;
  return happened(table.transact([{ put: { ...confirmRoundKey(), kind: "confirm-round", ...to, version }, when }]));
}

/** The days on which the owners of listings were asked last, by listing; those never asked are left out. */
export async function lastAsked(table: Table, ids: readonly string[]): Promise<ReadonlyMap<string, LocalDate>> {
  const items = await table.getMany(ids.map(confirmAskedKey));
  return new Map(items.map(({ listingId, askedOn }) => [String(listingId), String(askedOn)]));
}

/**
 * Asks people whether a listing is still right, unless it was changed meanwhile or they were asked after a day: that is
 * a condition of the write, so however many ask at once, each person gets one mail.
 * @param on.today the day that is noted
 * @param on.notAfter the last day on which they may have been asked before
 */
export async function ask(
  table: Table,
  { id: listingId, version }: Pick<Listing, "id" | "version">,
  people: readonly PersonKey[],
  on: { readonly today: LocalDate; readonly notAfter: LocalDate; readonly now: number },
): Promise<boolean> {
  const cause = `${listingId}#${on.today}`;
  const notices = people.map((personKey) =>
    ListingNoticeStore.post(
      ListingNoticeStore.noticeOf({ cause, template: "still-right", personKey, listingId }, on.now),
    ),
  );
  const asked = { ...confirmAskedKey(listingId), kind: "confirm-asked", listingId, askedOn: on.today };
  const when = {
    expression: "attribute_not_exists(pk) OR askedOn <= :notAfter",
    values: { ":notAfter": on.notAfter },
  };
  return happened(
    table.transact([{ put: asked, when }, { check: listingKey(listingId), when: atVersion(version) }, ...notices]),
  );
}

async function happened(transaction: Promise<void>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
