import { type CsvFile, type Line, lines } from "./csv-file.ts";
import { type Layout, layoutOf, type Mapping } from "./mapping.ts";
import { type MemberRow, type Reason, type Rules, rowOf, valuesOf } from "./row.ts";

/** A row that an earlier run has dealt with: what it says is of no use any more. */
type Passed = { readonly passed: true };

/** A line of the file with what it says, or why that cannot be imported. */
export type ReadRow = Line & { readonly parsed: MemberRow | Reason | Passed };

/** A row that can be imported. */
export type GoodRow = Line & { readonly parsed: MemberRow };

/** Whether a row can be imported. */
export function isGood(row: ReadRow): row is GoodRow {
  return "identity" in row.parsed;
}

/** All rows of a file in order. The same file, mapping and rules give the same rows, so that a killed import can go on. */
export async function* readRows(file: CsvFile, mapping: Mapping, rules: Rules): AsyncGenerator<ReadRow, void> {
  const layout = layoutOf(mapping, file.headers);
  const seen = new Map<string, number>();
  for await (const line of lines(file)) {
    const parsed = parse(line, file, layout, rules);
    if (!("identity" in parsed)) {
      yield { ...line, parsed };
      continue;
    }
    const twin = seen.get(parsed.identity);
    if (twin === undefined) seen.set(parsed.identity, line.row);
    yield { ...line, parsed: twin === undefined ? parsed : { reason: duplicate(parsed, twin) } };
  }
}

const PASSED: Passed = { passed: true };

/**
 * The rows of a file that was read before, by which some are known not to be importable, and none needs to be kept in memory.
 * @param reasons why, by row
 * @param after rows down to this one are passed over
 */
export async function* rowsAgain(
  {
    file,
    mapping,
    rules,
    reasons,
  }: {
    readonly file: CsvFile;
    readonly mapping: Mapping;
    readonly rules: Rules;
    readonly reasons: ReadonlyMap<number, string>;
  },
  after = 0,
): AsyncGenerator<ReadRow, void> {
  const layout = layoutOf(mapping, file.headers);
  for await (const line of lines(file)) {
    const reason = reasons.get(line.row);
    if (reason !== undefined) yield { ...line, parsed: { reason } };
    else yield { ...line, parsed: line.row > after ? parse(line, file, layout, rules) : PASSED };
  }
}

function parse({ cells }: Line, file: CsvFile, layout: Layout, rules: Rules): MemberRow | Reason {
  const width = file.headers.length;
  // Too few cells too: half of a row that was broken in two by a stray line break must not come in as a whole one.
  if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== "")) {
    return { reason: `the row has ${cells.length} cells, but the header has ${width}` };
  }
  return rowOf(valuesOf(cells, layout), rules);
}

function duplicate(row: MemberRow, twin: number): string {
  return row.externalId
    ? `the id ${row.externalId} is already used by row ${twin} of this file`
    : `the same member as row ${twin} of this file: same name, street, postal code and town`;
}
