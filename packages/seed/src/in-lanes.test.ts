import { expect, test } from "vitest";
import { inLanes } from "./in-lanes.ts";

test("every item is done once, and no more at a time than there are lanes", async () => {
  const done: number[] = [];
  let busy = 0;
  let most = 0;

  await inLanes([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++busy);
    await Promise.resolve();
    done.push(item);
    busy--;
  });

  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test("the first failure comes through", async () => {
  await expect(inLanes([1], 4, () => Promise.reject(new Error("no ink")))).rejects.toThrow("no ink");
});
