import { type Plan, planning } from "@mainstreet/import/plan";
import { surveyed } from "@mainstreet/import/survey";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import { type FileNeeds, requireKept, type Sent } from "./import-needs.ts";
import { createPark, goOn, park } from "./parked.ts";
import type { Readings } from "./readings.ts";

/** A plan, and what tells the file and the mapping that it was made of from others. */
export type Planned = { readonly plan: Plan; readonly hash: string };

/** How far a plan is: half of the way is to read the rows, the other half to compare them. */
export type Planning = {
  /** How many rows it has come to. */
  readonly done: number;
  /** Null while it is not finished. */
  readonly planned: Planned | null;
};

/** Plans as they were made lately: one is asked for page by page. */
export type Plans = {
  /**
   * Makes a plan for a while, from where it rested.
   * @param how.isFirst makes it anew
   * @param how.until no more rows are begun after this, in milliseconds since 1970
   * @throws `expired` when it was imported, and as reading a file does
   */
  of(
    needs: FileNeeds,
    file: ImportFile,
    sent: Sent,
    how: { readonly isFirst: boolean; readonly until: number },
  ): Promise<Planning>;
};

/** So many are kept, and for so long: they hold what the files say of people. */
const MOST = 4;
const KEPT_MS = 5 * 60 * 1000;

/** Plans that are kept in memory for a few minutes; where one is not, it is made again. */
export function keepPlans(readings: Readings): Plans {
  const kept = createPark<Planned>(MOST, KEPT_MS);
  return {
    async of(needs, file, sent, { isFirst, until }) {
      requireKept(file);
      const key = `${file.id} ${JSON.stringify(sent)}`;
      const known = isFirst ? undefined : kept.get(key, needs.now());
      const parked = known ?? park(make());
      if (!known) kept.keep(key, needs.now(), parked);
      const planned = await goOn(parked, () => needs.now() >= until);
      return { done: parked.done, planned };

      async function* make(): AsyncGenerator<number, Planned, void> {
        try {
          const read = await readings.of(needs, file, sent);
          while (read.value === null) {
            await read.step();
            yield Math.floor(read.done / 2);
          }
          const survey = await surveyed(needs, read.value);
          const pieces = planning(needs, survey);
          for (;;) {
            const { done, value } = await pieces.next();
            if (done) return { plan: value, hash: survey.hash };
            yield Math.floor((survey.rows + value) / 2);
          }
        } catch (error) {
          kept.drop(key);
          throw error;
        }
      }
    },
  };
}
