import { fold } from "@mainstreet/core/text";

type Searched = {
  /** All that it can be found by, folded. */
  readonly found: string;
};

/** The texts of rows as one text, with where each of them begins. */
type Joined = { readonly text: string; readonly starts: Uint32Array };

// A word that is typed has no end of a line in it, so that none is found across two rows.
const BETWEEN = "\n";
const joined = new WeakMap<readonly Searched[], Joined>();

/**
 * The rows that have all words of a text somewhere, in their order; all of them for no words. One text is searched and not
 * thousands: what it is made of is kept as long as the rows are.
 */
export function having<Row extends Searched>(rows: readonly Row[], text: string): readonly Row[] {
  const words = fold(text).split(" ").filter(Boolean);
  // The longest word leaves the fewest rows to look for the others in.
  const [first, ...others] = words.sort((a, b) => b.length - a.length);
  if (first === undefined) return rows;
  const all = joinedOf(rows);
  const had: Row[] = [];
  let at = 0;
  for (let index = 0; index < rows.length; index++) {
    const found = all.text.indexOf(first, at);
    if (found < 0) break;
    while ((all.starts[index + 1] ?? Number.POSITIVE_INFINITY) <= found) index++;
    const row = rows[index];
    if (row && others.every((word) => row.found.includes(word))) had.push(row);
    at = all.starts[index + 1] ?? all.text.length;
  }
  return had;
}

function joinedOf(rows: readonly Searched[]): Joined {
  const known = joined.get(rows);
  if (known) return known;
  const starts = new Uint32Array(rows.length);
  let length = 0;
  for (const [i, { found }] of rows.entries()) {
    starts[i] = length;
    length += found.length + BETWEEN.length;
  }
  const made = { text: rows.map(({ found }) => found).join(BETWEEN), starts };
  joined.set(rows, made);
  return made;
}
