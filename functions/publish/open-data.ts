import { csvText } from "@mainstreet/core/csv";
import type { Shown } from "./shown.ts";

/** The whole public directory as GeoJSON (RFC 7946), one listing a line; a listing without a pin has no geometry. */
export function geojson(rows: readonly Shown[], urlOf: (path: string) => string): string {
  const features = rows.map((row) => {
    const { position } = row.listing;
    return JSON.stringify({
      type: "Feature",
      id: row.listing.id,
      geometry: position && { type: "Point", coordinates: [position.lon, position.lat] },
      properties: recordOf(row, urlOf),
    });
  });
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

/** The whole public directory as CSV (RFC 4180) in UTF-8. */
export function csv(rows: readonly Shown[], urlOf: (path: string) => string): string {
  const columns = [
    "id",
    "name",
    "summary",
    "categories",
    "tags",
    "street",
    "extra",
    "town",
    "state",
    "postal_code",
    "phone",
    "email",
    "website",
    "opening_hours",
    "latitude",
    "longitude",
    "url",
  ];
  const lines = rows.map((row) => {
    const {
      name,
      summary,
      categories,
      tags,
      street,
      extra,
      town,
      state,
      postalCode,
      phone,
      email,
      website,
      hours,
      url,
    } = recordOf(row, urlOf);
    const { id, position } = row.listing;
    const cells = [
      id,
      name,
      summary,
      categories.join("; "),
      tags.join("; "),
      street,
      extra,
      town,
      state,
      postalCode,
      phone,
      email,
      website,
      hours,
    ];
    return [...cells, position?.lat ?? null, position?.lon ?? null, url];
  });
  return csvText(columns, lines);
}

function recordOf({ listing, categories }: Shown, urlOf: (path: string) => string) {
  return {
    name: listing.name,
    summary: listing.summary,
    categories: categories.map((category) => category.name),
    tags: listing.tags,
    ...listing.address,
    phone: listing.phone,
    email: listing.email,
    website: listing.website,
    hours: listing.hours,
    url: urlOf(`/members/${listing.slug}/`),
  };
}
