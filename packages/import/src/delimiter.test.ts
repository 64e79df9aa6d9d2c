import { expect, test } from "vitest";
import { delimiterOf } from "./delimiter.ts";

test.each([
  [",", "name,town\nA,B\nC,D"],
  [";", "name;town\nA;B\nC;D"],
  ["\t", "name\ttown\nA\tB"],
  [";", "name;lat;lon\nA;48,4079;15,66\nB;48,41;15,67"],
  [";", 'name;address\n"Smith, Jones, and Co";"1 Main St, Suite 2"\nB;C'],
  [",", 'name,hours\nA,"Mo; Tu; We"\nB,"Mo; Tu; We"'],
  [",", 'name,note\nA,"two\nlines; here"\nB,C'],
  [";", "name;a,b;town\nA;1,2;B"],
  [",", "name\nA\nB"],
  [",", "name,town\r\nA,B\r\nC,D\r\n"],
])("%j parts the cells of %j", (delimiter, text) => {
  expect(delimiterOf(text, true)).toBe(delimiter);
});

test("a last row that was cut off does not count", () => {
  expect(delimiterOf("a;b;c\n1;2;3\n4,5,6,7", false)).toBe(";");
});
