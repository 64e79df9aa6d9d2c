import { exportSite } from "@mainstreet/functions/publish/export-site";
import { open } from "@mainstreet/import/csv-file";
import { fileSource } from "@mainstreet/import/source";
import { createEngine, type Engine } from "@mainstreet/search/engine";
import { PLUGS } from "@mainstreet/search/plugs";
import { decode } from "@mainstreet/search/snapshot";
import { describe, expect, test } from "vitest";
import { freshTable } from "../emulator/table.ts";
import { importFile, LONG, realFile } from "../import/helpers.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "../publish/plain-web.ts";

/** A file of real input as a published site: its pages and its search. */
async function published(
  file: string,
): Promise<{ added: number; rejected: number; rows: number; slugs: string[]; engine: Engine }> {
  const { table } = await freshTable();
  const { report } = await importFile(table, await open(await fileSource(file)), { defaults: { category: "Food" } });
  const site = inMemory();
  await exportSite({
    table,
    site,
    now: Date.now,
    address: ADDRESS,
    media: NO_MEDIA,
    web: PLAIN_WEB,
    signpostPages: false,
    log: () => undefined,
  });
  const slugs = [...site.files.keys()].flatMap((path) => /^members\/([^/]+)\/index\.html$/.exec(path)?.[1] ?? []);
  const [base] = [...site.files].filter(([path]) => /^s\/[0-9a-f]+\.bin$/.test(path)).map(([, bytes]) => bytes);
  const engine = createEngine([decode(base ?? new Uint8Array())]);
  engine.plugIn(PLUGS);
  return { ...report, slugs, engine };
}

const FILES = ["krems-places.csv", "monaco-places.csv"].filter((name) => realFile(name) !== null);
const SAN_FRANCISCO = realFile("sf-businesses.csv");
if (!LONG) console.log("skipped: all of San Francisco as a site (MAINSTREET_LONG=1 runs it)");

describe.skipIf(FILES.length === 0)("real places", () => {
  test.each(FILES)("every imported row of %s has a page and is found", async (name) => {
    const { added, rejected, rows, slugs, engine } = await published(realFile(name) ?? "");

    expect(added + rejected).toBe(rows);
    expect(slugs.length).toBe(added);
    expect(engine.size).toBe(added);
  });
});

describe.skipIf(!LONG || SAN_FRANCISCO === null)("San Francisco", () => {
  test("all 6,359 rows have a page, a name in full comes first, accents do not matter", async () => {
    const { added, rejected, slugs, engine } = await published(SAN_FRANCISCO ?? "");

    const [first] = engine.search({ text: "sushi zone", limit: 1 }).rows;
    const names = (text: string) => engine.search({ text, limit: 10_000 }).rows.map((row) => row.slug);

    expect(added + rejected).toBe(6_359);
    expect(slugs.length).toBe(added);
    expect(first?.name.toLowerCase()).toBe("sushi zone");
    expect(names("café")).toEqual(names("cafe"));
    expect(names("cafe").length).toBeGreaterThan(100);
    const mission = { lat: 37.7599, lon: -122.4148 };
    const typo = engine.search({ text: "tacqueria", near: mission, limit: 50 });
    const taquerias = engine.search({ text: "taqueria", near: mission, limit: 50 });
    const distances = typo.distances.filter((metres) => metres !== null);
    expect(typo.forgiven).toBe(true);
    expect(typo.total).toBeGreaterThanOrEqual(taquerias.total);
    expect(taquerias.total).toBeGreaterThan(20);
    for (const { name } of typo.rows) expect(name.toLowerCase()).toContain("taqueria");
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    console.log(
      `San Francisco: 6,359 rows, ${added} with a page, ${rejected} rejected; “sushi zone” first: ${first?.name}; café = cafe: ${names("cafe").length} rows`,
    );
  });
});
