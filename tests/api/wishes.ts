import type { ChangeRequest } from "@mainstreet/core/change-request";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { stepsOf } from "@mainstreet/store/change-request-items";
import * as ListingStore from "@mainstreet/store/listing-store";
import type { Table } from "@mainstreet/store/table";
import { random } from "../emulator/table.ts";
import { keyOf } from "../people.ts";

/**
 * Has somebody ask for another name of a listing, which stays at its version, and have changed its summary.
 * @returns the id of the change that was applied and that staff have not seen
 */
export async function ask(table: Table, listingId: string): Promise<string> {
  const now = Date.now();
  const listing = await ListingStore.get(table, listingId);
  const { memberId, name, summary, version } = listing;
  const by = keyOf("asks@example.org");
  const at = instant(now);
  const open = { reason: "", decidedBy: null, decidedAt: null, createdAt: at, updatedAt: at, version };
  const of = { listingId, memberId, by, askers: [by], ...open };
  const wish: ChangeRequest = {
    ...of,
    id: newId("change", now, random),
    status: "pending",
    fields: { name: { before: name, after: "Best Cafe" } },
  };
  const done: ChangeRequest = {
    ...of,
    id: newId("change", now, random),
    status: "applied",
    fields: { summary: { before: "Coffee", after: summary } },
  };
  await table.transact(stepsOf({ listing, pending: null }, { listing, pending: wish, past: [done] }));
  return done.id;
}
