import { encode } from "@mainstreet/search/encode";
import { createEngine } from "@mainstreet/search/engine";
import type { Entry } from "@mainstreet/search/entry";
import { PLUGS } from "@mainstreet/search/plugs";
import { decode } from "@mainstreet/search/snapshot";
import { afterEach, expect, test, vi } from "vitest";
import type { Directory } from "./directory.ts";
import { addShards } from "./worker-shards.ts";

const HEAD = { categories: [], places: [], hours: { zone: "UTC", from: "2026-11-01", days: 28 } };

function shop(name: string, lat: number, lon: number): Entry {
  const slug = name.toLowerCase();
  return { slug, name, position: { lat, lon }, categories: [], town: "", tags: [], featured: "", hours: "" };
}

const NORTH = [shop("Anchor", 42, -74), shop("Bellows", 42.1, -74.1)];
const SOUTH = [shop("Candle", 10, -74), shop("Dory", 10.1, -74.1)];

/** A directory with an overview of one listing and two shards, and the files that are asked for. */
function sharded(): { directory: Directory; asked: string[] } {
  const files = new Map([
    ["north.bin", encode(NORTH, HEAD)],
    ["south.bin", encode(SOUTH, HEAD)],
  ]);
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(files.get(url.replace("/s/", "")));
  });
  const overview = decode(encode(NORTH.slice(0, 1), HEAD));
  const engine = createEngine([overview]);
  engine.plugIn(PLUGS);
  const box = (south: number, north: number) => ({ west: -75, east: -73, south, north });
  const shard = (file: string, south: number, north: number) => ({
    file,
    details: null,
    count: 2,
    box: box(south, north),
  });
  const shards = [shard("north.bin", 41, 43), shard("south.bin", 9, 11)];
  const directory: Directory = {
    folder: "/s/",
    files: { version: 1, count: 4, base: "overview.bin", details: null, delta: null, shards },
    engine,
    base: overview,
    overlay: null,
    head: HEAD,
    categories: new Map(),
    shards: new Map(),
    extra: null,
  };
  return { directory, asked };
}

afterEach(() => void vi.unstubAllGlobals());

test("a view of a large directory fetches the parts that it shows, once", async () => {
  const { directory, asked } = sharded();
  const box = { west: -74.5, south: 41.5, east: -73.5, north: 42.5 };

  expect(await addShards(directory, { box })).toBe(true);
  await addShards(directory, { box });

  expect(asked).toEqual(["/s/north.bin"]);
  const { rows, total } = directory.engine.search({ box });
  expect(total).toBe(2);
  expect(rows.map(({ name }) => name).toSorted()).toEqual(["Anchor", "Bellows"]);
});

test("what is near somebody is in the parts around them", async () => {
  const { directory, asked } = sharded();

  await addShards(directory, { near: { lat: 10, lon: -74 } });

  expect(asked).toEqual(["/s/south.bin"]);
});

test("a question of everywhere fetches all of a directory that is not too large, and else says that it is a part", async () => {
  const { directory, asked } = sharded();
  const many = Array.from({ length: 17 }, () => directory.files.shards).flat();

  expect(await addShards({ ...directory, files: { ...directory.files, shards: many } }, { text: "anchor" })).toBe(
    false,
  );
  expect(asked).toEqual([]);
  expect(await addShards(directory, { text: "anchor" })).toBe(true);
  expect(asked).toHaveLength(2);
  expect(directory.engine.search({}).total).toBe(4);
});

test("a part that could not be had is fetched again with the next question", async () => {
  const { directory, asked } = sharded();
  const working = fetch;
  vi.stubGlobal("fetch", async () => new Response(null, { status: 503 }));

  await expect(addShards(directory, {})).rejects.toThrow("503");
  vi.stubGlobal("fetch", working);
  expect(await addShards(directory, {})).toBe(true);

  expect(asked).toHaveLength(2);
});
