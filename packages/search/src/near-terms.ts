/** How many typos a word may have: short ones none, or they would be other words. */
export function typosIn(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/**
 * The numbers, ascending, of the sorted terms that begin with something that becomes `word` by at most `typos` changes: a
 * letter put in, left out or replaced, or two neighbours swapped. Source: the restricted edit distance of L. Boytsov,
 * "Indexing methods for approximate dictionary searching" (2011); terms that begin alike share the rows of its table.
 */
export function nearTerms(terms: readonly string[], word: string, typos: number): number[] {
  const near: number[] = [];
  const letters = lettersOf(terms);
  const wanted = lettersIn(word);
  const width = word.length + 1;
  const deepest = word.length + typos;
  const table = new Uint8Array((deepest + 1) * width);
  for (let i = 0; i < width; i++) table[i] = i;

  let last = "";
  // How many letters of the last term the table holds, and what they decided about all terms that begin with them.
  let depth = 0;
  let verdict: "open" | "near" | "far" = "open";
  for (let number = 0; number < terms.length; number++) {
    // Each letter that the term lacks costs a change: most terms are told by that alone.
    if (countBits(wanted & ~(letters[number] ?? 0)) > typos) continue;
    const term = terms[number] ?? "";
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
    if (verdict === "near") near.push(number);
  }
  return near;
}

const knownLetters = new WeakMap<readonly string[], Int32Array>();

function lettersOf(terms: readonly string[]): Int32Array {
  const before = knownLetters.get(terms);
  if (before) return before;
  const letters = Int32Array.from(terms, lettersIn);
  knownLetters.set(terms, letters);
  return letters;
}

/** A bit for each letter of a word; several letters may share one. */
function lettersIn(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** Source: the parallel count of Henry S. Warren, "Hacker's Delight", 5-1. */
function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function sharedLength(a: string, b: string, most: number): number {
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** Row `depth`: the changes between the first letters of the term, so many, and each beginning of the word. */
function fillRow(table: Uint8Array, width: number, depth: number, word: string, term: string): void {
  const [row, above] = [depth * width, (depth - 1) * width];
  table[row] = depth;
  const letter = term.charCodeAt(depth - 1);
  const before = term.charCodeAt(depth - 2);
  for (let i = 1; i < width; i++) {
    const isSame = word.charCodeAt(i - 1) === letter;
    let least = Math.min(
      (table[above + i] ?? 0) + 1,
      (table[row + i - 1] ?? 0) + 1,
      (table[above + i - 1] ?? 0) + Number(!isSame),
    );
    if (depth > 1 && i > 1 && word.charCodeAt(i - 1) === before && word.charCodeAt(i - 2) === letter) {
      least = Math.min(least, (table[above - width + i - 2] ?? 0) + 1);
    }
    table[row + i] = least;
  }
}

function verdictOf(table: Uint8Array, width: number, depth: number, typos: number): "open" | "near" | "far" {
  const row = depth * width;
  if ((table[row + width - 1] ?? 0) <= typos) return "near";
  // A swap reaches over a row at the price of one change, so it does not come back from a row that is too far.
  for (let i = 0; i < width; i++) if ((table[row + i] ?? 0) <= typos) return "open";
  return "far";
}
