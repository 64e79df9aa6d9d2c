import type { Sign } from "@mainstreet/core/duplicate";
import { fieldNames } from "./en-account-listing.ts";

/* What staff read of listings that may be of one business. */

export const duplicatesView = {
  title: "Duplicates",
  lead: "Listings that may be of one business, the likeliest first. Nothing happens until you decide.",
  loading: "Comparing all listings …",
  none: "No two listings look like one business.",
  noneHint: "New ones are compared whenever you come here.",
  count: (shown: number, all: number) =>
    shown === all ? `${all} ${all === 1 ? "pair" : "pairs"}` : `${shown} of ${all} pairs`,
  list: "Pairs",
  more: "More pairs",
  twoMembers: "two members",
  back: "All pairs",
  gone: "This pair has been dealt with, or the two are not alike any more.",
  next: "Next pair",
  last: "That was the last pair.",
} as const;

export const pairView = {
  title: (a: string, b: string) => (a === b ? `${a}, twice` : `${a} and ${b}`),
  place: (number: number, all: number) => `Pair ${number} of ${all}`,
  stays: "Which one stays?",
  keep: "This one stays",
  goes: "Its address leads to the other",
  made: (day: string) => `Made on ${day}`,
  ofMember: (name: string, listings: number) => `${name} (${listings === 1 ? "1 listing" : `${listings} listings`})`,
  look: "See the page",
  lookOf: (side: string) => `See the page of listing ${side}`,
  member: "Member",
  fields: "What it will say",
  side: { a: "A", b: "B" },
  both: "Both",
  empty: "nothing",
  alike: (count: number) => `${count} ${count === 1 ? "field is" : "fields are"} the same in both`,
  members: "Their members",
  mergeMembers: (from: string, into: string) => `Merge the member “${from}” into “${into}” as well`,
  mergeMembersHint: (listings: number, memberships: number) =>
    `${listings === 1 ? "1 listing" : `${listings} listings`}, ${memberships === 1 ? "1 membership" : `${memberships} memberships`}, its people, invitations, notes and tasks move over.`,
  alone: (name: string) => `Left as it is, “${name}” would have no listing any more.`,
  happens: "What will happen",
  leads: (slug: string, into: string) => `/members/${slug}/ will lead to ${into}.`,
  taken: (what: string) => `Taken over: ${what}.`,
  nothingTaken: "Nothing is taken over.",
  photos: (count: number) => (count === 1 ? "1 photo" : `${count} photos`),
  membersToo: (from: string, into: string) => `The member ${from} becomes part of ${into}.`,
  undoable: "You can undo this.",
  notBack: (what: string) => `You can undo this, but ${what} will not come back by that.`,
  pictures: "the pictures of the listing that goes",
  people: "people, notes and tasks that move to the other member",
  merge: "Merge",
  merging: "Merging …",
  apart: "Not a duplicate",
  later: "Later",
  stale: "Somebody changed one of the two while you were looking. Nothing was merged. Both were read again:",
  changed: (side: string, fields: string) => `listing ${side} says something else now (${fields}).`,
  changedElse: "look at them once more.",
  membersLeft: (from: string, into: string) =>
    `The listings are merged, but the member “${from}” is not yet part of “${into}”:`,
  tryMembers: "Merge the members now",
  leaveMembers: "Leave them as they are",
} as const;

export const pairToasts = {
  merged: (from: string, into: string) => `${from} is part of ${into} now.`,
  mergedTwice: (name: string) => `${name} is one listing now.`,
  apart: (a: string, b: string) => `${a} and ${b} are two businesses and are not proposed again.`,
  noBatch: "What this merge changed is not on record any more, so it cannot be undone from here.",
  kept: (name: string, reason: string) => `${name} stayed as it is: ${reason}`,
} as const;

/** How sure the comparison is. @param score from 0 to 1 */
export function surety(score: number): string {
  if (score >= 0.95) return "Almost certainly one";
  return score >= 0.8 ? "Probably one" : "Perhaps one";
}

const SIGNS = {
  "same-name": "same name",
  "same-phone": "same phone",
  "same-website": "same website",
  "same-email": "same e-mail",
  "same-address": "same address",
  "next-door": "next door",
  "other-phone": "different phones",
  "other-website": "different websites",
  "other-address": "different addresses",
  "other-numbers": "different numbers in the names",
} as const;

/** A reason for or against, in a few words. */
export function signWords(sign: Sign): string {
  switch (sign.of) {
    case "similar-name":
      return sign.words <= 1 ? "names differ by one word" : `names differ by ${sign.words} words`;
    case "distance":
      return sign.metres === 0 ? "pins on one spot" : `${sign.metres.toLocaleString("en-US")} m apart`;
    default:
      return SIGNS[sign.of];
  }
}

/** Whether a reason speaks against. */
export function isAgainst({ of }: Sign): boolean {
  return of.startsWith("other-");
}

/** What the fields of a listing are called, those that only staff see among them. */
export const pairFields = {
  ...fieldNames,
  status: "Shown",
  confirmedOn: "Confirmed on",
  staffNote: "Note of staff",
} as const;
