import * as fc from "fast-check";

const NAMES: readonly string[] = [
  "Anker",
  "Ångström Optik",
  "Anna’s Café",
  "Бублик",
  "3 Brothers",
  "寿司",
  "Zoë & Co",
  "!!!",
];
const TOWNS: readonly string[] = ["Kingston", "KINGSTON", "Rhinebeck", ""];
const WORDS: readonly string[] = ["Bread", "Tea", "Books", "Repairs", "Salt & Light"];

const one = fc.nat(99);
const flag = fc.boolean();
const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom(...WORDS);
const maybe = fc.option(one, { nil: null });

/** What staff do, and what happens to the records of it. Numbers pick the thing by its place among those that are there. */
export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("edit" as const), which: one, field: fc.nat(9), word, spot: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      member: maybe,
      name,
      town: fc.constantFrom(...TOWNS),
      category: maybe,
      spot: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rename" as const), which: one, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("readdress" as const), which: one, word, back: flag }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), which: one, hide: flag }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("restore" as const), which: one }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("merge" as const), which: one, into: one }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("file" as const), which: one, categories: fc.array(one, { maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("category" as const), name: word, below: maybe }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("recategory" as const),
      which: one,
      name: word,
      below: fc.option(maybe),
      address: flag,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("merge-category" as const), which: one, into: one }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove-category" as const), which: one }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("member" as const), which: one, back: flag }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("membership" as const),
      which: one,
      gold: flag,
      from: fc.integer({ min: -3, max: 3 }),
      days: maybe,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("chamber" as const), field: fc.nat(8), on: flag }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("plan" as const),
      title: word,
      host: maybe,
      days: fc.integer({ min: -2, max: 4 }),
      venue: maybe,
      draft: flag,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("replan" as const),
      which: one,
      field: fc.nat(5),
      word,
      host: maybe,
      days: fc.integer({ min: -2, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("call-off" as const), which: one, word }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("book" as const), which: one, seats: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(0.001, 1, 7, 24, 50) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("deliver" as const),
      shard: fc.constantFrom(0 as const, 1 as const),
      most: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("deliver-again" as const), most: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), other: flag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rebuild" as const), build: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("publish-all" as const) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
