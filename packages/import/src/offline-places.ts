import { type Geocode, type Place, samePostalCode } from "@mainstreet/core/geocode";
import type { Listing } from "@mainstreet/core/listing";
import type { Position } from "@mainstreet/core/region";
import { fold } from "@mainstreet/core/text";

/** So few pins say where a postal code or a town is. */
const FEWEST = 3;

/**
 * Where addresses lie as far as a chamber's own pins tell, with no network: the middle of those of the same postal code, or
 * else of the same town. Never the door itself. The middle is the median of each coordinate, which one pin that lies far off
 * does not move.
 * @param listings of which those that have a pin are looked at
 */
export function offlinePlaces(listings: Iterable<Pick<Listing, "address" | "position">>): Geocode {
  const byCode = new Map<string, Position[]>();
  const byTown = new Map<string, Position[]>();
  for (const { address, position } of listings) {
    if (!position) continue;
    note(byCode, samePostalCode(address.postalCode), position);
    note(byTown, townOf(address), position);
  }
  return async (address) =>
    middle(byCode.get(samePostalCode(address.postalCode)), "postal-code") ??
    middle(byTown.get(townOf(address)), "town");
}

function note(places: Map<string, Position[]>, name: string, position: Position): void {
  if (name === "") return;
  const known = places.get(name);
  if (known) known.push(position);
  else places.set(name, [position]);
}

function townOf({ town, state }: Listing["address"]): string {
  return town === "" ? "" : JSON.stringify([fold(town) || town, fold(state) || state]);
}

function middle(pins: readonly Position[] | undefined, of: Place["of"]): Place | null {
  if (!pins || pins.length < FEWEST) return null;
  return { position: { lat: median(pins.map(({ lat }) => lat)), lon: median(pins.map(({ lon }) => lon)) }, of };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[half]];
  return Math.round(((low + high) / 2) * 1e7) / 1e7;
}
