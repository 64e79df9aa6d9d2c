/*
 * What a spreadsheet takes for the beginning of a formula, full-width forms included, with or without blanks and quotes before
 * it (OWASP, "CSV Injection").
 */
const FORMULA = /^[\s"']*[=+\-@|%＝＋－＠｜％\t\r\n]/;

/** A byte order mark, by which Excel knows UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** Text that no spreadsheet takes for a formula: one that would be gets an apostrophe first. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** A quoted cell (RFC 4180) that is no formula. */
export function csvCell(text: string): string {
  return `"${guarded(text).replaceAll('"', '""')}"`;
}

/** A file of rows (RFC 4180) below a line of names. Numbers stay numbers; of nothing there is an empty cell. */
export function csvText(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  { mark = false }: { readonly mark?: boolean } = {},
): string {
  const cell = (value: string | number | null): string =>
    typeof value === "number" ? String(value) : value === null ? "" : csvCell(value);
  const lines = rows.map((row) => row.map(cell).join(","));
  return `${mark ? BYTE_ORDER_MARK : ""}${[columns.map(csvCell).join(","), ...lines].join("\r\n")}\r\n`;
}
