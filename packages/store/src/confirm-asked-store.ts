import type { Listing } from "@mainstreet/core/listing";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import { confirmAskedKey, confirmRoundKey, listingKey } from "./directory-keys.ts";
import * as ListingNoticeStore from "./listing-notice-store.ts";
import { happened, type RoundOf } from "./round-store.ts";
import { atVersion, type Table } from "./table.ts";

/** The round in which all owners are asked whose listings were not confirmed for long. */
export const ROUND: RoundOf = { key: confirmRoundKey(), kind: "confirm-round" };

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
