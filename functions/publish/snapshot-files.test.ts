import { decodeDetails } from "@mainstreet/search/details";
import { decode } from "@mainstreet/search/snapshot";
import { expect, test } from "vitest";
import { openDirectory } from "../api/search-directory.ts";
import { pathsOf, type SnapshotStep, snapshotStep } from "./snapshot-files.ts";
import { listingOf, showingOf } from "./test-directory.ts";
import { headFile } from "./write-out.ts";

const MANY = 8_300;

/** Listings over a square of some degrees, the first of which may have another name. */
function stepOf(count: number, first: string): SnapshotStep {
  const listings = Array.from({ length: count }, (_, i) =>
    listingOf(`shop-${i}`, {
      name: i === 0 ? first : `Shop ${i}`,
      phone: i % 2 === 0 ? `845-555-${String(1000 + (i % 9000))}` : "",
      position: i % 50 === 49 ? null : { lat: 41 + (i % 91) / 50, lon: -75 + Math.floor(i / 91) / 50 },
    }),
  );
  return snapshotStep(showingOf({ listings }), null);
}

test("a small directory is one snapshot with its details, row by row", () => {
  const { names, files } = stepOf(60, "Anker");

  const snapshot = decode(files.get(`s/${names.base}`) ?? new Uint8Array());
  const { contact } = decodeDetails(files.get(`s/${names.details}`) ?? new Uint8Array(), snapshot.size);
  expect([names.count, names.delta, names.shards]).toEqual([60, null, []]);
  expect([...files.keys()]).toEqual(pathsOf(names));
  expect(snapshot.entries().map(({ slug }, row) => [slug, contact(row).phone])).toContainEqual([
    "shop-2",
    "845-555-1002",
  ]);
});

test("a large directory is kept in shards, of which an edit changes one", async () => {
  const before = stepOf(MANY, "Anker");
  const after = stepOf(MANY, "Brot");

  const changed = [...after.files.keys()].filter((path) => !before.files.has(path));
  expect(before.names.shards.length).toBeGreaterThan(1);
  expect(before.names.shards.reduce((sum, { count }) => sum + count, 0)).toBe(MANY);
  // The shard of the listing, and the overview where it stands in that: no contact has changed.
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.length).toBeLessThanOrEqual(2);
  expect(changed.every((path) => path.endsWith(".bin"))).toBe(true);
});

test("a large directory is searched whole, with its contacts", async () => {
  const { names, files } = stepOf(MANY, "Anker");
  const site = new Map([...files, ["s/head.json", headFile(names)]]);
  const directory = await openDirectory({ site: { read: async (path) => site.get(path) }, now: () => 0 })();

  const { total, rows } = directory.engine.search({ text: "anker" });

  expect(directory.engine.search({}).total).toBe(MANY);
  expect([total, rows.map(({ slug }) => slug)]).toEqual([1, ["shop-0"]]);
  expect(directory.contactOf("shop-0").phone).toBe("845-555-1000");
});
