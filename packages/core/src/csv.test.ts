import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell, csvText } from "./csv.ts";

const TRIGGERS = ["=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠", "\t", "\r"];

test("no cell begins a formula, whatever blanks and quotes stand before it", () => {
  const before = fc.constantFrom("", " ", "  ", '"', "'", ' "');
  fc.assert(
    fc.property(before, fc.constantFrom(...TRIGGERS), fc.string(), (start, trigger, rest) => {
      const shown = csvCell(start + trigger + rest).slice(1);

      expect(shown.startsWith("'")).toBe(true);
    }),
  );
});

test("what is written is read again, apostrophes before formulas apart", () => {
  const cell = fc.string({ unit: "grapheme" }).filter((text) => csvCell(text) === `"${text.replaceAll('"', '""')}"`);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      const text = csvText(["a", "b"], rows);

      expect(parsed(text)).toEqual([["a", "b"], ...rows]);
    }),
  );
});

test("numbers stay numbers, nothing stays empty, and Excel is told that it is UTF-8", () => {
  expect(csvText(["name", "seats", "none"], [["Café", -3, null]], { mark: true })).toBe(
    '\uFEFF"name","seats","none"\r\n"Café",-3,\r\n',
  );
});

/** Quoted cells, read without the code that wrote them. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    at++;
    while (!(text[at] === '"' && text[at + 1] !== '"')) {
      if (text[at] === '"') at++;
      cell += text[at];
      at++;
    }
    at++;
    row.push(cell);
    if (text[at] === ",") at++;
    else {
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
