/*
 * The Hilbert curve visits every cell of a square so that neighbours on the curve are neighbours on the ground.
 * Source: the iterative form in Wikipedia, "Hilbert curve"; doubles instead of 32-bit numbers, because 26 bits an
 * axis (360 degrees in steps of 1e-5) give positions up to 2^52.
 */

/** The most bits an axis may have, so that a position on the curve stays a whole number in a double. */
export const MAX_BITS = 26;

/** How far along the curve of `bits` bits an axis the cell (x, y) lies. `x` and `y` are whole and below 2^bits. */
export function toHilbert(bits: number, x: number, y: number): number {
  const last = 2 ** bits - 1;
  let along = 0;
  for (let side = 2 ** (bits - 1); side >= 1; side /= 2) {
    const right = (x & side) === 0 ? 0 : 1;
    const upper = (y & side) === 0 ? 0 : 1;
    along += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      const oldX = right === 1 ? last - x : x;
      x = right === 1 ? last - y : y;
      y = oldX;
    }
  }
  return along;
}

/** The cell at a position along the curve, written to `cell` as x, y. The inverse of `toHilbert`. */
export function fromHilbert(bits: number, along: number, cell: Int32Array): void {
  // Two bits of the position are one step; both halves fit the fast 32-bit integers.
  let low = (along % 2 ** 26) | 0;
  const high = Math.floor(along / 2 ** 26) | 0;
  let x = 0;
  let y = 0;
  for (let step = 0, side = 1; step < bits; step++, side *= 2) {
    if (step === 13) low = high;
    const right = (low >> 1) & 1;
    const upper = (low ^ right) & 1;
    low >>= 2;
    if (upper === 0) {
      const oldX = right === 1 ? side - 1 - x : x;
      x = right === 1 ? side - 1 - y : y;
      y = oldX;
    }
    x += side * right;
    y += side * upper;
  }
  cell[0] = x;
  cell[1] = y;
}

/** A square that a curve fills: its least corner, and the bits of an axis. */
export type Square = { readonly left: number; readonly bottom: number; readonly bits: number };

/** The smallest square, from the least x and y, that holds all points. */
export function squareOf(x: Int32Array, y: Int32Array): Square {
  if (x.length === 0) return { left: 0, bottom: 0, bits: 1 };
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const value of x) {
    left = Math.min(left, value);
    right = Math.max(right, value);
  }
  for (const value of y) {
    bottom = Math.min(bottom, value);
    top = Math.max(top, value);
  }
  let bits = 1;
  while (2 ** bits <= Math.max(right - left, top - bottom)) bits++;
  return { left, bottom, bits };
}
