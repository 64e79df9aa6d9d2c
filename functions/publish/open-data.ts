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
    return [...cells.map(cell), position?.lat ?? "", position?.lon ?? "", cell(url)].join(",");
  });
  return `${[columns.join(","), ...lines].join("\r\n")}\r\n`;
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

const FORMULA = /^[\s"']*[=+\-@|%\uff1d\uff0b\uff0d\uff20\t\r]/;

/** A quoted cell; one that a spreadsheet would take for a formula gets an apostrophe first (OWASP, "CSV Injection"). */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
