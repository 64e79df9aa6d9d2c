import { expect, test } from "vitest";
import { hashText, shuffled } from "./shuffle.ts";

const SLUGS = ["ann", "bob", "cy"];

function firstOf(day: string): string {
  const places = SLUGS.map((slug) => shuffled(hashText(day), hashText(slug)));
  return SLUGS[places.indexOf(Math.min(...places))] ?? "";
}

test("a text's hash is the one of the published algorithm", () => {
  expect(hashText("")).toBe(0x811c9dc5);
  expect(hashText("foobar")).toBe(0xbf9cf968);
});

test("over the days of a year each takes its turn about as often", () => {
  const turns = new Map(SLUGS.map((slug) => [slug, 0]));
  for (let day = 0; day < 365; day++) {
    const first = firstOf(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
    turns.set(first, (turns.get(first) ?? 0) + 1);
  }

  for (const count of turns.values()) expect(Math.abs(count - 365 / 3)).toBeLessThan(35);
});
