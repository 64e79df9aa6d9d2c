import { openPictures, type Pictures } from "@mainstreet/functions/upload/pictures";
import { random } from "./emulator/table.ts";
import { inMemory, type MemoryFiles } from "./publish/fixture.ts";

/** Pictures in memory, and the two places where they lie. */
export type TestPictures = {
  readonly pictures: Pictures;
  readonly quarantine: MemoryFiles;
  readonly media: MemoryFiles;
};

/** @param files what lies in its place already */
export function testPictures(files?: ReadonlyMap<string, Uint8Array>, now = Date.now): TestPictures {
  const [quarantine, media] = [inMemory(), inMemory(new Map(files))];
  return { pictures: openPictures({ quarantine, media, now, random }), quarantine, media };
}
