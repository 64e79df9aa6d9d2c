import type { Column, Sort } from "./column.ts";

/** The orders that have been made of the same rows, by the names of their columns. */
export type Orders<Row> = { readonly rows: readonly Row[]; readonly made: Map<string, readonly Row[]> };

/** Rows without any order made of them. */
export function ordersOf<Row>(rows: readonly Row[]): Orders<Row> {
  return { rows, made: new Map() };
}

/**
 * Rows in the order of a column, those that are alike as they came. Each order is made once: to narrow a table that is in order
 * costs no sorting.
 */
export function inOrder<Row>({ rows, made }: Orders<Row>, columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const by = columns.find(({ id }) => id === sort.id)?.by;
  if (!by) return rows;
  const name = `${sort.desc ? "-" : ""}${sort.id}`;
  const known = made.get(name);
  if (known) return known;
  const order = sorted(rows, by);
  if (sort.desc) order.reverse();
  made.set(name, order);
  return order;
}

function sorted<Row>(rows: readonly Row[], by: (row: Row) => string | number): Row[] {
  // What is compared is looked up once a row, and not once a comparison.
  const keyed = rows.map((row) => ({ row, key: by(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}
