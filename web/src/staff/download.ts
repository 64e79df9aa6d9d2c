import { csvText } from "@mainstreet/core/csv";

/** Gives a browser rows as a file that Excel opens right. Nothing leaves the browser. */
export function download(name: string, rows: readonly Readonly<Record<string, string>>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const text = csvText(
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? "")),
    { mark: true },
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
