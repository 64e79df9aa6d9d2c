import { expect, test } from "vitest";
import { createPark, goOn, park } from "./parked.ts";

/** Work of so many pieces, which notes how many were begun. */
function work(pieces: number, begun: number[] = []) {
  return park(
    (async function* () {
      for (let n = 1; n <= pieces; n++) {
        begun.push(n);
        yield n * 100;
      }
      return { rows: pieces * 100 };
    })(),
  );
}

test("parked work goes on where it rested, by one piece at least, and is done once", async () => {
  const begun: number[] = [];
  const parked = work(3, begun);

  const late = [await goOn(parked, () => true), await goOn(parked, () => true)];
  const { done } = parked;
  const end = [await goOn(parked, () => false), await goOn(parked, () => true)];

  expect([late, done]).toEqual([[null, null], 200]);
  expect(end).toEqual([{ rows: 300 }, { rows: 300 }]);
  expect(begun).toEqual([1, 2, 3]);
});

test("two who go on with the same work at once do each piece once, and both hear what came of it", async () => {
  const begun: number[] = [];
  const parked = work(5, begun);

  const both = await Promise.all([goOn(parked, () => false), goOn(parked, () => false)]);

  expect(both).toEqual([{ rows: 500 }, { rows: 500 }]);
  expect(begun).toEqual([1, 2, 3, 4, 5]);
});

test("work that has failed fails for whoever goes on with it", async () => {
  const parked = park(
    (async function* (): AsyncGenerator<number, { rows: number }, void> {
      yield 100;
      throw new RangeError("no more");
    })(),
  );

  await goOn(parked, () => true);

  await expect(goOn(parked, () => false)).rejects.toThrow("no more");
  await expect(goOn(parked, () => false)).rejects.toThrow("no more");
});

test("the newest few are kept for their time: what is over from when it was parked, the rest from when it last went on", async () => {
  const kept = createPark<{ rows: number }>(2, 1_000);
  const [over, resting] = [work(1), work(9)];
  await goOn(over, () => false);
  await goOn(resting, () => true);

  kept.keep("a", 0, work(1));
  kept.keep("over", 0, over);
  kept.keep("resting", 0, resting);
  const pushedOut = kept.get("a", 0);
  const inTime = [kept.get("over", 900), kept.get("resting", 900)];
  const later = [kept.get("over", 1_800), kept.get("resting", 1_800)];
  kept.drop("rest");

  expect(pushedOut).toBeUndefined();
  expect(inTime).toEqual([over, resting]);
  expect(later).toEqual([undefined, resting]);
  expect(kept.get("resting", 1_800)).toBeUndefined();
});
