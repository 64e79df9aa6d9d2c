import type { EventPage, Site } from "@mainstreet/core/page";
import { known } from "../listing/json-ld.ts";
import { absoluteHref } from "../site/href.ts";

/** An event as schema.org data (https://schema.org/Event), without the fields that are not known. */
export function eventData(page: EventPage, site: Site): Readonly<Record<string, unknown>> {
  const { street, extra, town, state, postalCode } = page.venue.address;
  const url = absoluteHref(site, page.path);
  const organizer = page.host
    ? { "@type": "Organization", name: page.host.name, url: absoluteHref(site, page.host.path) }
    : { "@type": "Organization", name: site.name, url: absoluteHref(site, "/") };
  return known({
    "@context": "https://schema.org",
    "@type": page.type === "workshop" ? "EducationEvent" : "BusinessEvent",
    "@id": url,
    name: page.title,
    description: page.summary || page.description,
    url,
    startDate: page.starts,
    endDate: page.ends,
    eventStatus: `https://schema.org/${page.isCancelled ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    maximumAttendeeCapacity: page.capacity,
    location: known({
      "@type": "Place",
      name: page.venue.name,
      address: known({
        "@type": "PostalAddress",
        streetAddress: [street, extra].filter(Boolean).join(", "),
        addressLocality: town,
        addressRegion: state,
        postalCode,
        addressCountry: page.country,
      }),
      geo: page.position && { "@type": "GeoCoordinates", latitude: page.position.lat, longitude: page.position.lon },
    }),
    organizer,
  });
}
