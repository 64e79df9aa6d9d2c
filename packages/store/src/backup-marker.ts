import { ChamberError } from "@mainstreet/core/error";
import * as z from "zod";
import { type Key, restoreKey } from "./keys.ts";
import { ABSENT, Refused } from "./table.ts";
import type { WholeTable } from "./whole-table.ts";

/** How far a restore has come: an item of the table itself, there as long as it is not finished. */
export type Marker = {
  readonly has: (file: string) => boolean;
  readonly add: (file: string) => Promise<void>;
  readonly isCompared: () => boolean;
  readonly compared: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

const Stored = z.object({
  backup: z.string(),
  /** Whether what was in the way is gone: no part is put before. */
  cleared: z.boolean(),
  done: z.array(z.string()),
  compared: z.boolean(),
});

/**
 * Takes up the restore of a backup, or begins it in a table that is as good as empty.
 * @param left what is in the way and may go, by their keys; throws for anything else
 * @throws `in-use` for a table into which another backup is being restored
 */
export async function take(whole: WholeTable, backup: string, left: () => Promise<Key[]>): Promise<Marker> {
  const { table } = whole;
  const item = await table.get(restoreKey());
  let state = item ? Stored.parse(item) : { backup, cleared: false, done: [], compared: false };
  if (state.backup !== backup) throw other();
  const itemOf = () => ({ ...restoreKey(), kind: "restore", ...state });
  const inTheWay = state.cleared ? [] : await left();
  if (!item) {
    try {
      await table.transact([{ put: itemOf(), when: ABSENT }]);
    } catch (error) {
      throw error instanceof Refused ? other(error) : error;
    }
  }
  let queue: Promise<void> = Promise.resolve();
  /** One after the other, so that none overtakes a later one. */
  const store = (change: Partial<z.infer<typeof Stored>>) => {
    queue = queue.then(async () => {
      state = { ...state, ...change, ...(change.done && { done: [...state.done, ...change.done] }) };
      await table.transact([{ put: itemOf() }]);
    });
    return queue;
  };
  if (!state.cleared) {
    await whole.write([], inTheWay);
    await store({ cleared: true });
  }
  const known = new Set(state.done);
  return {
    has: (file) => known.has(file),
    add: (file) => store({ done: [file] }),
    isCompared: () => state.compared,
    compared: () => store({ compared: true }),
    remove: () => table.transact([{ remove: restoreKey() }]),
  };
}

function other(cause?: unknown): ChamberError {
  return new ChamberError(
    "in-use",
    "Another backup is being restored into this table. Finish that, or empty the table.",
    {
      cause,
    },
  );
}
