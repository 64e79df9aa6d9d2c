import { STREET_KINDS, STREET_WORDS, UNIT_WORDS } from "./duplicate-words.ts";
import type { Address } from "./listing.ts";
import { fold } from "./text.ts";

/** A street address as it is compared. */
export type ComparedStreet = {
  /** The number of the house; empty where none is known. */
  readonly number: string;
  /** The street without what kind of street it is; empty where none is known. */
  readonly street: string;
  /** Suite, unit or floor, as far as it is known. */
  readonly unit: string;
};

export type StreetMatch = "same" | "next-door" | "other" | "unknown";

/** How far house numbers of one street may be apart for next doors. */
const NEXT_DOOR = 24;

/** Takes an address apart. */
export function compareStreet(address: Pick<Address, "street" | "extra">): ComparedStreet {
  // German joins the kind to the name, and shortens it there.
  const written = address.street.replace(/(?<=\p{L})str(?:aße|asse|\.)(?!\p{L})/giu, " st");
  const [line = "", ...behind] = written.split(/[,#(@]|\b(?:suite|ste|unit|apt|room|rm)\b\.?/i);
  const tokens = fold(line).split(" ").filter(Boolean);
  const at = tokens.findIndex((token) => /^\d+[a-z]?$/.test(token));
  const number = at < 0 || at > Math.max(0, tokens.length - 1) ? "" : (tokens[at] ?? "").replace(/^0+(?=\d)/, "");
  const named = tokens.filter((_, i) => i !== at);
  const end = named.findIndex((token, i) => i > 0 && (UNIT_WORDS.has(token) || isLevel(token, named[i + 1])));
  const words = (end < 0 ? named : named.slice(0, end)).map(streetWord);
  // What stands behind the kind of street is the door, not the street.
  const kind = words.findLastIndex((word, i) => i > 0 && STREET_KINDS.has(word));
  const street = words.slice(0, kind < 0 ? words.length : kind);
  const rest = [
    ...(kind < 0 ? [] : words.slice(kind + 1)),
    ...(end < 0 ? [] : named.slice(end)),
    ...behind,
    address.extra,
  ];
  return { number, street: street.join(" "), unit: unitOf(rest.join(" ")) };
}

function streetWord(word: string): string {
  const short = STREET_WORDS.get(word) ?? word;
  return short.replace(/^0*(\d+)(st|nd|rd|th)$/, "$1");
}

function isLevel(token: string, next: string | undefined): boolean {
  return /^\d+(st|nd|rd|th)$/.test(token) && next !== undefined && /^(fl|flr|floor|foor|level)$/.test(next);
}

function unitOf(text: string): string {
  return fold(text)
    .split(" ")
    .filter((word) => !UNIT_WORDS.has(word))
    .map((word) => word.replace(/^(\d+)(st|nd|rd|th)$/, "$1"))
    .join(" ")
    .trim();
}

/** How two addresses go together. */
export function matchStreets(a: ComparedStreet, b: ComparedStreet): StreetMatch {
  if (a.street === "" || b.street === "") return "unknown";
  if (a.street !== b.street) return "other";
  if (a.number === b.number) return a.number === "" ? "unknown" : "same";
  if (a.number === "" || b.number === "") return "unknown";
  const apart = Math.abs(Number.parseInt(a.number, 10) - Number.parseInt(b.number, 10));
  return apart <= NEXT_DOOR ? "next-door" : "other";
}
