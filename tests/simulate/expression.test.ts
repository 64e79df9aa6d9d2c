import { expect, test } from "vitest";
import { holds } from "./expression.ts";

const ITEM = { pk: { S: "a" }, status: { S: "open" }, taken: { N: "9" }, place: { NULL: true } };
const NAMES = { "#status": "status", "#taken": "taken" };
const VALUES = { ":open": { S: "open" }, ":ten": { N: "10" }, ":place": { S: "b" }, ":nine": { N: "9" } };
const says = (expression: string, item: typeof ITEM | undefined = ITEM) => holds(expression, item, NAMES, VALUES);

test.each([
  "attribute_exists(pk)",
  "attribute_not_exists(nothing)",
  "#status = :open AND #taken < :ten",
  "#status <> :open OR #taken = :nine",
  "attribute_not_exists(pk) OR place <> :place",
  "(#taken > :ten OR #taken >= :nine) AND #taken <= :nine",
  "#status IN (:place, :open)",
  "begins_with(#status, :open)",
])("“%s” holds", (expression) => {
  expect(says(expression)).toBe(true);
});

test.each([
  "attribute_not_exists(pk)",
  "#taken > :nine",
  "#taken < :open",
  "nothing = :open",
  "place = :place",
  "#status = :open AND #taken = :ten",
])("“%s” does not hold", (expression) => {
  expect(says(expression)).toBe(false);
});

test("numbers are compared as numbers, and nothing equals what is not there", () => {
  expect([says("#taken < :ten"), holds("#taken < :ten", undefined, NAMES, VALUES)]).toEqual([true, false]);
  expect(holds("attribute_not_exists(pk)", undefined)).toBe(true);
});

test.each([
  "size(#taken) > :nine",
  "NOT attribute_exists(pk)",
  "#status = :open XOR pk",
  "#other = :open",
  "pk = :other",
  "nothing <> :open",
  "pk",
])("“%s” is not understood, and says so", (expression) => {
  expect(() => says(expression)).toThrow();
});
