import { expect, test } from "vitest";
import { LIMITS, type Limits, lines, open } from "./csv-file.ts";
import { bytesSource } from "./source.ts";

async function rows(text: string, limits: Partial<Limits> = {}): Promise<(readonly string[])[]> {
  const file = await open(bytesSource("x.csv", Buffer.from(text)), { ...LIMITS, ...limits });
  const all: (readonly string[])[] = [];
  for await (const line of lines(file)) all.push([String(line.row), ...line.cells]);
  return all;
}

test("cells may hold delimiters, quotation marks and line breaks", async () => {
  const text = 'name,note\r\n"A, B","say ""hi"""\r\nC,"two\nlines"\r\nJoe "Mac" Smith,x';

  expect(await rows(text)).toEqual([
    ["2", "A, B", 'say "hi"'],
    ["3", "C", "two\nlines"],
    ["4", 'Joe "Mac" Smith', "x"],
  ]);
});

test("empty rows count as spreadsheets count them and are left out", async () => {
  expect(await rows("name,town\n\nA,B\n,\nC,D\n\n")).toEqual([
    ["3", "A", "B"],
    ["5", "C", "D"],
  ]);
});

test("lines may end in any way, even mixed", async () => {
  expect(await rows("a,b\r1,2\n3,4\r\n5,6")).toEqual([
    ["2", "1", "2"],
    ["3", "3", "4"],
    ["4", "5", "6"],
  ]);
});

test("headers, samples and delimiter are read from the beginning", async () => {
  const file = await open(bytesSource("x.csv", Buffer.from("\uFEFF name ;;lat\n;x;\nB;;48,4")));

  expect(file).toMatchObject({ delimiter: ";", headers: ["name", "Column 2", "lat"], samples: ["B", "x", "48,4"] });
});

test.each([
  ["", "is empty"],
  ["  \n \n", "is empty"],
  ["name,town\n", "has a header and no rows"],
  ["name,name,town,town\nA,B,C,D", "More than one column is called “name”, “town”"],
  ['name,town\nA,"B\nC,D', "Row 2: a quotation mark is opened and never closed"],
  ["\nname\nA", "Row 1 is empty"],
])("%j is refused", async (text, message) => {
  await expect(rows(text)).rejects.toThrow(message);
});

test("each limit holds to the very last", async () => {
  const small = { bytes: 100, rows: 3, columns: 3, cell: 5 };

  await expect(rows(`a\n${"12345\n".repeat(3)}`, small)).resolves.toHaveLength(3);
  await expect(rows(`a\n${"1\n".repeat(4)}`, small)).rejects.toThrow("more than 3 rows");
  await expect(rows("a,b,c\n1,2,3", small)).resolves.toHaveLength(1);
  await expect(rows("a,b,c,d\n1,2,3,4", small)).rejects.toThrow("has 4 columns; the limit is 3");
  await expect(rows("a,b\n1,123456", small)).rejects.toThrow("Row 2, b: a cell may have at most 5");
  await expect(rows("abcdef\n1", small)).rejects.toThrow("Row 1, column 1");
  await expect(rows(`a\n${"\n".repeat(90)}1`, { ...small, rows: 90 })).resolves.toHaveLength(1);
  await expect(rows(`a\n${"\n".repeat(91)}1`, { ...small, rows: 90 })).rejects.toThrow("empty rows");
  await expect(rows(`a\n${"1234\n".repeat(19)}123`, { ...small, rows: 99 })).resolves.toHaveLength(20);
  await expect(rows(`a\n${"1234\n".repeat(19)}1234`, { ...small, rows: 99 })).rejects.toThrow("MB; the limit is");
});

test("the real limits are those that were promised", async () => {
  const header = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(",");
  const row = (count: number) => Array.from({ length: count }, () => "x").join(",");

  expect(LIMITS).toEqual({ bytes: 5 * 1024 * 1024, rows: 20_000, columns: 64, cell: 4096 });
  await expect(rows(`name\n${"x\n".repeat(20_000)}`)).resolves.toHaveLength(20_000);
  await expect(rows(`name\n${"x\n".repeat(20_001)}`)).rejects.toMatchObject({ code: "too-large" });
  await expect(rows(`${header(64)}\n${row(64)}`)).resolves.toHaveLength(1);
  await expect(rows(`${header(65)}\n${row(65)}`)).rejects.toMatchObject({ code: "too-large" });
  await expect(rows(`name\n${"x".repeat(4096)}`)).resolves.toHaveLength(1);
  await expect(rows(`name\n${"x".repeat(4097)}`)).rejects.toMatchObject({ code: "too-large" });
});

test("one endless row is refused without being read to its end", async () => {
  const long = "x".repeat(4 * 1024 * 1024);

  await expect(rows(`${long}\n1`)).rejects.toMatchObject({ code: "malformed" });
  await expect(rows(`name\n${long}`)).rejects.toThrow("Row 2: is too long");
});

test("a file that is too large is not read at all", async () => {
  const source = { name: "x.csv", size: LIMITS.bytes + 1, read: () => expect.fail("read") };

  await expect(open(source)).rejects.toThrow("x.csv has 5.01 MB; the limit is 5 MB");
});
