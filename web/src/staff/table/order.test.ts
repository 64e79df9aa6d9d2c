import fc from "fast-check";
import { expect, test } from "vitest";
import type { Column } from "./column.ts";
import { inOrder, ordersOf } from "./order.ts";

type Row = { readonly id: number; readonly town: string };
const COLUMNS: readonly Column<Row>[] = [
  { id: "town", name: "Town", cell: ({ town }) => town, by: ({ town }) => town },
  { id: "id", name: "Id", cell: ({ id }) => id, by: ({ id }) => id },
  { id: "note", name: "Note", cell: () => "" },
];

test("rows stand in the order of a column, and those that are alike as they came", () => {
  const rows = fc.array(fc.constantFrom("A", "B", "C", ""), { maxLength: 30 });
  fc.assert(
    fc.property(rows, (towns) => {
      const orders = ordersOf(towns.map((town, id) => ({ id, town })));

      const up = inOrder(orders, COLUMNS, { id: "town", desc: false });

      const pairs = up.slice(1).map((row, i) => [up[i], row] as const);
      expect([...up].sort((a, b) => a.id - b.id)).toEqual(orders.rows);
      for (const [before, after] of pairs) {
        expect(before && (before.town < after.town || (before.town === after.town && before.id < after.id))).toBe(true);
      }
      expect([...inOrder(orders, COLUMNS, { id: "town", desc: true })].reverse()).toEqual(up);
    }),
  );
});

test("numbers are compared as numbers, and an order is made once", () => {
  const orders = ordersOf([10, 9, 100].map((id) => ({ id, town: "" })));

  const once = inOrder(orders, COLUMNS, { id: "id", desc: false });

  expect(once.map(({ id }) => id)).toEqual([9, 10, 100]);
  expect(inOrder(orders, COLUMNS, { id: "id", desc: false })).toBe(once);
});

test.each(["note", "gone"])("a column that cannot be sorted by (%s) leaves rows as they are", (id) => {
  const orders = ordersOf([{ id: 2, town: "" }]);

  expect(inOrder(orders, COLUMNS, { id, desc: true })).toBe(orders.rows);
});
