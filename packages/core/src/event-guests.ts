import type { Registration } from "./registration.ts";
import { compareFolded, fold } from "./text.ts";

/** The most guests of an event whom the website names. */
export const MOST_NAMED = 60;

/** Who comes to an event and lets everybody know, by the event's id: their names and nothing else of theirs. */
export type PublicGuests = {
  readonly id: string;
  readonly named: readonly { readonly name: string; readonly company: string }[];
  /** How many more let everybody know. */
  readonly more: number;
};

/**
 * Those of the registrations who have seats and chose that everybody may see that they come, from A to Z. Whom they bring
 * was not asked, and is never among them.
 */
export function publicGuests(eventId: string, registrations: readonly Registration[]): PublicGuests {
  const all = registrations
    .filter(({ status, party }) => status === "confirmed" && party.visibility === "everyone")
    .map(({ party: { registrant } }) => ({ name: registrant.name, company: registrant.company }))
    .map((guest) => ({ ...guest, folded: fold(guest.name) }))
    .sort((a, b) => compareFolded(a, b));
  const named = all.slice(0, MOST_NAMED).map(({ name, company }) => ({ name, company }));
  return { id: eventId, named, more: all.length - named.length };
}
