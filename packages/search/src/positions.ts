import { columnOf, readNumbers, writeNumbers } from "./bytes.ts";
import { check } from "./check.ts";
import { NO_LIMIT, sectionOf, type Written } from "./column-codec.ts";
import type { Positions } from "./columns.ts";
import { fromHilbert, MAX_BITS, squareOf, toHilbert } from "./hilbert.ts";
import { MAX_X, MAX_Y } from "./place.ts";
import { SQUARE, STEPS } from "./section-numbers.ts";
import type { Sections } from "./sections.ts";

/** Steps along the curve from one row to the next: small, because neighbours on it are neighbours on the ground. */
export function writePositions({ x, y }: Positions): Written {
  const { left, bottom, bits } = squareOf(x, y);
  const steps = new Float64Array(x.length);
  let last = 0;
  for (let row = 0; row < x.length; row++) {
    const along = toHilbert(bits, (x[row] ?? 0) - left, (y[row] ?? 0) - bottom);
    steps[row] = along - last;
    last = along;
  }
  return [
    [SQUARE, writeNumbers([left + MAX_X, bottom + MAX_Y, bits])],
    [STEPS, writeNumbers(steps)],
  ];
}

/** The positions of so many rows; an error of any kind when the sections do not fit together. */
export function readPositions(sections: Sections, located: number): Positions {
  const [right = 0, up = 0, bits = 0] = columnOf(sectionOf(sections, SQUARE), 3, NO_LIMIT);
  check(bits >= 1 && bits <= MAX_BITS);
  const [left, bottom] = [right - MAX_X, up - MAX_Y];
  const bytes = sectionOf(sections, STEPS);
  check(located <= bytes.length);
  const end = 4 ** bits;
  const steps = readNumbers(bytes, new Float64Array(located), end);
  const x = new Int32Array(located);
  const y = new Int32Array(located);
  const cell = new Int32Array(2);
  let along = 0;
  for (let row = 0; row < located; row++) {
    along += steps[row] ?? 0;
    check(along < end);
    fromHilbert(bits, along, cell);
    const rowX = (cell[0] ?? 0) + left;
    const rowY = (cell[1] ?? 0) + bottom;
    check(Math.abs(rowX) <= MAX_X && Math.abs(rowY) <= MAX_Y);
    x[row] = rowX;
    y[row] = rowY;
  }
  return { x, y };
}
