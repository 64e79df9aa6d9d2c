/** How many typos a word may have: short ones none, or they would be other words. */
export function typosIn(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/**
 * 1 at the sorted terms that begin with something that becomes `word` by at most `typos` changes: a letter put in, left
 * out or replaced, or two neighbours swapped. Source: the restricted edit distance of L. Boytsov, "Indexing methods for
 * approximate dictionary searching" (2011); terms that begin alike share the rows of its table.
 */
export function nearTerms(terms: readonly string[], word: string, typos: number): Uint8Array {
  const marks = new Uint8Array(terms.length);
  const width = word.length + 1;
  const deepest = word.length + typos;
  const table = new Uint8Array((deepest + 1) * width);
  for (let i = 0; i < width; i++) table[i] = i;

  let last = "";
  // How many letters of the last term the table holds, and what they decided about all terms that begin with them.
  let depth = 0;
  let verdict: "open" | "near" | "far" = "open";
  terms.forEach((term, number) => {
    const shared = sharedLength(last, term, depth);
    last = term;
    if (shared < depth || verdict === "open") {
      depth = shared;
      verdict = "open";
      while (verdict === "open" && depth < Math.min(term.length, deepest)) {
        depth++;
        fillRow(table, width, depth, word, term);
        verdict = verdictOf(table, width, depth, typos);
      }
    }
    if (verdict === "near") marks[number] = 1;
  });
  return marks;
}

function sharedLength(a: string, b: string, most: number): number {
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}

/** Row `depth`: the changes between the first letters of the term, so many, and each beginning of the word. */
function fillRow(table: Uint8Array, width: number, depth: number, word: string, term: string): void {
  const [row, above] = [depth * width, (depth - 1) * width];
  table[row] = depth;
  for (let i = 1; i < width; i++) {
    const isSame = word[i - 1] === term[depth - 1];
    let least = Math.min(
      (table[above + i] ?? 0) + 1,
      (table[row + i - 1] ?? 0) + 1,
      (table[above + i - 1] ?? 0) + Number(!isSame),
    );
    if (depth > 1 && i > 1 && word[i - 1] === term[depth - 2] && word[i - 2] === term[depth - 1]) {
      least = Math.min(least, (table[above - width + i - 2] ?? 0) + 1);
    }
    table[row + i] = least;
  }
}

function verdictOf(table: Uint8Array, width: number, depth: number, typos: number): "open" | "near" | "far" {
  const row = depth * width;
  if ((table[row + width - 1] ?? 0) <= typos) return "near";
  const least = Math.min(...table.subarray(row, row + width));
  // A swap reaches over a row, at the price of one change.
  const leastAbove = Math.min(...table.subarray(row - width, row));
  return least > typos && leastAbove >= typos ? "far" : "open";
}
