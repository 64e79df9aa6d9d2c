import type { HeadFile } from "@mainstreet/search/head-file";
import type { Log } from "../log.ts";
import type { Holding } from "./holding.ts";
import { isMedia } from "./media.ts";
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
  /** What the site has told of its files under this lease, where it tells that. */
  readonly tags?: ReadonlyMap<string, string> | undefined;
  readonly log: Log;
  readonly atOnce?: number;
  readonly progress?: (done: number, of: number) => void;
};

/**
 * Does what is pending: copies pictures, writes pages and other files, then the head of the snapshot, and removes last, so that nothing ever
 * links to a page that is not there yet.
 */
export async function bringUp(work: Work): Promise<{ written: string[]; removed: string[] }> {
  const { site, holding, plan, memory, names, tags, log, atOnce = AT_ONCE, progress } = work;
  const pending = await memory.pending();
  const old = memory.drawn();
  const planned = pending.filter((path) => plan.files.has(path));
  const media = planned.filter(isMedia);
  // A new page is written before the pages that link to it.
  const fresh = planned.filter((path) => !isMedia(path) && !old?.files.has(path));
  const known = planned.filter((path) => !isMedia(path) && old?.files.has(path));
  const files = [...media, ...fresh, ...known];
  const gone = pending.filter((path) => !plan.files.has(path) && path !== HEAD_FILE);
  const head = pending.includes(HEAD_FILE);
  const written: string[] = [];
  const removed: string[] = [];

  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    const tag = tags?.get(path);
    if (tag !== undefined && tag === (await site.tags?.of(path, bytes))) return;
    const old = await site.read(path);
    if (old && Buffer.compare(old, bytes) === 0) return;
    await holding.writing(() => site.write(path, bytes));
    written.push(path);
  };

  let done = 0;
  for (const chunk of [...chunksOf(media), ...chunksOf(fresh), ...chunksOf(known)]) {
    await inParallel(chunk, atOnce, async (path) => {
      const file = plan.files.get(path);
      if (!file) return;
      const bytes = await file.make();
      if (bytes) await put(path, bytes);
      else log({ level: "error", event: "picture-missing" });
    });
    done += chunk.length;
    progress?.(done, files.length);
    const left = [...files.slice(done), ...(head ? [HEAD_FILE] : []), ...gone];
    if (chunk.length === CHUNK && done < files.length) await memory.remaining(holding, left);
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
export function headFile({ count, base, details, delta, shards }: SnapshotNames): Uint8Array {
  const head: HeadFile = { version: 1, count, base, details, delta, shards };
  return bytesOf(`${JSON.stringify(head)}\n`);
}

function chunksOf(paths: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let from = 0; from < paths.length; from += CHUNK) chunks.push(paths.slice(from, from + CHUNK));
  return chunks;
}

async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const worker = async () => {
    try {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
    } catch (error) {
      // The others finish what they are at and stop: nobody may go on writing after the lease was given back.
      queue.length = 0;
      throw error;
    }
  };
  const done = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const worked of done) if (worked.status === "rejected") throw worked.reason;
}
