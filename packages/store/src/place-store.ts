import { type Geocode, Place, sameAddress } from "@mainstreet/core/geocode";
import type { Address } from "@mainstreet/core/listing";
import type { Now } from "@mainstreet/core/needs";
import * as z from "zod";
import { placeKey } from "./batch-keys.ts";
import type { Keyring } from "./keyring.ts";
import { TTL } from "./keys.ts";
import type { Table } from "./table.ts";

/** How long it is believed where an address lies, in milliseconds. */
const KEPT_MS = 180 * 24 * 60 * 60 * 1000;

const Stored = z.object({ place: Place.nullable(), expires: z.int() });

/** The same, asked once for each address: the answer is kept, under a keyed hash of the address, and also that there is none. */
export function keepingPlaces(
  { table, now, keyring }: { readonly table: Table; readonly now: Now; readonly keyring: Pick<Keyring, "keyOf"> },
  geocode: Geocode,
): Geocode {
  return async (address: Address) => {
    const key = placeKey(keyring.keyOf(`address ${sameAddress(address)}`));
    const item = await table.get(key);
    const stored = item && Stored.parse(item);
    if (stored && stored.expires > now()) return stored.place;
    const place = await geocode(address);
    const expires = now() + KEPT_MS;
    await table.transact([{ put: { ...key, kind: "place", place, expires, [TTL]: Math.ceil(expires / 1000) } }]);
    return place;
  };
}
