import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { SiteFiles } from "./site-files.ts";

const TEMPORARY = ".part";
const LOCK_TRIES = 1_000;
const STALE_LOCK_MS = 2_000;
/** Longer than the publisher's lease lasts: whoever still holds a lock after that has lost the site anyway. */
const OLD_LOCK_MS = 70_000;

/** Files in a folder of this machine. */
export function folder(where: string): SiteFiles {
  const root = path.resolve(where);
  const at = (file: string) => {
    const full = path.resolve(root, file);
    if (full !== root && !full.startsWith(root + path.sep)) throw new Error("A path must stay in its folder.");
    return full;
  };

  async function write(file: string, bytes: Uint8Array): Promise<void> {
    const target = at(file);
    // Beside the target, so that the rename stays within one file system and is atomic.
    const temporary = `${target}.${randomUUID()}${TEMPORARY}`;
    await withFolder(path.dirname(target), async () => {
      const handle = await open(temporary, "w");
      try {
        await handle.writeFile(bytes);
      } finally {
        await handle.close();
      }
    });
    await rename(temporary, target);
  }

  return {
    async read(file) {
      return readFile(at(file)).catch(absent);
    },
    write,
    async replace(file, bytes, expected) {
      return inTurn(`${at(file)}.lock`, async () => {
        const now = await readFile(at(file)).catch(absent);
        const same = now === undefined || expected === undefined ? now === expected : now.equals(expected);
        if (same) await write(file, bytes);
        return same;
      });
    },
    async remove(file) {
      await unlink(at(file)).catch(absent);
      // A page's folder goes with its last file; the first that is not empty ends the climb.
      for (let parent = path.dirname(at(file)); parent !== root; parent = path.dirname(parent)) {
        if (
          !(await rmdir(parent).then(
            () => true,
            () => false,
          ))
        )
          return;
      }
    },
    async list(prefix) {
      const found: string[] = [];
      for await (const file of filesBelow(at(prefix))) {
        if (file.endsWith(TEMPORARY)) await removeOld(file);
        if (file.endsWith(TEMPORARY) || file.endsWith(".lock")) continue;
        found.push(path.relative(root, file).split(path.sep).join("/"));
      }
      return found;
    },
  };
}

/** What a writer that was killed left half written. */
async function removeOld(file: string): Promise<void> {
  const found = await stat(file).catch(absent);
  if (found && Date.now() - found.mtimeMs > OLD_LOCK_MS) await unlink(file).catch(absent);
}

/** Folder by folder, since one walk of all of them finds nothing at all when one goes on the way. */
async function* filesBelow(dir: string): AsyncGenerator<string> {
  for (const entry of (await readdir(dir, { withFileTypes: true }).catch(absent)) ?? []) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else if (entry.isFile()) yield full;
  }
}

const turns = new Map<string, Promise<unknown>>();

/** Within this process whoever came first goes first; a lock keeps other processes out. */
async function inTurn<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const run = async (): Promise<T> => {
    const release = await lock(lockFile);
    try {
      return await work();
    } finally {
      await release();
    }
  };
  const turn = (turns.get(lockFile) ?? Promise.resolve()).then(run, run);
  turns.set(lockFile, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(lockFile) === turn) turns.delete(lockFile);
  }
}

/** Another writer may remove an emptied folder between making it and writing into it: then it is made again. */
async function withFolder(dir: string, work: () => Promise<void>): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      await mkdir(dir, { recursive: true });
      return await work();
    } catch (error) {
      if (tried >= 5 || !isCode(error, "ENOENT")) throw error;
    }
  }
}

async function lock(file: string): Promise<() => Promise<void>> {
  await mkdir(path.dirname(file), { recursive: true });
  for (let tried = 0; ; tried++) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
      if (await isOrphan(file)) await rm(file, { force: true });
      if (tried > LOCK_TRIES)
        throw new Error("A lock is held for too long; is another publisher stuck?", { cause: error });
      await new Promise((done) => setTimeout(done, 5));
    }
  }
}

/** Whether whoever made a lock is gone: it was killed while holding it. */
async function isOrphan(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  const age = await stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  // No number in it yet: either this very moment, or its maker was killed before it could write one.
  if (!pid) return age > STALE_LOCK_MS;
  // Ours is an earlier process with the same number, as in a container that was started again: this one is in turn.
  if (pid === process.pid || age > OLD_LOCK_MS) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return isCode(error, "ESRCH");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function absent(error: unknown): undefined {
  if (["ENOENT", "ENOTDIR", "EISDIR"].some((code) => isCode(error, code))) return undefined;
  throw error;
}
