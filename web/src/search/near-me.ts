import type { Place } from "./state.ts";

/** Why nobody can say where the visitor is. */
export type Lost = "refused" | "tooSlow" | "noPosition";

const PATIENCE_MS = 10_000;
/** Somebody who asks twice within a few minutes stands about where they stood. */
const FRESH_MS = 120_000;

/** Where the visitor is, as their browser says when they allow it. Asks them, so call it only when they asked for it. */
export function locate(geolocation: Geolocation | undefined): Promise<Place | Lost> {
  return new Promise((resolve) => {
    if (!geolocation) return resolve("noPosition");
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      ({ code }) => resolve(code === 1 ? "refused" : code === 3 ? "tooSlow" : "noPosition"),
      { timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}
