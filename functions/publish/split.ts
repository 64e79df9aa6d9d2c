/** One page of a long list: the rows whose sort key begins with `key`. */
export type Part<Row> = { readonly key: string; readonly rows: readonly Row[] };

const DIGITS = "0-9";

/**
 * Splits rows by the first letters of their sort keys until no part holds more than `most`. A part depends on nothing but
 * its own rows and whether it is too long, so an edit of one row changes one part.
 * @param rows in the order of their keys
 */
export function split<Row>(rows: readonly Row[], keyOf: (row: Row) => string, most: number): Part<Row>[] {
  if (rows.length <= most) return [{ key: "", rows }];
  return groups(rows, (row) => firstOf(keyOf(row))).flatMap(([key, own]) =>
    key === DIGITS && own.length > most ? deepen(own, keyOf, most, 0) : within(own, keyOf, most, key, 1),
  );
}

function within<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  most: number,
  key: string,
  depth: number,
): Part<Row>[] {
  return rows.length <= most ? [{ key, rows }] : deepen(rows, keyOf, most, depth);
}

function deepen<Row>(rows: readonly Row[], keyOf: (row: Row) => string, most: number, depth: number): Part<Row>[] {
  return groups(rows, (row) =>
    characters(keyOf(row))
      .slice(0, depth + 1)
      .join(""),
  ).flatMap(([key, own]) =>
    characters(key).length <= depth ? inTurn(own, key, most) : within(own, keyOf, most, key, depth + 1),
  );
}

/** Rows whose keys are all the same, such as a chain with hundreds of shops: nothing is left to split by but their number. */
function inTurn<Row>(rows: readonly Row[], key: string, most: number): Part<Row>[] {
  const parts: Part<Row>[] = [];
  for (let from = 0; from < rows.length; from += most) {
    parts.push({ key: from === 0 ? key : `${key}-${from / most + 1}`, rows: rows.slice(from, from + most) });
  }
  return parts;
}

function groups<Row>(rows: readonly Row[], groupOf: (row: Row) => string): [string, Row[]][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groupOf(row);
    const own = found.get(group);
    if (own) own.push(row);
    else found.set(group, [row]);
  }
  return [...found];
}

function firstOf(key: string): string {
  const [first = "-"] = characters(key);
  return /\p{N}/u.test(first) ? DIGITS : first;
}

/** By code point, so that a character outside the first plane is not cut in two. */
function characters(key: string): string[] {
  return [...key];
}
