import * as fc from "fast-check";
import { expect, test } from "vitest";
import { csv, geojson } from "./open-data.ts";
import { categoryOf, listingOf, showingOf, urlOf } from "./test-directory.ts";

const FIELDS = ["name", "summary", "phone", "email", "website", "hours"] as const;

/** Records as RFC 4180 reads them; throws on a quote in a wrong place. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    const found = cell.exec(text);
    if (!found) throw new Error(`No cell at ${at}: ${text.slice(at, at + 40)}`);
    const [, content = "", end] = found;
    records.at(-1)?.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    if (end === "\r\n" && cell.lastIndex < text.length) records.push([]);
  }
  return records;
}

const rowsOf = (...listings: ReturnType<typeof listingOf>[]) =>
  showingOf({ listings, categories: [categoryOf("bakeries", { name: "Bakeries, Cafés" })] }).rows;

test("a CSV file has a heading and a record a listing, whatever is in the texts", () => {
  const listing = listingOf("anker", {
    name: 'Anker "Bread", Cake',
    summary: "one\ntwo",
    categories: ["bakeries"],
    tags: ["rye", "spelt"],
    address: { street: "5 Wall St", extra: "", town: "Kingston", state: "NY", postalCode: "12401" },
    position: { lat: 41.93, lon: -74.01 },
  });

  const [heading = [], record = [], ...others] = parseCsv(csv(rowsOf(listing), urlOf));

  const column = (name: string) => record[heading.indexOf(name)];
  expect(others).toEqual([]);
  expect(record).toHaveLength(heading.length);
  expect(column("name")).toBe('Anker "Bread", Cake');
  expect(column("summary")).toBe("one\ntwo");
  expect(column("categories")).toBe("Bakeries, Cafés");
  expect(column("tags")).toBe("rye; spelt");
  expect([column("latitude"), column("longitude")]).toEqual(["41.93", "-74.01"]);
  expect(column("url")).toBe("https://chamber.example/members/anker/");
});

test("an empty directory is a heading alone", () => {
  expect(parseCsv(csv([], urlOf))).toHaveLength(1);
  expect(JSON.parse(geojson([], urlOf))).toEqual({ type: "FeatureCollection", features: [] });
});

test("no cell begins like a formula, and every text comes back but for its apostrophe", () => {
  const trigger = fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    "|",
    "%",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
    '"',
    "'",
    " ",
    "\ufeff",
  );
  const text = fc
    .tuple(fc.array(trigger, { maxLength: 4 }), fc.string({ unit: "grapheme", maxLength: 12 }))
    .map(([before, rest]) => before.join("") + rest);
  fc.assert(
    fc.property(fc.record(Object.fromEntries(FIELDS.map((field) => [field, text]))), text, (fields, tag) => {
      const listing = listingOf("anker", { ...fields, tags: [tag] });

      const [heading = [], record = []] = parseCsv(csv(rowsOf(listing), urlOf));

      for (const cell of record.filter((c) => !/^-?[\d.]+$/.test(c))) {
        expect(cell.replace(/^[\s"]+/, "")).not.toMatch(/^[=+\-@|%\t\r\uff1d\uff0b\uff0d\uff20]/);
      }
      for (const field of FIELDS) {
        const [cell = "", given = ""] = [
          record[heading.indexOf(field === "hours" ? "opening_hours" : field)],
          fields[field],
        ];
        expect([given, `'${given}`]).toContain(cell);
      }
    }),
    { numRuns: 300 },
  );
});

test("GeoJSON has a feature a listing, with longitude first and no geometry without a pin", () => {
  const text = geojson(
    rowsOf(
      listingOf("anker", { position: { lat: 41.93, lon: -74.01 }, tags: ["</script>\u2028"] }),
      listingOf("bread"),
    ),
    urlOf,
  );

  const { features } = JSON.parse(text);

  expect(features.map((f: { id: string; geometry: unknown }) => [f.id, f.geometry])).toEqual([
    ["lst_anker", { type: "Point", coordinates: [-74.01, 41.93] }],
    ["lst_bread", null],
  ]);
  expect(text.split("\n")).toHaveLength(5);
});
