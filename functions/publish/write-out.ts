import type { Holding } from "./holding.ts";
import type { Memory } from "./memory.ts";
import type { Plan } from "./plan.ts";
import { bytesOf, type SiteFiles } from "./site-files.ts";
import { HEAD_FILE, type SnapshotNames } from "./snapshot-files.ts";

/** After so many files a long publish puts down how far it has come. */
const CHUNK = 500;
const AT_ONCE = 4;

type Work = {
  readonly site: SiteFiles;
  readonly holding: Holding;
  readonly plan: Plan;
  readonly memory: Memory;
  readonly names: SnapshotNames;
  readonly progress?: (done: number, of: number) => void;
};

/**
 * Does what is pending: writes pages and other files, then the head of the snapshot, and removes last, so that nothing ever
 * links to a page that is not there yet.
 */
export async function bringUp(work: Work): Promise<{ written: string[]; removed: string[] }> {
  const { site, holding, plan, memory, names, progress } = work;
  const pending = await memory.pending();
  const files = pending.filter((path) => plan.files.has(path));
  const gone = pending.filter((path) => !plan.files.has(path) && path !== HEAD_FILE);
  const head = pending.includes(HEAD_FILE);
  const written: string[] = [];
  const removed: string[] = [];

  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    const old = await site.read(path);
    if (old && Buffer.compare(old, bytes) === 0) return;
    await holding.writing(() => site.write(path, bytes));
    written.push(path);
  };

  for (let from = 0; from < files.length; from += CHUNK) {
    const chunk = files.slice(from, from + CHUNK);
    await inParallel(chunk, async (path) => {
      const file = plan.files.get(path);
      if (file) await put(path, await file.make());
    });
    progress?.(from + chunk.length, files.length);
    const left = [...files.slice(from + CHUNK), ...(head ? [HEAD_FILE] : []), ...gone];
    if (from + CHUNK < files.length) await memory.remaining(holding, left);
  }
  if (head) await put(HEAD_FILE, headFile(names));
  for (const path of gone) {
    if (!(await site.read(path))) continue;
    await holding.writing(() => site.remove(path));
    removed.push(path);
  }
  return { written, removed };
}

/** The small file by which readers find the snapshot. */
export function headFile({ base, delta, count }: SnapshotNames): Uint8Array {
  return bytesOf(`${JSON.stringify({ version: 1, base, delta, count })}\n`);
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
