import { csvText } from "@mainstreet/core/csv";

type Row = Readonly<Record<string, string>>;

/**
 * Gives a browser rows as a file that a spreadsheet opens right. Nothing leaves the browser.
 * @param mark whether the file begins with a byte order mark, by which Excel knows its letters
 */
export function download(name: string, rows: readonly Row[], { mark = true }: { readonly mark?: boolean } = {}): void {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ""));
  give(`${name}.csv`, csvText(columns, cells, { mark }), "text/csv;charset=utf-8");
}

/** Gives a browser data as a file for other programs. */
export function downloadJson(name: string, data: unknown): void {
  give(`${name}.json`, `${JSON.stringify(data, null, 1)}\n`, "application/json");
}

function give(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
