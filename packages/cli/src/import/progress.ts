import { system } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { entryOf, put } from "@mainstreet/store/audit-entry";
import * as ImportStore from "@mainstreet/store/import-store";
import { type Action, Refused } from "@mainstreet/store/table";
import type { ImportNeeds } from "./needs.ts";
import type { Step } from "./step.ts";

const MOST_REFUSED = 500;

/** How far an import is, in memory and in the table: each commit of rows carries its own count. */
export type ProgressKeeper = {
  readonly now: ImportStore.Progress;
  /** The last row that an earlier, killed run has done; null for a fresh import. */
  readonly resumedAfter: number | null;
  /** Counts rows that need no writing; they are stored with the next commit. */
  count(steps: readonly Step[]): void;
  /** Commits the actions of steps together with their count. @throws `Refused` by the conditions of `checks` and actions */
  commit(steps: readonly Step[], checks: readonly Action[]): Promise<void>;
  /** Notes that the file has been done to its end. */
  finish(): Promise<void>;
};

/** The progress of an import, taken up where a killed run of the same file and mapping left it. */
export async function progressKeeper(needs: ImportNeeds, hash: string): Promise<ProgressKeeper> {
  const { table, random } = needs;
  const run = Buffer.from(random(8)).toString("hex");
  const kept = await ImportStore.progress(table, hash);
  const resumed = kept && !kept.finished ? kept : null;
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

  async function write(next: ImportStore.Progress, actions: readonly Action[]): Promise<void> {
    const marked = { ...next, run, version: (stored ?? 0) + 1 };
    try {
      const counting = ImportStore.putProgress(hash, marked, stored, needs.now());
      await table.transact([counting, ...actions, ...(actions.length === 0 ? [] : [told(state, marked)])]);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!error.failed(0)) throw new Refused(error.found.slice(1, 1 + actions.length));
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
  }

  /** One entry for each transaction: what a row said lies with what it became, and thousands of entries nobody reads. */
  function told(before: ImportStore.Progress, after: ImportStore.Progress): Action {
    const write = { actor: system("import"), now: needs.now(), random };
    const facts = {
      fromRow: before.row + 1,
      toRow: after.row,
      added: after.added - before.added,
      changed: after.changed - before.changed,
    };
    return put(entryOf(write, { subject: { kind: "import", id: hash }, changes: [], facts }, new Map()));
  }

  return {
    get now() {
      return state;
    },
    resumedAfter: resumed ? resumed.row : null,
    count(steps) {
      state = counted(state, steps);
    },
    commit: (steps, checks) =>
      write(counted(state, steps), [...steps.flatMap((s) => (s.kind === "refused" ? [] : s.actions)), ...checks]),
    async finish() {
      // An import that never wrote anything, because nothing had changed, leaves no trace.
      if (stored !== null && !(kept?.finished && stored === kept.version))
        await write({ ...state, finished: true }, []);
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
