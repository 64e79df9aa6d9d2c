import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** What of a business can be compared, whoever compares it. */
export type Place = {
  readonly id: string;
  readonly name: string;
  readonly address: {
    readonly street: string;
    readonly extra: string;
    readonly town: string;
    readonly state: string;
    readonly postalCode: string;
  };
  readonly position: { readonly lat: number; readonly lon: number } | null;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
};

const data = path.resolve(import.meta.dirname, "../../../shared/data");

const FILES = [
  { prefix: "sf", file: "sf-businesses.csv", encoding: "latin1" },
  { prefix: "krems", file: "krems-places.csv", encoding: "utf8" },
  { prefix: "monaco", file: "monaco-places.csv", encoding: "utf8" },
] as const;

/** Whether the real files lie beside the checkout; prints why what needs them is skipped. */
export function realPlacesAreThere(): boolean {
  const missing = FILES.find(({ file }) => !existsSync(path.join(data, file)));
  if (missing) console.log(`skipped: ${missing.file} is not there (../shared/data beside the checkout)`);
  return !missing;
}

/** Cells of a CSV file, row by row: commas, quotes, doubled quotes. */
function* rowsOf(text: string): Generator<readonly string[]> {
  let row: string[] = [];
  for (const [whole, quoted, bare = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (whole === "" && row.length === 0) return;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    yield row;
    row = [];
  }
}

/** The places of one file, or of all of them, by id (`sf:`, `krems:` or `monaco:` and the id in the file). */
export function realPlaces(only?: "sf" | "krems" | "monaco"): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { prefix, file, encoding } of FILES) {
    if (only && only !== prefix) continue;
    const [header = [], ...rows] = rowsOf(readFileSync(path.join(data, file), encoding));
    for (const cells of rows) {
      const cell = (...names: string[]): string =>
        cells[header.findIndex((name) => names.includes(name))]?.trim() ?? "";
      const id = `${prefix}:${cell("business_id", "id")}`;
      const [lat, lon] = [cell("latitude"), cell("longitude")];
      places.set(id, {
        id,
        name: cell("name"),
        address: {
          street: cell("address", "street"),
          extra: "",
          town: cell("city"),
          state: cell("state"),
          postalCode: cell("postal_code", "postcode"),
        },
        position: lat === "" || lon === "" ? null : { lat: Number(lat), lon: Number(lon) },
        phone: cell("phone_number", "phone"),
        email: cell("email"),
        website: cell("website"),
      });
    }
  }
  return places;
}
