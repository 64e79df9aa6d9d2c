import * as z from "zod";
import { filledLine, line, paragraphs } from "./text.ts";

/** The most people that register together. */
export const LARGEST_PARTY = 6;

const Guest = z.strictObject({ name: filledLine(120), company: line(120) });

/** Who comes together: the one who registers and up to five guests, whose addresses nobody asks for. */
export const Party = z.strictObject({
  registrant: Guest.extend({ email: z.email().max(254) }),
  guests: z.array(Guest).max(LARGEST_PARTY - 1),
  /** Diet, access: for staff and the host only. */
  note: paragraphs(500),
  /** Whom or what they hope to meet. */
  lookingFor: line(160),
  /** Who may see that they come. */
  visibility: z.enum(["nobody", "attendees", "everyone"]),
});
export type Party = z.infer<typeof Party>;

/** How many seats a party takes. */
export function sizeOf(party: Party): number {
  return 1 + party.guests.length;
}
