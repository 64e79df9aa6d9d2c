const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const ROWS = 30;

/**
 * Which delimiter parts the first rows of a text most evenly, quotes honoured: the one by which most rows have as many
 * cells as the header; of equals the one that makes more cells. A comma where nothing parts the header.
 * @param whole whether the text is all of the file; else its last row is taken for cut off
 */
export function delimiterOf(text: string, whole: boolean): Delimiter {
  let best: { delimiter: Delimiter; even: number; cells: number } = { delimiter: ",", even: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const counts = cellCounts(text, delimiter, whole);
    const [cells = 1] = counts;
    if (cells < 2) continue;
    const even = counts.filter((count) => count === cells).length / counts.length;
    if (even > best.even || (even === best.even && cells > best.cells)) best = { delimiter, even, cells };
  }
  return best.delimiter;
}

function cellCounts(text: string, delimiter: string, whole: boolean): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let empty = true;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === delimiter) cells++;
    else if (char === "\n" || char === "\r") {
      if (!empty) counts.push(cells);
      if (counts.length >= ROWS) return counts;
      cells = 1;
      empty = true;
      continue;
    }
    empty = false;
  }
  if (!empty && (whole || counts.length === 0)) counts.push(cells);
  return counts;
}
