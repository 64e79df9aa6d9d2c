import type { BenchDirectory } from "../directory-data.ts";
import { createRandom, pick, skewed } from "./random.ts";
import { WORDS } from "./words.ts";

const ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A directory as an API of the common kind would send it: everything of each listing, an id and a description too. */
export function apiJson({ listed, head, written }: BenchDirectory): string {
  const random = createRandom(5);
  const names = new Map(head.categories.map(({ slug, name }) => [slug, name]));
  return JSON.stringify(
    listed.map((listing, i) => ({
      id: `01K${Array.from({ length: 23 }, () => pick(random, [...ID_LETTERS])).join("")}`,
      slug: listing.slug,
      name: listing.name,
      category: { slug: listing.categories[0] ?? null, name: names.get(listing.categories[0] ?? "") ?? null },
      location: listing.position,
      address: { line1: listing.street, city: listing.town, region: "NY" },
      phone: listing.phone,
      website: listing.website,
      tags: listing.tags,
      level: listing.featured || "Member",
      hours: written[i],
      description: `${Array.from({ length: 18 + skewed(random, 22, 1) }, () => pick(random, WORDS, 2.5)).join(" ")}.`,
      updatedAt: `2026-11-${String(1 + (i % 22)).padStart(2, "0")}T12:00:00.000Z`,
    })),
  );
}

/** A directory as GeoJSON with the fields that search needs, and no others. */
export function searchGeoJson({ listed }: Pick<BenchDirectory, "listed">): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: listed.map(({ position, slug, name, categories, town, tags, featured, hours }) => ({
      type: "Feature",
      id: slug,
      geometry: position && { type: "Point", coordinates: [position.lon, position.lat] },
      properties: { name, categories, town, tags, featured, hours },
    })),
  });
}
