import * as z from "zod";
import type { Address } from "./listing.ts";
import { Position } from "./region.ts";
import { fold } from "./text.ts";

/** Where an address lies, as far as somebody or something knows. */
export const Place = z.strictObject({
  position: Position,
  /** What of the address it stands for: only the first may be taken for the door. */
  of: z.enum(["address", "postal-code", "town"]),
});
export type Place = z.infer<typeof Place>;

/** Finds where an address lies; null where that is not known. A place is proposed to staff, who set the pin: nothing else does. */
export type Geocode = (address: Address) => Promise<Place | null>;

/** An address as two are compared: however they are written, what leads to the same door is the same. */
export function sameAddress({ street, town, state, postalCode }: Address): string {
  return JSON.stringify([street, town, state, samePostalCode(postalCode)].map((part) => fold(part) || part));
}

/** A postal code as it is compared; what follows the five digits of a ZIP code says where in it, and is left out. */
export function samePostalCode(postalCode: string): string {
  const code = postalCode.trim().toUpperCase();
  return /^\d{5}-\d{4}$/.test(code) ? code.slice(0, 5) : code.replaceAll(/\s+/g, "");
}
