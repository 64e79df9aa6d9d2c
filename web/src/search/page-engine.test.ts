import { encodeDelta } from "@mainstreet/search/delta";
import { encodeDetails } from "@mainstreet/search/details";
import { encode } from "@mainstreet/search/encode";
import type { Entry } from "@mainstreet/search/entry";
import { openSnapshot } from "@mainstreet/search/read-rows";
import { afterEach, expect, test, vi } from "vitest";
import { engineInPage } from "./page-engine.ts";
import type { Answer, Ask, Command } from "./protocol.ts";
import { answerMore } from "./worker-more.ts";

const HEAD = {
  categories: [{ slug: "bakeries", name: "Bakeries", parent: null }],
  places: [],
  hours: { zone: "America/New_York", from: "2026-11-01", days: 28 },
};
const CONTACT = { street: "1 Mill St", phone: "845-555-0100", website: "https://example.org/" };

function shop(name: string, given: Partial<Entry> = {}): Entry {
  const slug = name.toLowerCase();
  const position = { lat: 42, lon: -74 };
  return { slug, name, position, categories: [], town: "Tivoli", tags: [], featured: "", hours: "", ...given };
}

const ENTRIES = [
  shop("Anchor", { categories: ["bakeries"], hours: "0-24/0-24/0-24/0-24/0-24/0-24/0-24" }),
  shop("Bellows", { tags: ["iron"] }),
  shop("Candle", { position: null }),
];
const PUT = { ...shop("Dory", { categories: ["bakeries"] }), ...CONTACT };
const FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  "/s/base.bin": encode(ENTRIES, HEAD),
  "/s/more.bin": encodeDetails(ENTRIES.map(({ name }) => ({ ...CONTACT, street: `${name} St` }))),
  "/s/delta.json": encodeDelta({ base: "base.bin", put: [PUT], removed: ["bellows"], head: HEAD }),
};
const SHARD = { file: "a.bin", details: null, count: 3, box: { west: -75, east: -73, south: 41, north: 43 } };

/** What a worker answers, as its messages bring it to the page; and the files that anybody reads. */
function worker(given: { readonly delta?: string; readonly shards?: readonly object[] } = {}) {
  const read: string[] = [];
  vi.stubGlobal("requestIdleCallback", (run: () => void) => setTimeout(run));
  vi.stubGlobal("fetch", async (url: string) => {
    read.push(url);
    return new Response(FILES[url]);
  });
  const files = { version: 1, count: 3, base: "base.bin", details: "more.bin", delta: null, shards: [], ...given };
  const opened = { ...openSnapshot(FILES["/s/base.bin"] ?? new Uint8Array()), folder: "/s/", whole: null };
  const directory = { ...opened, head: JSON.stringify(files) };
  const ask = async (command: Command): Promise<Answer> => structuredClone(await answerMore(directory, command));
  return { ask, read };
}

function question(text: string, more: Ask["question"]["more"] = null): Ask {
  const asked = { text, category: "", town: "", more };
  return {
    kind: "search",
    question: asked,
    day: "2026-11-05",
    offset: 0,
    limit: 20,
    points: true,
    choices: true,
    patient: true,
  };
}

const FILTERS = { category: "bakeries", town: "", tags: [], open: null, near: null, radius: null, box: null };
const COMMANDS: readonly Command[] = [
  question(""),
  question("anchor"),
  question("ancor"),
  question("", FILTERS),
  question("", { ...FILTERS, category: "", open: Date.UTC(2026, 10, 5, 15) }),
  { kind: "rows", rows: [0, 2] },
  { kind: "slugs", slugs: ["candle", "dory", "nobody"] },
];

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ["as it was written", {}],
  ["with what has changed since", { delta: "delta.json" }],
])("the page answers what the worker answers, of a directory %s", async (_name, given) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 5, 15) });
  const { ask, read } = worker(given);
  const inPage = await engineInPage("/s/", ask);
  expect(read).not.toContain("/s/base.bin");

  for (const isDetailed of [false, true]) {
    if (isDetailed) {
      await ask({ kind: "details" });
      const before = read.filter((url) => url === "/s/more.bin").length;
      await inPage?.({ kind: "details" });
      expect(read.filter((url) => url === "/s/more.bin")).toHaveLength(before);
    }
    for (const command of COMMANDS)
      expect((await inPage?.(command)) ?? (await ask(command))).toEqual(await ask(command));
  }
  vi.useRealTimers();
});

test("what only the worker knows, only the worker is asked", async () => {
  const inPage = await engineInPage("/s/", worker().ask);

  expect(inPage?.({ kind: "share-details" })).toBeNull();
});

test("rows are the worker's to tell until the page has the second file too", async () => {
  const inPage = await engineInPage("/s/", worker().ask);
  expect(inPage?.({ kind: "rows", rows: [0] })).toBeNull();

  await inPage?.({ kind: "details" });

  expect(await inPage?.({ kind: "rows", rows: [0] })).toMatchObject({ rows: [{ contact: { street: "Anchor St" } }] });
});

test("a directory of shards stays with the worker", async () => {
  expect(await engineInPage("/s/", worker({ shards: [SHARD] }).ask)).toBeNull();
});
