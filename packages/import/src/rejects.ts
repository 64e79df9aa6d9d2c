import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { guarded } from "./cell.ts";
import type { CsvFile } from "./csv-file.ts";

/** The file of rows that could not be imported, in the making. */
export type Rejects = {
  add(row: number, cells: readonly string[], reason: string): Promise<void>;
  /** Puts the finished file in its place, or takes an earlier one away when nothing was rejected. */
  close(): Promise<void>;
};

const OURS = ["reason", "row"];

/**
 * Writes rejected rows as they were, with `reason` and `row` behind. UTF-8 with a byte order mark, by which Excel knows
 * it; all cells quoted, and none begins a formula. Corrected, the file can be imported as it is.
 */
export function rejectsFile(path: string, file: Pick<CsvFile, "headers" | "delimiter">): Rejects {
  const part = `${path}.part`;
  const { header, line } = rejectLines(file);
  let stream: ReturnType<typeof createWriteStream> | undefined;

  function write(text: string): Promise<void> {
    const to = stream;
    if (!to) return Promise.resolve();
    return new Promise((resolve, reject) => {
      to.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  return {
    async add(row, cells, reason) {
      if (!stream) {
        stream = createWriteStream(part);
        await write(header);
      }
      await write(line(row, cells, reason));
    },

    async close() {
      if (!stream) return rm(path, { force: true });
      stream.end();
      await finished(stream);
      await rename(part, path);
    },
  };
}

/** The same as text: a header, and a line for each rejected row. */
export function rejectLines(file: Pick<CsvFile, "headers" | "delimiter">): {
  readonly header: string;
  line(row: number, cells: readonly string[], reason: string): string;
} {
  const columns = file.headers.flatMap((header, at) => (OURS.includes(header) ? [] : [at]));
  const join = (cells: readonly string[]) =>
    `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(file.delimiter)}\r\n`;
  return {
    header: `\uFEFF${join([...columns.map((at) => file.headers[at] ?? ""), ...OURS])}`,
    line(row, cells, reason) {
      // A row with too many cells keeps them: what did not fit the header stands behind the rest.
      const extra = cells.slice(file.headers.length);
      return join([...columns.map((at) => cells[at] ?? ""), reason, String(row), ...extra]);
    },
  };
}

/** Where the rejected rows of a file go: beside it. */
export function rejectsPath(file: string): string {
  return `${file.replace(/\.csv$/i, "")}.rejected.csv`;
}
