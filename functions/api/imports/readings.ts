import { ChamberError } from "@mainstreet/core/error";
import { type Reading, reading, rulesOf } from "@mainstreet/import/survey";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import { type FileNeeds, mappingOf, openFile, requireKept, type Sent } from "./import-needs.ts";
import { createPark, goOn, type Parked, park } from "./parked.ts";

/** Files as they were read lately: an import is asked for in many requests. */
export type Readings = {
  /**
   * A file that was read with a mapping, or is being read.
   * @throws `not-found` where there is no chamber, `expired` when it was imported
   */
  of(needs: FileNeeds, file: ImportFile, sent: Sent): Promise<Parked<Reading>>;
  /** Keeps a file no longer. */
  forget(file: ImportFile): void;
};

const MOST = 4;
const KEPT_MS = 5 * 60 * 1000;

/** Readings that are kept in memory for a few minutes; where one is not, the file is read again. */
export function keepReadings(): Readings {
  const kept = createPark<Reading>(MOST, KEPT_MS);
  return {
    forget: ({ id }) => kept.drop(id),
    async of(needs, file, sent) {
      requireKept(file);
      const chamber = await ChamberStore.find(needs.table);
      if (!chamber) throw new ChamberError("not-found", "This chamber has not been set up yet.");
      const rules = rulesOf(chamber, needs.now());
      const key = `${file.id} ${JSON.stringify([sent, rules])}`;
      const known = kept.get(key, needs.now());
      if (known) return known;
      const parked = park(read());
      kept.keep(key, needs.now(), parked);
      return parked;

      async function* read(): AsyncGenerator<number, Reading, void> {
        try {
          const csv = await openFile(needs, file);
          return yield* reading(csv, mappingOf(sent, csv.headers), rules);
        } catch (error) {
          kept.drop(key);
          throw error;
        }
      }
    },
  };
}

/** Reads a file to its end. */
export async function readToEnd(parked: Parked<Reading>): Promise<Reading> {
  for (;;) {
    const read = await goOn(parked, () => false);
    if (read) return read;
  }
}
