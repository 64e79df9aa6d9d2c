import type { CsvFile } from "@mainstreet/import/csv-file";
import type { Mapping } from "@mainstreet/import/mapping";
import { type Plan, planOf } from "@mainstreet/import/plan";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import { type FileNeeds, surveyOf } from "./import-needs.ts";

/** A plan, and what tells the file and the mapping that it was made of from others. */
export type Planned = { readonly plan: Plan; readonly hash: string };

/** Plans as they were made lately: one is asked for page by page. */
export type Plans = {
  of(needs: FileNeeds, file: ImportFile, csv: CsvFile, mapping: Mapping, isFirst: boolean): Promise<Planned>;
};

/** So many are kept, and for so long: they hold what the files say of people. */
const MOST = 2;
const KEPT_MS = 5 * 60 * 1000;

/** Plans that are kept in memory for a few minutes; where one is not, it is made again. */
export function keepPlans(): Plans {
  const kept = new Map<string, { readonly at: number; readonly planned: Promise<Planned> }>();
  return {
    async of(needs, file, csv, mapping, isFirst) {
      const at = needs.now();
      for (const [key, plan] of kept) if (at - plan.at > KEPT_MS) kept.delete(key);
      const key = JSON.stringify([file.id, mapping]);
      const known = isFirst ? undefined : kept.get(key);
      if (known) return known.planned;
      const planned = make(needs, csv, mapping);
      kept.delete(key);
      kept.set(key, { at, planned });
      planned.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) if (kept.size > MOST) kept.delete(oldest);
      return planned;
    },
  };
}

async function make(needs: FileNeeds, csv: CsvFile, mapping: Mapping): Promise<Planned> {
  const surveyed = await surveyOf(needs, csv, mapping);
  return { plan: await planOf(needs, surveyed), hash: surveyed.hash };
}
