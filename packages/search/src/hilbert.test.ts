import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHilbert, MAX_BITS, squareOf, toHilbert } from "./hilbert.ts";
import { runs } from "./test-data.ts";

test("the curve visits every cell of a square once, each beside the one before", () => {
  const cell = new Int32Array(2);
  const visited = new Set<string>();
  let last = [0, -1];
  for (let along = 0; along < 4 ** 5; along++) {
    fromHilbert(5, along, cell);
    const [x = 0, y = 0] = cell;
    expect(Math.abs(x - (last[0] ?? 0)) + Math.abs(y - (last[1] ?? 0))).toBe(1);
    expect(toHilbert(5, x, y)).toBe(along);
    visited.add(`${x} ${y}`);
    last = [x, y];
  }

  expect(visited.size).toBe(4 ** 5);
});

test("a cell comes back from its position on the curve, whatever the size of the square", () => {
  const sizedCell = fc.integer({ min: 1, max: MAX_BITS }).chain((bits) => {
    const side = fc.integer({ min: 0, max: 2 ** bits - 1 });
    return fc.tuple(fc.constant(bits), side, side);
  });

  fc.assert(
    fc.property(sizedCell, ([bits, x, y]) => {
      const cell = new Int32Array(2);
      fromHilbert(bits, toHilbert(bits, x, y), cell);
      expect([...cell]).toEqual([x, y]);
    }),
    runs(500),
  );
});

test("the square is the smallest that holds all points", () => {
  expect(squareOf(Int32Array.of(), Int32Array.of())).toEqual({ left: 0, bottom: 0, bits: 1 });
  expect(squareOf(Int32Array.of(5), Int32Array.of(-5))).toEqual({ left: 5, bottom: -5, bits: 1 });
  expect(squareOf(Int32Array.of(0, 7), Int32Array.of(1, 2))).toEqual({ left: 0, bottom: 1, bits: 3 });
  expect(squareOf(Int32Array.of(0, 8), Int32Array.of(1, 2))).toEqual({ left: 0, bottom: 1, bits: 4 });
  expect(squareOf(Int32Array.of(-18e6, 18e6), Int32Array.of(-9e6, 9e6)).bits).toBe(MAX_BITS);
});
