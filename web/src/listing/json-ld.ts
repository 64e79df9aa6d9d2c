import type { Deal } from "@mainstreet/core/deal";
import type { Span } from "@mainstreet/core/opening-hours";
import type { ListingPage, Site } from "@mainstreet/core/page";
import { absoluteHref } from "../site/href.ts";
import { DAYS } from "../strings/en-time.ts";
import { websiteLink } from "./contact.ts";
import { wholeAddress } from "./pictures.ts";

/** A listing as schema.org data (https://schema.org/LocalBusiness), without the fields that are not known. */
export function localBusiness(page: ListingPage, site: Site): Readonly<Record<string, unknown>> {
  const { street, extra, town, state, postalCode } = page.address;
  const url = absoluteHref(site, page.path);
  return known({
    "@context": "https://schema.org",
    "@type": page.schemaType,
    "@id": url,
    name: page.name,
    description: page.summary || page.description,
    url,
    logo: page.logo && wholeAddress(page.logo, site),
    image: imagesOf(page, site),
    sameAs: websiteLink(page.website)?.href,
    telephone: page.phone,
    email: page.email,
    address:
      street || town || postalCode
        ? known({
            "@type": "PostalAddress",
            streetAddress: [street, extra].filter(Boolean).join(", "),
            addressLocality: town,
            addressRegion: state,
            postalCode,
            addressCountry: page.country,
          })
        : undefined,
    geo: page.position && { "@type": "GeoCoordinates", latitude: page.position.lat, longitude: page.position.lon },
    openingHoursSpecification: page.week && openingHours(page.week),
    keywords: page.tags.join(", "),
    makesOffer: page.deals.length > 0 ? page.deals.map(offer) : undefined,
    memberOf: { "@type": "Organization", name: site.name, url: absoluteHref(site, "/") },
  });
}

/** Addresses of what shows the business; its logo where there is no photo. */
function imagesOf({ logo, photos }: ListingPage, site: Site): readonly string[] | null {
  const shown = photos.length > 0 ? photos : logo ? [logo] : [];
  return shown.length > 0 ? shown.map((picture) => wholeAddress(picture, site)) : null;
}

/** A deal as an offer (https://schema.org/Offer). */
function offer({ title, text, until }: Deal): Readonly<Record<string, unknown>> {
  return known({ "@type": "Offer", name: title, description: text, validThrough: until });
}

/** Data as the text of a script element: no part of it can end the script, begin a comment or break a line. */
export function scriptJson(data: unknown): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The fields that say something. */
export function known(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value != null));
}

/** One entry for each span, with all the days that have it. A span that closes before it opens ends the next day. */
function openingHours(week: readonly (readonly Span[])[]): readonly Readonly<Record<string, unknown>>[] {
  const days = new Map<string, string[]>();
  for (const [index, spans] of week.entries()) {
    for (const { from, to } of spans) {
      const day = DAYS[index] ?? "";
      const key = to - from >= 1440 ? "00:00 23:59" : `${clock(from)} ${clock(to)}`;
      days.set(key, [...(days.get(key) ?? []), day]);
    }
  }
  return [...days].map(([key, dayOfWeek]) => {
    const [opens, closes] = key.split(" ");
    return { "@type": "OpeningHoursSpecification", dayOfWeek, opens, closes };
  });
}

function clock(minutes: number): string {
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
}
