import { send } from "./ask.ts";

/** Rows that are changed alike, at the versions that were seen. */
export type Bulk = {
  readonly of: "members" | "listings";
  readonly rows: readonly { readonly id: string; readonly version: number; readonly name: string }[];
  readonly change: Readonly<Record<string, unknown>>;
  /** What the undoing of it is called. */
  readonly title: string;
};

export type BulkResult = {
  readonly batchId: string | null;
  readonly done: number;
  readonly refused: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
};

type Answer = {
  readonly batch: { readonly id: string };
  readonly done: readonly { readonly id: string; readonly version: number }[];
  readonly refused: BulkResult["refused"];
};

/** So many are changed with one request. */
const AT_ONCE = 50;

/** Changes many, some at a time. @param onProgress told how many have been done @throws `Failed` */
export async function changeMany(bulk: Bulk, onProgress: (done: number) => void): Promise<BulkResult> {
  const { of, rows, change, title } = bulk;
  let result: BulkResult = { batchId: null, done: 0, refused: [] };
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const ids = rows.slice(from, from + AT_ONCE).map(({ id, version }) => ({ id, version }));
    const body = { of, ids, change, batchId: result.batchId, title };
    const { batch, done, refused } = await send<Answer>("POST", "staff/bulk", { body });
    result = { batchId: batch.id, done: result.done + done.length, refused: [...result.refused, ...refused] };
    onProgress(Math.min(rows.length, from + AT_ONCE));
  }
  return result;
}

export type Undone = {
  readonly state: "undoing" | "undone";
  readonly undone: number;
  readonly left: number;
  readonly kept: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
};

/** Takes back all that was changed together, as far as nobody has changed it since. @throws `Failed` */
export async function takeBack(batchId: string, onProgress: (undone: Undone) => void = () => {}): Promise<Undone> {
  const kept: Undone["kept"][number][] = [];
  for (;;) {
    const step = await send<Undone>("POST", `staff/batches/${batchId}/undo`);
    kept.push(...step.kept);
    const undone = { ...step, kept: [...new Map(kept.map((each) => [each.id, each])).values()] };
    onProgress(undone);
    if (undone.state === "undone") return undone;
  }
}
