import { expect, test } from "vitest";
import { idOf, newId } from "./id.ts";

const NOW = Date.UTC(2026, 10, 22);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

test("an id says what it is of, when it was made, and nothing to be misheard", () => {
  expect(newId("listing", NOW, (length) => new Uint8Array(length))).toMatch(/^lst_[0-9a-hjkmnp-tv-z]{10}0{16}$/);
  expect(newId("member", 0, (length) => new Uint8Array(length).fill(255))).toBe("mem_0000000000zzzzzzzzzzzzzzzz");
  expect(newId("category", 2 ** 48 - 1, (length) => new Uint8Array(length))).toBe("cat_7zzzzzzzzz0000000000000000");
});

test("ids of one kind sort by their making", () => {
  const times = [0, 1, 31, 32, 1023, 1024, NOW - 1, NOW, NOW + 1, NOW + 86_400_000, 2 ** 48 - 1];

  const ids = times.map((time) => newId("listing", time, random));

  expect(ids.toSorted()).toEqual(ids);
});

test("ten thousand ids of one millisecond are ten thousand ids", () => {
  const ids = Array.from({ length: 10_000 }, () => newId("member", NOW, random));

  expect(new Set(ids).size).toBe(10_000);
});

test("each of the sixteen random characters can be any of thirty-two", () => {
  const seen = Array.from({ length: 16 }, () => new Set<string>());

  for (let byte = 0; byte < 256; byte++) {
    const tail = newId("listing", NOW, (length) => new Uint8Array(length).fill(byte)).slice(-16);
    for (const [i, chars] of seen.entries()) chars.add(tail.charAt(i));
  }

  expect(seen.map((chars) => chars.size)).toEqual(Array.from({ length: 16 }, () => 32));
});

test("a schema takes ids of its kind and of no other", () => {
  const schemas = {
    member: idOf("member"),
    membership: idOf("membership"),
    listing: idOf("listing"),
    category: idOf("category"),
  };
  const ids = [
    newId("member", NOW, random),
    newId("membership", NOW, random),
    newId("listing", NOW, random),
    newId("category", NOW, random),
  ];

  const accepted = Object.values(schemas).map((schema) => ids.map((id) => schema.safeParse(id).success));

  expect(accepted).toEqual([0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => row === column)));
});

test.each([
  "",
  "lst_",
  "lst",
  "LST_0000000000zzzzzzzzzzzzzzzz",
  "lst_0000000000zzzzzzzzzzzzzzz",
  "lst_0000000000zzzzzzzzzzzzzzzzz",
])("%j is no id of a listing", (id) => {
  expect(idOf("listing").safeParse(id).success).toBe(false);
});

test.each(["i", "l", "o", "u", "A", "#", " ", "\n", "é"])("no id has %j in it", (char) => {
  expect(idOf("listing").safeParse(`lst_0000000000zzzzzzzzzzzzzzz${char}`).success).toBe(false);
  expect(idOf("listing").safeParse(`lst_0000000000zzzzzzzzzzzzzzzz${char}`).success).toBe(false);
});
