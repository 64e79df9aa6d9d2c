import { newId } from "@mainstreet/core/id";
import { expect, test } from "vitest";
import { openImportFiles } from "./import-files.ts";
import type { PictureFiles } from "./pictures.ts";

const DAY = 24 * 60 * 60 * 1000;

test("a file is kept for thirty days and not a moment longer, with what was rejected of it", async () => {
  const held = new Map<string, Uint8Array>();
  const files: PictureFiles = {
    read: async (path) => held.get(path),
    write: async (path, bytes) => void held.set(path, bytes),
    remove: async (path) => void held.delete(path),
    list: async () => [...held.keys()],
  };
  let time = Date.UTC(2026, 0, 1);
  const imports = openImportFiles({ files, now: () => time });
  const id = newId("import", time, (length) => new Uint8Array(length));
  await imports.keep(id, Uint8Array.of(1));
  await imports.keepRejected(id, Uint8Array.of(2));

  time += 30 * DAY;
  await imports.clear();
  const kept = held.size;
  time += 1;
  await imports.clear();

  expect([kept, held.size]).toEqual([2, 0]);
});
