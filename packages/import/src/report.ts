import type { Report } from "./apply.ts";
import type { FieldChange } from "./change.ts";
import type { CsvFile } from "./csv-file.ts";
import type { Mapping } from "./mapping.ts";

const WIDTH = 40;
const count = new Intl.NumberFormat("en-US");

/** What a file is, in one line. */
export function describe(file: CsvFile): string {
  const delimiter = { ",": "commas", ";": "semicolons", "\t": "tabs" }[file.delimiter];
  return `${file.source.name}: ${file.label}, ${file.headers.length} columns parted by ${delimiter}`;
}

/** What each column becomes, as a table with one value of each. */
export function mappingTable(file: CsvFile, mapping: Mapping): string {
  const rows = file.headers.map((header, i) => [header, mapping.columns[header] ?? "ignore", file.samples[i] ?? ""]);
  for (const [target, value] of Object.entries(mapping.defaults)) rows.push(["(default)", target, value]);
  const cells = [["Column", "becomes", "for example"], ...rows].map((row) => row.map(short));
  const widths = [0, 1].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The fields that a row changes, line by line. */
export function changeLines(row: number, name: string, fields: readonly FieldChange[]): string {
  const lines = fields.map(
    ({ field, from, to }) => `  ${field}: ${short(from) || "(empty)"} → ${short(to) || "(empty)"}`,
  );
  return [`row ${row}, ${short(name)}`, ...lines].join("\n");
}

/** What came of an import, or would come of it. @param see where the rejected rows are, if they are anywhere */
export function summary(report: Report, options: { dryRun: boolean; see: string | null; seconds: number }): string {
  const would = options.dryRun ? "would be " : "";
  const parts = (["added", "changed", "unchanged", "rejected"] as const).map(
    (part) => `${count.format(report[part])} ${part}`,
  );
  const see = report.rejected > 0 && options.see ? ` (see ${options.see})` : "";
  const rows = report.rows === 1 ? "row" : "rows";
  return `${count.format(report.rows)} ${rows}: ${would}${parts.join(", ")}${see} in ${options.seconds.toFixed(1)} s`;
}

/** A number as people read it: 6,359. */
export function number(value: number): string {
  return count.format(value);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
