import { requireStaff } from "@mainstreet/core/actor";
import { batchPartition, batchSteps } from "./batch-keys.ts";
import { type Batch, get, Step } from "./batch-store.ts";
import { alike, outcomeOf, type UndoNeeds } from "./batch-undo.ts";
import { lookUp, nameOfKey } from "./batch-undo-part.ts";
import type { Item } from "./table.ts";
import { entityOf } from "./write.ts";

/** Steps that are read together. */
const AT_ONCE = 100;

/** What undoing a batch would come to. */
export type Foreseen = {
  readonly batch: Batch;
  /** So many of the steps that are left were looked at, the newest first. */
  readonly looked: number;
  /** Those of them that would be kept, with their reasons. */
  readonly kept: readonly Step[];
};

/**
 * What undoing a batch would keep, and why, as everything stands now: the undoing itself, with its steps imagined and none
 * carried out.
 * @param until no more steps are looked at after this, in milliseconds since 1970
 * @throws `unauthenticated`, `forbidden`, `not-found`
 */
export async function foresee(
  needs: Pick<UndoNeeds, "table" | "now" | "keyring" | "actor">,
  id: string,
  until: number,
): Promise<Foreseen> {
  const { table, actor, now } = needs;
  requireStaff(actor);
  const batch = await get(table, actor, id);
  const imagined = new Map<string, Item | null>();
  const kept: Step[] = [];
  let looked = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof table.query>> = await table.query(batchPartition(id), {
      prefix: batchSteps(),
      limit: AT_ONCE,
      cursor,
    });
    let left: readonly Step[] = page.items.map((item) => Step.parse(entityOf(item)));
    while (left.length > 0 && (looked === 0 || now() < until)) {
      const steps = alike(left);
      const before = await lookUp(table, steps, imagined);
      for (const step of steps) {
        const outcome = outcomeOf(needs, step, before);
        if (outcome.kept !== null) kept.push({ ...step, kept: outcome.kept });
        else {
          for (const action of outcome.actions) {
            if ("put" in action) imagined.set(nameOfKey(action.put), action.put);
            if ("remove" in action) imagined.set(nameOfKey(action.remove), null);
          }
        }
      }
      looked += steps.length;
      left = left.slice(steps.length);
    }
    cursor = left.length > 0 ? null : page.cursor;
  } while (cursor !== null && now() < until);
  return { batch, looked, kept };
}
