import { madeAt } from "@mainstreet/core/id";
import type { Now } from "@mainstreet/core/needs";
import type { PictureFiles } from "./pictures.ts";

/** Files that staff have sent to be imported, by the id of each. Nobody is served them but staff. */
export type ImportFiles = {
  keep(id: string, bytes: Uint8Array): Promise<void>;
  /** A file as it was sent, or undefined. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** Removes a file as it was sent; what was rejected of it stays. */
  remove(id: string): Promise<void>;
  /** The rows of a file that could not be imported, as a file of their own. */
  keepRejected(id: string, bytes: Uint8Array): Promise<void>;
  readRejected(id: string): Promise<Uint8Array | undefined>;
  /** Removes all that has been here for too long. */
  clear(): Promise<void>;
};

/** How long a file is kept at most, in milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Files to import, in a place of which nothing is served. */
export function openImportFiles({ files, now }: { readonly files: PictureFiles; readonly now: Now }): ImportFiles {
  const sent = (id: string) => `${id}.csv`;
  const rejected = (id: string) => `${id}.rejected.csv`;
  return {
    keep: (id, bytes) => files.write(sent(id), bytes),
    read: (id) => files.read(sent(id)),
    remove: (id) => files.remove(sent(id)),
    keepRejected: (id, bytes) => files.write(rejected(id), bytes),
    readRejected: (id) => files.read(rejected(id)),
    async clear() {
      // What has no time in its name was put there by nobody here.
      for (const path of await files.list("")) if (!(now() - madeAt(path) <= KEPT_MS)) await files.remove(path);
    },
  };
}
