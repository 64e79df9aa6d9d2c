import { requireStaff } from "@mainstreet/core/actor";
import {
  type ListingsChange,
  listingAfter,
  type MembersChange,
  memberAfter,
  type On,
} from "@mainstreet/core/bulk-change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { dateIn, instant } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import type { Batch, Change } from "./batch-store.ts";
import * as BatchStore from "./batch-store.ts";
import * as ChamberStore from "./chamber-store.ts";
import { listingKey, memberKey } from "./directory-keys.ts";
import * as ListingStore from "./listing-store.ts";
import * as MemberStore from "./member-store.ts";
import { type Action, type Item, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** A change of many, each at the version that was seen. */
export type Bulk = {
  readonly ids: readonly { readonly id: string; readonly version: number }[];
  /** What they are undone by: made with the first change, which may come with several requests. */
  readonly batchId: string;
  readonly title: string;
} & (
  | { readonly of: "members"; readonly change: MembersChange }
  | { readonly of: "listings"; readonly change: ListingsChange }
);

/** What came of each. */
export type BulkDone = {
  readonly batch: Batch;
  readonly done: readonly { readonly id: string; readonly version: number }[];
  readonly refused: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
  /** Of the batch. */
  readonly version: number;
};

/** The steps that change one of many, and what of it the batch remembers; null where it is so already. */
type Planned = { readonly steps: readonly Action[]; readonly remembered: Change; readonly version: number } | null;
type Plan = Planned | { readonly reason: string };

const TRIES = 12;
/** So many of a batch's last steps are looked through for what a request that was cut short has done. */
const LOOKED_AT = 300;
const CHANGED = "Somebody else has changed it meanwhile.";

/**
 * Changes many alike, each in a transaction of its own with the memory of how to undo it: what cannot be changed keeps no other
 * from it. Sent again after it was cut short, it goes on.
 * @throws `unauthenticated`, `forbidden`; `not-found` for a batch of somebody else; `closed` for one that is being undone
 */
export async function bulk(table: Table, write: Write<BulkDone>, asked: Bulk): Promise<BulkDone> {
  requireStaff(write.actor);
  const keyOf = asked.of === "members" ? memberKey : listingKey;
  const chamber = await ChamberStore.get(table);
  const on: On = { chamber, date: dateIn(chamber.zone, write.now) };
  const found = new Map((await table.getMany(asked.ids.map(({ id }) => keyOf(id)))).map((item) => [item.id, item]));
  let batch = await batchOf(table, write, asked);
  const done: { id: string; version: number }[] = [];
  const refused: { id: string; name: string; reason: string }[] = [];
  for (const { id, version } of asked.ids) {
    let item = found.get(id);
    for (let tried = 1; ; tried++) {
      const plan = await planOf(table, write, asked, { on, item, version });
      if (plan === null) {
        done.push({ id, version: Number(item?.version) });
        break;
      }
      if ("reason" in plan) {
        refused.push({ id, name: String(item?.name ?? ""), reason: plan.reason });
        break;
      }
      const { batch: next, actions } = BatchStore.remember(batch, [[plan.remembered]], write.now);
      try {
        await commit(table, { ...write, remember: null }, [...plan.steps, ...actions], null);
        batch = next;
        done.push({ id, version: plan.version });
        break;
      } catch (error) {
        if (!(error instanceof Refused) || tried === TRIES) throw error;
        if (isCategoryGone(error, plan.steps)) {
          refused.push({ id, name: String(item?.name ?? ""), reason: "There is no such category." });
          break;
        }
        // Somebody changes the same, or adds to the same batch: both show when they are read again.
        [item, batch] = await Promise.all([table.get(keyOf(id)), batchOf(table, write, asked)]);
      }
    }
  }
  const result = { batch, done, refused, version: Math.max(1, batch.version) };
  return write.remember === null ? result : commit(table, write, [], result);
}

/** The batch as it stands, or a new one. */
async function batchOf(table: Table, write: Write<BulkDone>, { batchId, title }: Bulk): Promise<Batch> {
  const { actor } = write;
  const batch = await BatchStore.find(table, batchId);
  if (!batch) return BatchStore.draft(write, { of: "bulk", title, id: batchId });
  const by = actor.kind === "person" ? actor.personKey : null;
  if (batch.of !== "bulk" || batch.by !== by) throw new ChamberError("not-found", "There is no such change any more.");
  return batch;
}

async function planOf(
  table: Table,
  write: Write<BulkDone>,
  asked: Bulk,
  { on, item, version }: { readonly on: On; readonly item: Item | undefined; readonly version: number },
): Promise<Plan> {
  if (!item) return { reason: "It is not there any more." };
  if (item.version === version + 1 && (await isDoneBefore(table, asked.batchId, item))) return null;
  if (item.version !== version) return { reason: CHANGED };
  return asked.of === "members"
    ? memberPlan(write, Member.parse(entityOf(item)), asked.change, on)
    : listingPlan(write, Listing.parse(entityOf(item)), asked.change, on);
}

function memberPlan(write: Write<BulkDone>, before: Member, change: MembersChange, on: On): Plan {
  if (before.mergedInto !== null) return { reason: "It was merged into another one." };
  const after = memberAfter(before, change, on, newId("membership", write.now, write.random));
  if ("reason" in after) return after;
  if (Object.keys(after.fields).length === 0) return null;
  const member = { ...before, ...after.fields, version: before.version + 1, updatedAt: instant(write.now) };
  const steps = MemberStore.steps(member, before, write.keyring);
  return { steps, remembered: { of: "member", before, after: member }, version: member.version };
}

function listingPlan(write: Write<BulkDone>, before: Listing, change: ListingsChange, on: On): Plan {
  const after = listingAfter(before, change, on);
  if ("reason" in after) return after;
  if (Object.keys(after.fields).length === 0) return null;
  const listing = { ...before, ...after.fields, version: before.version + 1, updatedAt: instant(write.now) };
  const added = "addCategory" in change ? ListingStore.categoryChecks([change.addCategory]) : [];
  const steps = [ListingStore.put(listing, before.version), ...added];
  return { steps, remembered: { of: "listing", before, after: listing }, version: listing.version };
}

/** Whether a thing is as this batch has left it: the request was cut short, or comes twice. */
async function isDoneBefore(table: Table, batchId: string, { id, version }: Item): Promise<boolean> {
  const steps = await BatchStore.stepsLeft(table, batchId, LOOKED_AT);
  return steps.some(({ parts }) => parts.some((part) => part.id === id && part.versionAfter === version));
}

function isCategoryGone(error: Refused, steps: readonly Action[]): boolean {
  return steps.some((step, i) => "check" in step && error.failed(i));
}
