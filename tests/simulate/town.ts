import type { Party } from "@mainstreet/core/party";
import { newAttempt } from "@mainstreet/core/registration";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** When the day of a simulation begins, in milliseconds since 1970. */
export const START = Date.UTC(2026, 10, 22, 18);

/** An id of the event that everybody wants to go to. */
export const EVENT_ID = `evt_${"0".repeat(25)}1`;

/** The key of a person, by number; evenly spread as hashes are. */
export function personOf(n: number): string {
  const spread = Math.imul(n + 1, 2654435761) >>> 0;
  let key = "";
  for (let rest = spread, i = 0; i < 7; i++, rest = Math.floor(rest / 32)) key += ALPHABET.charAt(rest % 32);
  return key.padEnd(26 - 6, "0") + [...String(n).padStart(6, "0")].join("");
}

/** A party of a size; the note tells changes of it apart. */
export function partyOf(n: number, size: number, note = ""): Party {
  return {
    registrant: { name: `Person ${n}`, company: "Bread Alone", email: `person-${n}@example.com` },
    guests: Array.from({ length: size - 1 }, (_, guest) => ({ name: `Guest ${guest} of ${n}`, company: "" })),
    note,
    lookingFor: "",
    visibility: "nobody",
  };
}

/** Attempts and random bytes that come out the same for the same dice. */
export function chance(roll: () => number): { random: (length: number) => Uint8Array; attempt: () => string } {
  const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(roll() * 256));
  return { random, attempt: () => newAttempt(START, random) };
}
