import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Listed } from "@mainstreet/search/entry";
import { type BenchDirectory, freeSlug } from "../directory-data.ts";
import { FROM, WINDOW_DAYS } from "./opening.ts";

const SAMPLE = path.resolve(import.meta.dirname, "../../../../shared/data/sf-businesses.csv");

/** Real businesses of San Francisco, where the sample data lies beside the checkout; else null. */
export function sampleDirectory(): BenchDirectory | null {
  if (!existsSync(SAMPLE)) return null;
  const slugs = new Map<string, number>();
  const listed = readFileSync(SAMPLE, "utf8")
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line): Listed => {
      const [, name = "", street = "", town = "", , , lat = "", lon = "", phone = ""] = fieldsOf(line);
      return {
        slug: freeSlug(slugs, name, town, street),
        name,
        position: lat === "" || lon === "" ? null : { lat: Number(lat), lon: Number(lon) },
        categories: ["food"],
        town,
        tags: [],
        featured: "",
        hours: "",
        street: street.trim(),
        phone,
        website: "",
      };
    });
  const head = {
    categories: [{ slug: "food", name: "Food", parent: null }],
    places: [],
    hours: { zone: "America/Los_Angeles", from: FROM, days: WINDOW_DAYS },
  };
  return { listed, head, written: listed.map(() => "") };
}

/** The fields of a line of CSV; quotes within quotes are doubled. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? "").replaceAll('""', '"').trim(),
  );
}
