import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ChamberError } from "@mainstreet/core/error";
import { CsvError, parse } from "csv-parse";
import { type Delimiter, delimiterOf } from "./delimiter.ts";
import { decoded, type Scan, scan } from "./encoding.ts";
import type { Source } from "./source.ts";

/** What a file may hold: bytes, rows below the header, columns, and characters in a cell. */
export type Limits = {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly cell: number;
};

const MB = 1024 * 1024;
export const LIMITS: Limits = { bytes: 5 * MB, rows: 20_000, columns: 64, cell: 4096 };
/** How far the limit of bytes may be raised. */
export const MOST_MB = 50;

/** A table of text that passed the limits that can be known from its beginning. */
export type CsvFile = Scan & {
  readonly source: Source;
  readonly limits: Limits;
  readonly delimiter: Delimiter;
  readonly headers: readonly string[];
  /** The first filled cell of each column among the first rows, or an empty one. */
  readonly samples: readonly string[];
};

/** A row of the file: its number as spreadsheets count, the header being row 1. Empty rows are left out. */
export type Line = { readonly row: number; readonly cells: readonly string[] };

const HEAD_CHARS = 300_000;
const SAMPLE_ROWS = 50;
const count = new Intl.NumberFormat("en-US");

/**
 * Looks at a file: encoding, delimiter, header, samples.
 * @throws `too-large`, `unsupported-type`, `malformed` with a sentence for whoever made the file
 */
export async function open(source: Source, limits: Limits = LIMITS): Promise<CsvFile> {
  if (source.size > limits.bytes) {
    const mb = (bytes: number) => `${Math.ceil((bytes / MB) * 100) / 100} MB`;
    throw new ChamberError(
      "too-large",
      `${source.name} has ${mb(source.size)}; the limit is ${mb(limits.bytes)} (--max-mb raises it to at most ${MOST_MB}).`,
    );
  }
  const scanned = await scan(source);
  const { text, whole } = await headOf(source, scanned);
  if (text.trim() === "") throw new ChamberError("malformed", `${source.name} is empty.`);
  const delimiter = delimiterOf(text, whole);
  const [header, samples] = await sample({ ...scanned, source, limits, delimiter });
  return { ...scanned, source, limits, delimiter, headers: headersOf(header, limits), samples };
}

/** The rows below the header. @throws `too-large`, `malformed` at the row that is too much */
export async function* lines(file: CsvFile): AsyncGenerator<Line, void> {
  let rows = 0;
  for await (const line of rawLines(file)) {
    if (line.row === 1) continue;
    if (++rows > file.limits.rows) {
      throw new ChamberError(
        "too-large",
        `${file.source.name} has more than ${count.format(file.limits.rows)} rows. Split it into several files.`,
      );
    }
    const long = line.cells.findIndex((cell) => cell.length > file.limits.cell);
    if (long >= 0) throw longCell(line.row, file.headers[long] ?? `column ${long + 1}`, file.limits);
    yield line;
  }
}

type Raw = Pick<CsvFile, "source" | "encoding" | "limits" | "delimiter">;

async function* rawLines(file: Raw): AsyncGenerator<Line, void> {
  const parser = parse({
    delimiter: file.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: file.limits.columns * (file.limits.cell + 4),
  });
  // Errors of reading reach the loop through the parser, which the pipeline destroys with them.
  pipeline(Readable.from(decoded(file.source, file.encoding)), parser).catch(() => {});
  let row = 0;
  let empty = 0;
  try {
    for await (const record of parser) {
      row++;
      const cells: string[] = Array.isArray(record) ? record.map(String) : [];
      if (cells.some((cell) => cell.trim() !== "")) yield { row, cells };
      else if (++empty > file.limits.rows) {
        throw new ChamberError("too-large", `${file.source.name} has more than ${file.limits.rows} empty rows.`);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Rows that were read and not yet handed on are lost with the error, so only the parser knows where it was.
    const at = "records" in error && typeof error.records === "number" ? error.records : row;
    throw new ChamberError("malformed", `Row ${at + 1}: ${csvReason(error, file.limits)}`, { cause: error });
  } finally {
    parser.destroy();
  }
}

function csvReason(error: CsvError, limits: Limits): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "a quotation mark is opened and never closed.";
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return `is too long for ${limits.columns} columns of ${count.format(limits.cell)} characters. Is this a CSV file, with every quotation mark closed?`;
  return error.message;
}

async function headOf(source: Source, scanned: Scan): Promise<{ text: string; whole: boolean }> {
  let text = "";
  for await (const chunk of decoded(source, scanned.encoding)) {
    text += chunk;
    if (text.length > HEAD_CHARS) return { text: text.slice(0, HEAD_CHARS), whole: false };
  }
  return { text, whole: true };
}

async function sample(file: Raw): Promise<[header: readonly string[], samples: string[]]> {
  let header: readonly string[] | undefined;
  const samples: string[] = [];
  let seen = 0;
  for await (const { row, cells } of rawLines(file)) {
    if (!header) {
      if (row > 1) throw new ChamberError("malformed", "Row 1 is empty. It must hold the names of the columns.");
      header = cells;
      continue;
    }
    header.forEach((_, i) => {
      samples[i] ||= cells[i]?.trim() ?? "";
    });
    if (++seen >= SAMPLE_ROWS) break;
  }
  if (!header) throw new ChamberError("malformed", `${file.source.name} is empty.`);
  if (seen === 0) throw new ChamberError("malformed", `${file.source.name} has a header and no rows below it.`);
  return [header, samples];
}

function headersOf(cells: readonly string[], limits: Limits): string[] {
  if (cells.length > limits.columns) {
    throw new ChamberError("too-large", `The header has ${cells.length} columns; the limit is ${limits.columns}.`);
  }
  const headers = cells.map((cell, i) => cell.trim() || `Column ${i + 1}`);
  const long = headers.findIndex((header) => header.length > limits.cell);
  if (long >= 0) throw longCell(1, `column ${long + 1}`, limits);
  const twice = headers.filter((header, i) => headers.indexOf(header) !== i);
  if (twice.length > 0) {
    const names = [...new Set(twice)].map((name) => `“${name}”`).join(", ");
    throw new ChamberError("malformed", `More than one column is called ${names}. Give each column its own name.`);
  }
  return headers;
}

function longCell(row: number, column: string, limits: Limits): ChamberError {
  return new ChamberError(
    "too-large",
    `Row ${row}, ${column}: a cell may have at most ${count.format(limits.cell)} characters.`,
  );
}
