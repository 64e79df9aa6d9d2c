import * as z from "zod";
import type { Random } from "./needs.ts";

const PREFIX = {
  member: "mem",
  membership: "msh",
  listing: "lst",
  category: "cat",
  event: "evt",
  series: "ser",
  flow: "flw",
  session: "ses",
  passkey: "psk",
  claim: "clm",
  application: "app",
  change: "chg",
  audit: "aud",
  note: "not",
  task: "tsk",
  batch: "bat",
  import: "imp",
  mailing: "mlg",
} as const;
export type Kind = keyof typeof PREFIX;

// Crockford's alphabet: no i, l, o, u, so an id read out on the phone is not misheard.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARS = 10;
const RANDOM_CHARS = 16;

/**
 * A new id such as `lst_01k9…`: kind, 48 bits of time, 80 random bits, so ids of one kind sort by their making.
 * @param now milliseconds since 1970
 */
export function newId(kind: Kind, now: number, random: Random): string {
  let time = "";
  for (let rest = now, i = 0; i < TIME_CHARS; i++, rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time;
  let tail = "";
  for (const byte of random(RANDOM_CHARS)) tail += ALPHABET.charAt(byte % 32);
  return `${PREFIX[kind]}_${time}${tail}`;
}

const SCHEMAS = new Map<Kind, z.ZodString>();

/** The schema of ids of one kind: always the same one, since it is asked for a hundred times with each start. */
export function idOf(kind: Kind): z.ZodString {
  const known = SCHEMAS.get(kind);
  if (known) return known;
  const pattern = new RegExp(`^${PREFIX[kind]}_[0-9a-hjkmnp-tv-z]{26}$`);
  const made = z.string().regex(pattern, `must be an id such as ${PREFIX[kind]}_…`);
  SCHEMAS.set(kind, made);
  return made;
}

/** When an id was made, in milliseconds since 1970; NaN for what is no id. */
export function madeAt(id: string): number {
  let time = 0;
  for (const char of id.split("_")[1]?.slice(0, TIME_CHARS) ?? "") time = time * 32 + digitOf(char);
  return id.includes("_") ? time : Number.NaN;
}

function digitOf(char: string): number {
  const at = ALPHABET.indexOf(char);
  return at < 0 ? Number.NaN : at;
}
