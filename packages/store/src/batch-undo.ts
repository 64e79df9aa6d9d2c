import { type Actor, requireStaff } from "@mainstreet/core/actor";
import type { Now, Random } from "@mainstreet/core/needs";
import { changesOf } from "./audit-changes.ts";
import { entryOf, put as putEntry } from "./audit-entry.ts";
import { batchStepKey, keptStepKey } from "./batch-keys.ts";
import type { Batch, Step } from "./batch-store.ts";
import * as BatchStore from "./batch-store.ts";
import { type Before, lookUp, type PartUndone, undoPart } from "./batch-undo-part.ts";
import { categoryTreeKey } from "./directory-keys.ts";
import * as ImportStore from "./import-store.ts";
import type { Keyring } from "./keyring.ts";
import { TTL } from "./keys.ts";
import { type Action, atVersion, type Item, Refused, type Table } from "./table.ts";
import { transactAs } from "./write.ts";

/** What undoing works with, and who asks for it. */
export type UndoNeeds = {
  readonly table: Table;
  readonly now: Now;
  readonly random: Random;
  readonly keyring: Keyring;
  readonly actor: Actor;
  /** The route by which it is asked for, for the audit. */
  readonly operation?: string;
};

/** Steps that are looked at together, and actions of a transaction less those for batch, tree, roles and the audit. */
const AT_ONCE = 16;
const MOST_ACTIONS = 95;
const TRIES = 10;

/**
 * Takes back what was done together, newest step first: what was made is removed, and fields get what they were. A step of
 * which anything was changed since is kept, whole, with its reason. Each transaction says how far it has come, so a call may
 * die anywhere and two may come at once; the next goes on.
 * @param until no new transaction is begun after this, in milliseconds since 1970
 * @param most steps that are looked at
 * @returns the batch as it is then: `undone` when nothing is left to do
 * @throws `unauthenticated`, `forbidden`, `not-found`
 */
export async function undo(
  needs: UndoNeeds,
  id: string,
  { until, most }: { readonly until: number; readonly most: number },
): Promise<Batch> {
  requireStaff(needs.actor);
  let batch = await BatchStore.get(needs.table, needs.actor, id);
  let [looked, refused] = [0, 0];
  while (batch.state !== "undone" && looked < most && needs.now() < until) {
    try {
      const steps = alike(await BatchStore.stepsLeft(needs.table, id, Math.min(AT_ONCE, most - looked)));
      const done = await undoSome(needs, batch, steps);
      batch = done.batch;
      looked += done.looked;
      refused = 0;
    } catch (error) {
      // Somebody changed something of it at this moment, or undoes the same: both show when it is read again.
      if (!(error instanceof Refused) || ++refused >= TRIES) throw error;
      batch = await BatchStore.get(needs.table, needs.actor, id);
    }
  }
  return batch;
}

/** The first steps, as long as they are of categories, or of anything else: whether one is used shows when the others are gone. */
export function alike(steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps.map(ofCategories);
  const end = rest.findIndex((each) => each !== first);
  return end < 0 ? steps : steps.slice(0, end + 1);
}

function ofCategories({ parts }: Step): boolean {
  return parts.some(({ of }) => of === "category");
}

/** Undoes as many of the steps as one transaction holds. */
async function undoSome(
  needs: UndoNeeds,
  batch: Batch,
  steps: readonly Step[],
): Promise<{ readonly batch: Batch; readonly looked: number }> {
  const { table } = needs;
  if (steps.length === 0) return { batch: await commit(needs, batch, { state: "undone" }, []), looked: 0 };
  const before = await lookUp(table, steps);
  const actions: Action[] = [];
  const touched = new Set<string>();
  const judged = new Set<string>();
  let [looked, undone, kept] = [0, 0, 0];
  let tree = false;
  for (const step of steps) {
    // What was changed twice in the batch is read again between the two.
    const things = step.parts.map(({ of, id }) => `${of} ${id}`);
    if (things.some((thing) => judged.has(thing))) break;
    for (const thing of things) judged.add(thing);
    const outcome = outcomeOf(needs, step, before);
    const own = outcome.kept === null ? outcome.actions : [];
    const keys = own.map(keyOf);
    // The tree of categories is one item however many change; other things are written once in a transaction.
    if (actions.length + own.length + 2 > MOST_ACTIONS || keys.some((key) => touched.has(key))) break;
    for (const key of keys) touched.add(key);
    actions.push(...own, ...settled(step, outcome.kept));
    tree ||= outcome.kept === null && outcome.tree;
    looked++;
    if (outcome.kept === null) undone++;
    else kept++;
  }
  if (tree) actions.push(await bumpTree(table));
  const change = { state: "undoing" as const, undone: batch.undone + undone, kept: batch.kept + kept };
  return { batch: await commit(needs, batch, change, actions), looked };
}

/** What becomes of a step: it is kept for a reason, or undone by some actions. */
type Outcome =
  | { readonly kept: string }
  | { readonly kept: null; readonly actions: readonly Action[]; readonly tree: boolean };

export function outcomeOf(needs: Pick<UndoNeeds, "now" | "keyring">, step: Step, before: Before): Outcome {
  const parts: PartUndone[] = [];
  for (const part of step.parts) {
    const undone = undoPart(needs, part, step, before);
    if ("kept" in undone) return undone;
    parts.push(undone);
  }
  return { kept: null, actions: parts.flatMap(({ actions }) => actions), tree: ofCategories(step) };
}

/** What was undone is forgotten; what could not be is kept with the reason. */
function settled(step: Step, kept: string | null): Action[] {
  const { batchId, n } = step;
  const done: Action = { remove: batchStepKey(batchId, n) };
  if (kept === null) return [done];
  const ttl = Math.ceil((Date.parse(step.createdAt) + BatchStore.KEPT_MS) / 1000);
  return [done, { put: { ...keptStepKey(batchId, n), kind: "batch-step", ...step, kept, [TTL]: ttl } }];
}

async function commit(
  { table, now, random, actor, operation, keyring }: UndoNeeds,
  batch: Batch,
  change: Partial<Batch>,
  actions: readonly Action[],
): Promise<Batch> {
  const after = { ...batch, ...change, version: batch.version + 1 };
  const write = { actor, now: now(), random, ...(operation !== undefined && { operation }) };
  const facts = { undone: after.undone - batch.undone, kept: after.kept - batch.kept };
  const { changes } = await changesOf(table, actions, keyring.keyOf);
  const entry = entryOf(write, { subject: { kind: "batch", id: batch.id }, changes, facts }, new Map());
  const told = actions.length > 0 ? [putEntry(entry)] : [];
  await transactAs(table, actor, [BatchStore.put(after, batch.version), ...actions, ...told]);
  return after;
}

async function bumpTree(table: Table): Promise<Action> {
  const { version } = await ImportStore.readTree(table);
  const put: Item & ReturnType<typeof categoryTreeKey> = {
    ...categoryTreeKey(),
    kind: "category-tree",
    version: version + 1,
  };
  return { put, when: version === 0 ? { expression: "attribute_not_exists(pk)" } : atVersion(version) };
}

function keyOf(action: Action): string {
  const { pk, sk } = "put" in action ? action.put : "remove" in action ? action.remove : action.check;
  return JSON.stringify([pk, sk]);
}
