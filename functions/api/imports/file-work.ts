import { open } from "@mainstreet/import/csv-file";
import { rejectedRows } from "@mainstreet/import/rejected-rows";
import { bytesSource } from "@mainstreet/import/source";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import type { Needs } from "../needs.ts";
import { type Applied, applyFile, type What } from "./apply-file.ts";
import { bestMapping, describeDone, describeFile } from "./describe-file.ts";
import { type FileNeeds, openFile, type Sent } from "./import-needs.ts";
import { keepPlans, type Planning } from "./plans.ts";
import { keepReadings, readToEnd } from "./readings.ts";

/** What is done with spreadsheets: with the engine of imports, which is loaded with the first of them. */
export function fileWork(needs: Pick<Needs, "table" | "imports">) {
  const readings = keepReadings();
  const plans = keepPlans(readings);
  return {
    /** Says what a file is that is not kept yet. @throws what is wrong with it */
    check: async (draft: ImportFile, bytes: Uint8Array) =>
      describeFile(needs, draft, await open(bytesSource(draft.name, bytes))),

    /** Says what a file is that was sent. */
    describe: async (sent: ImportFile) =>
      sent.state === "done" ? describeDone(needs, sent) : describeFile(needs, sent, await openFile(needs, sent)),

    /** What an import would do, or how far that is known. */
    plan: (by: FileNeeds, sent: ImportFile, as: Sent, how: Parameters<typeof plans.of>[3]): Promise<Planning> =>
      plans.of(by, sent, as, how),

    apply: (by: FileNeeds, sent: ImportFile, what: What): Promise<Applied> => applyFile(by, readings, sent, what),

    /** The rows of a file that an import would reject, as a file. */
    rejected: async (by: FileNeeds, sent: ImportFile): Promise<string> => {
      const csv = await openFile(needs, sent);
      const { mapping } = await bestMapping(needs.table, sent, csv.headers);
      return (await rejectedRows(needs, await readToEnd(await readings.of(by, sent, mapping)))).csv;
    },
  };
}
