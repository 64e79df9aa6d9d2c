import { advancing, type Report } from "./apply.ts";
import type { FieldChange } from "./change.ts";
import { layoutOf } from "./mapping.ts";
import type { ImportNeeds } from "./needs.ts";
import { valuesOf } from "./row.ts";
import type { Survey } from "./survey.ts";

/** What would happen to a row, and why. */
export type PlannedRow = {
  /** As spreadsheets count: the header is row 1. */
  readonly row: number;
  readonly name: string;
  readonly kind: "added" | "changed" | "unchanged" | "rejected";
  /** Of a rejected row. */
  readonly reason: string;
  /** Of a changed row. */
  readonly fields: readonly FieldChange[];
};

/** What would happen to a file. */
export type Plan = {
  readonly rows: readonly PlannedRow[];
  readonly report: Report;
  readonly newCategories: readonly string[];
  /** How many of the added rows have no place, and are to be pinned. */
  readonly toPin: number;
};

/**
 * What an import would do now, row by row in the order of the file; nothing is written. It is made piece by piece: it yields
 * how many rows it has compared.
 */
export async function* planning(needs: ImportNeeds, survey: Survey): AsyncGenerator<number, Plan, void> {
  const { file, mapping, newCategories } = survey;
  const layout = layoutOf(mapping, file.headers);
  const rows: PlannedRow[] = [];
  let toPin = 0;
  const { report } = yield* advancing(needs, survey, {
    dryRun: true,
    watch: {
      step(step) {
        if (step.kind === "refused") return;
        const { row, kind, fields } = step;
        if (kind === "added" && row.parsed.listing.position === null) toPin++;
        rows.push({ row: row.row, name: row.parsed.listing.name, kind, reason: "", fields });
      },
      rejected(row, cells, reason) {
        rows.push({ row, name: valuesOf(cells, layout).name ?? "", kind: "rejected", reason, fields: [] });
      },
    },
  });
  rows.sort((a, b) => a.row - b.row);
  return { rows, report, newCategories, toPin };
}
