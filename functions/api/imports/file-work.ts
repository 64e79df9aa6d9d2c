import { open } from "@mainstreet/import/csv-file";
import { rejectedRows } from "@mainstreet/import/rejected-rows";
import { bytesSource } from "@mainstreet/import/source";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import type { Needs } from "../needs.ts";
import { applyFile } from "./apply-file.ts";
import { bestMapping, describeDone, describeFile } from "./describe-file.ts";
import { type FileNeeds, mappingOf, openFile, type Sent, surveyOf } from "./import-needs.ts";
import { keepPlans } from "./plans.ts";

/** What is done with spreadsheets: with the engine of imports, which is loaded with the first of them. */
export function fileWork(needs: Pick<Needs, "table" | "imports">) {
  const plans = keepPlans();
  return {
    /** Says what a file is that is not kept yet. @throws what is wrong with it */
    check: async (draft: ImportFile, bytes: Uint8Array) =>
      describeFile(needs, draft, await open(bytesSource(draft.name, bytes))),

    /** Says what a file is that was sent. */
    describe: async (sent: ImportFile) =>
      sent.state === "done" ? describeDone(needs, sent) : describeFile(needs, sent, await openFile(needs, sent)),

    /** What an import would do. @param isFirst makes it anew, however lately it was made */
    plan: async (by: FileNeeds, sent: ImportFile, as: Sent, isFirst: boolean) => {
      const csv = await openFile(needs, sent);
      return plans.of(by, sent, csv, mappingOf(as, csv.headers), isFirst);
    },

    apply: applyFile,

    /** The rows of a file that an import would reject, as a file. */
    rejected: async (by: FileNeeds, sent: ImportFile): Promise<string> => {
      const csv = await openFile(needs, sent);
      const { mapping } = await bestMapping(needs.table, sent, csv.headers);
      return (await rejectedRows(needs, await surveyOf(by, csv, mapping))).csv;
    },
  };
}
