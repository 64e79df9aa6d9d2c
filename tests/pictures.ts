import { encode } from "@mainstreet/functions/upload/encode";
import { type ImportFiles, openImportFiles } from "@mainstreet/functions/upload/import-files";
import { openPictures, type Pictures } from "@mainstreet/functions/upload/pictures";
import { random } from "./emulator/table.ts";
import { inMemory, type MemoryFiles } from "./publish/fixture.ts";

/** Pictures and files to import in memory, and the places where they lie. */
export type TestPictures = {
  readonly pictures: Pictures;
  readonly quarantine: MemoryFiles;
  readonly media: MemoryFiles;
  readonly imports: ImportFiles;
  readonly sent: MemoryFiles;
};

/** @param files what lies in its place already, and what was sent to be imported */
export function testPictures(
  files?: ReadonlyMap<string, Uint8Array>,
  now = Date.now,
  toImport?: ReadonlyMap<string, Uint8Array>,
): TestPictures {
  const [quarantine, media, sent] = [inMemory(), inMemory(new Map(files)), inMemory(new Map(toImport))];
  const pictures = openPictures({ quarantine, media, draw: encode, now, random });
  return { pictures, quarantine, media, imports: openImportFiles({ files: sent, now }), sent };
}
