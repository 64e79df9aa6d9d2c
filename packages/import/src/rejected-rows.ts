import * as ImportStore from "@mainstreet/store/import-store";
import type { ImportNeeds } from "./needs.ts";
import { rejectLines } from "./rejects.ts";
import { isGood, readRows } from "./rows.ts";
import type { Survey } from "./survey.ts";

/**
 * The rows of a file that could not be imported so far, with their reasons, as a file that can be put right and imported:
 * those that say nothing sensible, and those that were refused as the others were written.
 */
export async function rejectedRows(
  { table }: Pick<ImportNeeds, "table">,
  survey: Survey,
): Promise<{ readonly count: number; readonly csv: string }> {
  const { file, mapping, rules, hash } = survey;
  const refused = new Map((await ImportStore.progress(table, hash))?.refused.map(({ row, reason }) => [row, reason]));
  const { header, line } = rejectLines(file);
  const lines: string[] = [];
  for await (const row of survey.kept ?? readRows(file, mapping, rules)) {
    const reason = isGood(row) ? refused.get(row.row) : "reason" in row.parsed && row.parsed.reason;
    if (reason) lines.push(line(row.row, row.cells, reason));
  }
  return { count: lines.length, csv: header + lines.join("") };
}
