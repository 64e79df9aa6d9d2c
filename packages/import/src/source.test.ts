import { expect, test } from "vitest";
import { bytesSource, type Source } from "./source.ts";

async function piecesOf(source: Source): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.read()) pieces.push(piece);
  return pieces;
}

test("bytes in memory are read in small pieces that are the same bytes, each time", async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  const source = bytesSource("members.csv", bytes);

  const [once, again] = [await piecesOf(source), await piecesOf(source)];

  expect(Buffer.concat(once)).toEqual(Buffer.from(bytes));
  expect(again).toEqual(once);
  expect(Math.max(...once.map(({ length }) => length))).toBeLessThanOrEqual(16 * 1024);
  expect(await piecesOf(bytesSource("empty.csv", new Uint8Array()))).toEqual([]);
});
