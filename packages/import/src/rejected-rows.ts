import * as ImportStore from "@mainstreet/store/import-store";
import { lines } from "./csv-file.ts";
import type { ImportNeeds } from "./needs.ts";
import { rejectLines } from "./rejects.ts";
import type { Reading } from "./survey.ts";

/**
 * The rows of a file that could not be imported so far, with their reasons, as a file that can be put right and imported:
 * those that say nothing sensible, and those that were refused as the others were written.
 */
export async function rejectedRows(
  { table }: Pick<ImportNeeds, "table">,
  { file, reasons, hash }: Reading,
): Promise<{ readonly count: number; readonly csv: string }> {
  const refused = new Map((await ImportStore.progress(table, hash))?.refused.map(({ row, reason }) => [row, reason]));
  const { header, line } = rejectLines(file);
  const rejected: string[] = [];
  for await (const { row, cells } of lines(file)) {
    const reason = reasons.get(row) ?? refused.get(row);
    if (reason !== undefined) rejected.push(line(row, cells, reason));
  }
  return { count: rejected.length, csv: header + rejected.join("") };
}
