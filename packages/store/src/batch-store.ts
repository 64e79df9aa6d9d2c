import { isDeepStrictEqual } from "node:util";
import { type Actor, requireStaff } from "@mainstreet/core/actor";
import type { Category } from "@mainstreet/core/category";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import type { Listing } from "@mainstreet/core/listing";
import { Instant, instant } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import {
  batchesPartition,
  batchIndex,
  batchKey,
  batchPartition,
  batchStepKey,
  batchSteps,
  keptSteps,
} from "./batch-keys.ts";
import { categoryKey, listingKey, memberKey } from "./directory-keys.ts";
import type { External } from "./import-store.ts";
import { TTL } from "./keys.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, type Write } from "./write.ts";

/** How long changes that were made together can be undone, in milliseconds. */
export const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Changes that were made together, and can be undone together. */
export const Batch = z.object({
  id: idOf("batch"),
  of: z.enum(["import", "bulk", "merge"]),
  title: z.string(),
  /** Who made them; null for Mainstreet itself and for somebody who was erased. */
  by: PersonKey.nullable(),
  at: Instant,
  /** How many steps were taken, how many of them undone, and how many could not be. */
  count: z.int().min(0),
  undone: z.int().min(0),
  kept: z.int().min(0),
  state: z.enum(["running", "done", "undoing", "undone"]),
  version: z.int().min(0),
});
export type Batch = z.infer<typeof Batch>;

/** What happened to one thing: made, or some of its fields changed. */
export const Part = z.object({
  of: z.enum(["member", "listing", "category", "external"]),
  id: z.string(),
  made: z.boolean(),
  /** The fields that changed, as they were. A member's contact is told whole, so that whose it was can be found. */
  before: z.record(z.string(), z.unknown()),
  /** 0 for what was made. */
  versionBefore: z.int().min(0),
  versionAfter: z.int().min(1),
});
export type Part = z.infer<typeof Part>;

/** What is undone together or not at all, such as a member and the listing that came with it. */
export const Step = z.object({
  batchId: idOf("batch"),
  n: z.int().min(1),
  parts: z.array(Part),
  /** Why it could not be undone; null while nobody has tried. */
  kept: z.string().nullable(),
  createdAt: Instant,
});
export type Step = z.infer<typeof Step>;

/** A change as a batch remembers it; nothing before for what was made. */
export type Change =
  | { readonly of: "member"; readonly before: Member | null; readonly after: Member }
  | { readonly of: "listing"; readonly before: Listing | null; readonly after: Listing }
  | { readonly of: "category"; readonly before: Category | null; readonly after: Category }
  | {
      readonly of: "external";
      /** Of the row of a spreadsheet. */
      readonly identity: string;
      readonly before: External | null;
      readonly after: External;
    };

/**
 * A batch before its first step is stored: it is stored with that.
 * @param what.id one that was made before; a new one without
 */
export function draft(
  write: Pick<Write<never>, "actor" | "now" | "random">,
  what: { readonly of: Batch["of"]; readonly title: string; readonly id?: string },
): Batch {
  const { actor, now, random } = write;
  return {
    ...{ id: what.id ?? newId("batch", now, random), of: what.of, title: what.title },
    by: actor.kind === "person" ? actor.personKey : null,
    at: instant(now),
    ...{ count: 0, undone: 0, kept: 0 },
    // Only of an import is it known when it ends; to the others more may be added at any time.
    state: what.of === "import" ? "running" : "done",
    version: 0,
  };
}

/**
 * The actions that remember changes, to go into the transaction that makes them: the first is the batch itself, at the
 * version that it was read with; then one for each step.
 * @param steps what is undone together, each
 * @returns with them the batch as it is then
 * @throws `closed` for a batch that is being undone
 */
export function remember(
  batch: Batch,
  steps: readonly (readonly Change[])[],
  now: number,
): { readonly batch: Batch; readonly actions: readonly Action[] } {
  if (batch.state === "undoing" || batch.state === "undone") throw beingUndone();
  const after = { ...batch, count: batch.count + steps.length, version: batch.version + 1 };
  const puts = steps.map((changes, i) =>
    putStep({
      batchId: batch.id,
      n: batch.count + i + 1,
      parts: changes.map(partOf),
      kept: null,
      createdAt: instant(now),
    }),
  );
  return { batch: after, actions: [put(after, batch.version), ...puts] };
}

/** The step that stores a batch: a new one (of version 0), or the successor of a version. */
export function put(batch: Batch, version: number): Action {
  const at = Date.parse(batch.at);
  return {
    put: {
      ...batchKey(batch.id),
      ...batchIndex(at, batch.id),
      kind: "batch",
      ...batch,
      [TTL]: Math.ceil((at + KEPT_MS) / 1000),
    },
    when: version === 0 ? ABSENT : atVersion(version),
  };
}

/** One batch, or null. */
export async function find(table: Table, id: string): Promise<Batch | null> {
  const item = await table.get(batchKey(id));
  return item ? Batch.parse(entityOf(item)) : null;
}

/** One batch, for staff. @throws `unauthenticated`, `forbidden`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Batch> {
  requireStaff(actor);
  const batch = await find(table, id);
  if (!batch) throw new ChamberError("not-found", "There is no such change any more.");
  return batch;
}

/** A page of batches, the newest first. Read through the index. @throws `unauthenticated`, `forbidden` */
export async function list(
  table: Table,
  actor: Actor,
  options: { limit: number; cursor: string | null },
): Promise<{ batches: Batch[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(batchesPartition(), { index: true, ...options });
  return { batches: items.map((item) => Batch.parse(entityOf(item))), cursor };
}

/** The steps that were not undone yet, the newest first. */
export async function stepsLeft(table: Table, id: string, limit: number): Promise<Step[]> {
  const { items } = await table.query(batchPartition(id), { prefix: batchSteps(), limit });
  return items.map((item) => Step.parse(entityOf(item)));
}

/** The steps that could not be undone, in the order in which they were taken. */
export async function stepsKept(table: Table, id: string, limit: number): Promise<Step[]> {
  const { items } = await table.query(batchPartition(id), { prefix: keptSteps(), limit });
  return items.map((item) => Step.parse(entityOf(item)));
}

/** What the things are called that steps are about, by step: the listing's name, or else the member's or the category's. */
export async function namesOf(
  table: Table,
  steps: readonly Step[],
): Promise<Map<number, { id: string; name: string }>> {
  const about = steps.map((step) => {
    const [first] = step.parts;
    return { n: step.n, part: step.parts.find(({ of }) => of === "listing") ?? first };
  });
  const keys = about.flatMap(({ part }) => (part && part.of !== "external" ? [NAMED[part.of](part.id)] : []));
  const items = await table.getMany(keys);
  const byId = new Map(items.map(({ id, name }) => [String(id), String(name)]));
  return new Map(about.map(({ n, part }) => [n, { id: part?.id ?? "", name: byId.get(part?.id ?? "") ?? "" }]));
}

const NAMED = { member: memberKey, listing: listingKey, category: categoryKey };

/** Says that no more steps come. Repeated, or of a batch that is not there, it does nothing. */
export async function finish(table: Table, write: Write<Batch>, id: string): Promise<void> {
  const batch = await find(table, id);
  if (batch?.state !== "running") return;
  const after: Batch = { ...batch, state: "done", version: batch.version + 1 };
  try {
    await commit(table, write, [put(after, batch.version)], after);
  } catch (error) {
    // Somebody began to undo it at this moment, or finished it.
    if (!(error instanceof Refused)) throw error;
  }
}

/** Thrown at whoever wants to add to what is being taken back. */
export function beingUndone(cause?: unknown): ChamberError {
  return new ChamberError("closed", "This change is being undone, so nothing is added to it any more.", { cause });
}

function putStep(step: Step): Action {
  return {
    put: {
      ...batchStepKey(step.batchId, step.n),
      kind: "batch-step",
      ...step,
      [TTL]: Math.ceil((Date.parse(step.createdAt) + KEPT_MS) / 1000),
    },
    when: ABSENT,
  };
}

function partOf(change: Change): Part {
  const { of, before, after } = change;
  const id = change.of === "external" ? change.identity : change.after.id;
  const fields = before === null ? {} : changed(before, after);
  const contact = change.of === "member" && change.before && ("contactName" in fields || "contactEmail" in fields);
  const { contactName, contactEmail } = contact ? change.before : { contactName: "", contactEmail: "" };
  return {
    ...{ of, id, made: before === null },
    before: contact ? { ...fields, contactName, contactEmail } : fields,
    versionBefore: before?.version ?? 0,
    versionAfter: after.version,
  };
}

const SILENT = new Set(["version", "updatedAt"]);

function changed(before: object, after: object): Record<string, unknown> {
  const now = new Map(Object.entries(after));
  return Object.fromEntries(
    Object.entries(before).filter(([field, value]) => !SILENT.has(field) && !isDeepStrictEqual(value, now.get(field))),
  );
}
