import { ChamberSettings } from "@mainstreet/core/chamber";
import { expect, test } from "vitest";
import { chamberSettings } from "./chamber.ts";

const settings = chamberSettings();

test("the chamber is one that core accepts, written as core would store it", () => {
  expect(ChamberSettings.parse(settings)).toEqual(settings);
});

test("it has three levels, of which only the highest is featured", () => {
  expect(settings.levels.map(({ name, rank, featured }) => [name, rank, featured])).toEqual([
    ["Neighbor", 0, false],
    ["Supporter", 2, false],
    ["Anchor", 4, true],
  ]);
});

test("nobody real is behind its telephone and its mail", () => {
  expect(settings.phone).toMatch(/^845-555-01\d\d$/);
  expect(settings.email).toMatch(/\.example\.org$/);
});
