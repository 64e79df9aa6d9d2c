import { brotliCompressSync } from "node:zlib";
import { parseSchedule } from "@mainstreet/search/schedule";
import { expect, test } from "vitest";
import { benchDirectory } from "./directory-data.ts";
import { askedOf } from "./questions.ts";

const COUNT = 3000;
const directory = benchDirectory(COUNT);

test("the same count gives the same directory and the same questions, another one others", () => {
  const again = benchDirectory(COUNT);

  expect(again).toEqual(directory);
  expect(askedOf(again, 50)).toEqual(askedOf(directory, 50));
  expect(benchDirectory(100).listed[0]).not.toEqual(directory.listed[0]);
});

test("listings are such as a directory has: slugs of their own, hours that can be read or are not known, names as dear as real ones", () => {
  const { listed } = directory;

  const names = brotliCompressSync(listed.map(({ name }) => name).join("\n")).length / COUNT;
  const unknown = listed.filter(({ hours }) => hours === "").length / COUNT;
  const broken = listed.filter(({ hours }) => hours !== "" && parseSchedule(hours) === null);

  expect(new Set(listed.map(({ slug }) => slug)).size).toBe(COUNT);
  expect(names).toBeGreaterThan(6);
  expect(names).toBeLessThan(8);
  expect(unknown).toBeCloseTo(0.25, 1);
  expect(broken).toEqual([]);
});

test("every question is about some listing that is there", () => {
  const { listed } = directory;

  const asked = askedOf(directory, 200);

  for (const { box, word, phrase } of asked) {
    const inBox = listed.filter(
      ({ position: at }) =>
        at && at.lon >= box.west && at.lon <= box.east && at.lat >= box.south && at.lat <= box.north,
    );
    expect(inBox).not.toEqual([]);
    expect(word.length).toBeGreaterThan(1);
    expect(phrase).not.toBe("");
  }
});
