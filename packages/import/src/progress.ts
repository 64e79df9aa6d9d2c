import { ChamberError } from "@mainstreet/core/error";
import { type AuditChange, changesOf } from "@mainstreet/store/audit-changes";
import { entryOf, put } from "@mainstreet/store/audit-entry";
import type { Batch, Change } from "@mainstreet/store/batch-store";
import * as BatchStore from "@mainstreet/store/batch-store";
import * as ImportStore from "@mainstreet/store/import-store";
import { type Action, Refused } from "@mainstreet/store/table";
import { transactAs } from "@mainstreet/store/write";
import type { ImportNeeds } from "./needs.ts";
import type { Step } from "./step.ts";

const MOST_REFUSED = 500;

/** How far an import is, in memory and in the table: each commit of rows carries its own count. */
export type ProgressKeeper = {
  readonly now: ImportStore.Progress;
  /** What remembers all that is done, so that it can be undone: stored with the first commit. */
  readonly batchId: string;
  /** The last row that an earlier, killed run has done; null for a fresh import. */
  readonly resumedAfter: number | null;
  /** Counts rows that need no writing; they are stored with the next commit. */
  count(steps: readonly Step[]): void;
  /** Commits the actions of steps together with their count. @throws `Refused` by the conditions of `checks` and actions */
  commit(steps: readonly Step[], checks: readonly Action[]): Promise<void>;
  /** Commits categories before any row. @throws `Refused` */
  commitCategories(added: ImportStore.Added): Promise<void>;
  /** Stores what was only counted so far. */
  save(): Promise<void>;
  /** Notes that the file has been done to its end. */
  finish(): Promise<void>;
};

/**
 * The progress of an import, taken up where a killed run of the same file and mapping left it; one that was undone since is
 * begun anew.
 * @param of what it is called where it can be undone, and the id that it gets there, if it has one already
 */
export async function progressKeeper(
  needs: ImportNeeds,
  hash: string,
  of: { readonly title: string; readonly batchId?: string },
): Promise<ProgressKeeper> {
  const { table, random, actor } = needs;
  const run = Buffer.from(random(8)).toString("hex");
  const kept = await ImportStore.progress(table, hash);
  const begun = kept?.batchId === undefined ? null : await BatchStore.find(table, kept.batchId);
  // Where there is none yet, nothing was written that could have been undone.
  const resumed = kept && !kept.finished && (begun === null || begun.state === "running") ? kept : null;
  const id = resumed?.batchId ?? of.batchId;
  const drafted = { of: "import" as const, title: of.title, ...(id !== undefined && { id }) };
  let batch: Batch = (resumed && begun) || BatchStore.draft({ actor, now: needs.now(), random }, drafted);
  let stored = kept?.version ?? null;
  let state: ImportStore.Progress = resumed ?? {
    run,
    row: 1,
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: [],
    finished: false,
    version: 0,
  };
  let saved = state;

  async function write(
    next: ImportStore.Progress,
    actions: readonly Action[],
    steps: readonly (readonly Change[])[],
    categories = 0,
  ): Promise<void> {
    const marked = { ...next, run, batchId: batch.id, version: (stored ?? 0) + 1 };
    const remembered = steps.length > 0 ? BatchStore.remember(batch, steps, needs.now()) : { batch, actions: [] };
    const { changes } = await changesOf(table, actions, needs.keyring.keyOf);
    const told = actions.length === 0 ? [] : [tell(state, marked, categories, changes)];
    try {
      const counting = ImportStore.putProgress(hash, marked, stored, needs.now());
      await transactAs(table, actor, [counting, ...actions, ...remembered.actions, ...told]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!error.failed(0)) {
        if (remembered.actions.length > 0 && error.failed(1 + actions.length)) batch = await stillHeld(batch, error);
        throw new Refused(error.found.slice(1, 1 + actions.length));
      }
      const found = ImportStore.progressIn(error.found[0]);
      // What stands in the way may be this very commit, done by a try whose reply was lost.
      if (found?.run !== run || found.version !== marked.version) {
        throw new ChamberError("busy", "The same import is running somewhere else. Wait for it to end.", {
          cause: error,
        });
      }
    }
    stored = marked.version;
    state = marked;
    saved = marked;
    batch = remembered.batch;
  }

  /** The batch as it is now, where it is still being made. */
  async function stillHeld({ id }: Batch, cause: unknown): Promise<Batch> {
    const found = await BatchStore.find(table, id);
    if (found?.state === "running") return found;
    throw BatchStore.beingUndone(cause);
  }

  /** One entry for each transaction with all that it changes, but for what is somebody's own: of that only that it is there. */
  function tell(
    before: ImportStore.Progress,
    after: ImportStore.Progress,
    categories: number,
    changes: readonly AuditChange[],
  ): Action {
    const { operation } = needs;
    const write = { actor, now: needs.now(), random, ...(operation !== undefined && { operation }) };
    const facts = {
      ...(categories > 0 && { categories }),
      fromRow: before.row + 1,
      toRow: after.row,
      added: after.added - before.added,
      changed: after.changed - before.changed,
    };
    return put(entryOf(write, { subject: { kind: "import", id: hash }, changes, facts }, new Map()));
  }

  return {
    get now() {
      return state;
    },
    get batchId() {
      return batch.id;
    },
    resumedAfter: resumed ? resumed.row : null,
    count(steps) {
      state = counted(state, steps);
    },
    commit(steps, checks) {
      const done = steps.flatMap((step) => (step.kind === "refused" ? [] : step));
      const changes = done.flatMap((step) => (step.changes.length > 0 ? [step.changes] : []));
      return write(counted(state, steps), [...done.flatMap(({ actions }) => actions), ...checks], changes);
    },
    commitCategories({ actions, changes }) {
      const steps = changes.map((change) => [{ of: "category" as const, ...change }]);
      return write(state, actions, steps, changes.length);
    },
    async save() {
      if (state !== saved) await write(state, [], []);
    },
    async finish() {
      // An import that never wrote anything, because nothing had changed, leaves no trace.
      if (stored === null || (kept?.finished && stored === kept.version)) return;
      await write({ ...state, finished: true }, [], []);
      const by = { actor, now: needs.now(), random, keyring: needs.keyring, remember: null };
      await BatchStore.finish(table, by, batch.id);
    },
  };
}

function counted(progress: ImportStore.Progress, steps: readonly Step[]): ImportStore.Progress {
  let { row, added, changed, unchanged } = progress;
  const refused = [...progress.refused];
  for (const step of steps) {
    row = step.row.row;
    if (step.kind === "refused") refused.push({ row, reason: step.reason });
    else if (step.kind === "added") added++;
    else if (step.kind === "changed") changed++;
    else unchanged++;
  }
  if (refused.length > MOST_REFUSED) {
    throw new ChamberError(
      "busy",
      `More than ${MOST_REFUSED} rows could not be written. The last: ${refused.at(-1)?.reason}.`,
    );
  }
  return { ...progress, row, added, changed, unchanged, refused };
}
