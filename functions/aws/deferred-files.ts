import type { SiteFiles } from "../publish/site-files.ts";

/** Files of a place that is opened when one of them is first asked for. */
export function deferredFiles(open: () => Promise<SiteFiles>): SiteFiles {
  return {
    read: async (path) => (await open()).read(path),
    write: async (path, bytes) => (await open()).write(path, bytes),
    replace: async (path, bytes, expected) => (await open()).replace(path, bytes, expected),
    remove: async (path) => (await open()).remove(path),
    list: async (prefix) => (await open()).list(prefix),
  };
}
