import { ChamberError } from "@mainstreet/core/error";
import type { Geocode, Place } from "@mainstreet/core/geocode";
import * as z from "zod";

/** Sends a request, as `fetch` does. */
export type Send = (request: Request) => Promise<Response>;

const WAIT_MS = 3_000;

const Found = z.object({
  ResultItems: z.array(z.object({ PlaceType: z.string(), Position: z.tuple([z.number(), z.number()]) })).optional(),
});

/** What of an address a result stands for, by what Amazon calls it; others are not precise enough to be of any use. */
const OF: Readonly<Partial<Record<string, Place["of"]>>> = {
  PointAddress: "address",
  SecondaryAddress: "address",
  InterpolatedAddress: "address",
  PostalCode: "postal-code",
  Locality: "town",
};

/**
 * Where addresses lie as Amazon Location Service knows (Places API version 2, `Geocode`), asked with an API key that is allowed
 * that action and no other. Results are asked for with the right to store them, which costs more a request.
 * @param country as ISO 3166-1 alpha-2
 * @throws `busy` where it does not answer in time, or with an error
 */
export function amazonPlaces(needs: {
  readonly send: Send;
  readonly region: string;
  readonly apiKey: string;
  readonly country: string;
}): Geocode {
  const { send, region, apiKey, country } = needs;
  const url = new URL(`https://places.geo.${region}.amazonaws.com/v2/geocode`);
  url.searchParams.set("key", apiKey);
  return async ({ street, town, state, postalCode }) => {
    const text = [street, town, state, postalCode].filter(Boolean).join(", ");
    if (text === "") return null;
    const query = { QueryText: text, MaxResults: 1, IntendedUse: "Storage", Filter: { IncludeCountries: [country] } };
    const request = new Request(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(query),
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const answer = await send(request).catch((cause: unknown) => {
      throw silent(cause);
    });
    if (!answer.ok) throw silent(answer.status);
    const [first] = Found.parse(await answer.json()).ResultItems ?? [];
    const of = first && OF[first.PlaceType];
    if (!first || !of) return null;
    const [lon, lat] = first.Position;
    return { position: { lat, lon }, of };
  };
}

/** The cause has the request's address, and so the key: it goes no further than its name. */
function silent(cause: unknown): ChamberError {
  const why = typeof cause === "number" ? `status ${cause}` : cause instanceof Error ? cause.name : "unknown";
  return new ChamberError("busy", "The map service does not answer just now. Set the pin by hand, or try again.", {
    cause: new Error(`Places: ${why}`),
  });
}
