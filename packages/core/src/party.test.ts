import { expect, test } from "vitest";
import { LARGEST_PARTY, Party, sizeOf } from "./party.ts";

const guest = { name: "Ben", company: "" };
const ALONE = {
  registrant: { name: "Ann", company: "Bread Alone", email: "ann@example.com" },
  guests: [],
  note: "",
  lookingFor: "",
  visibility: "nobody",
};
const takes = (change: object) => Party.safeParse({ ...ALONE, ...change }).success;

test("a party is one to six people", () => {
  const guests = Array.from({ length: LARGEST_PARTY }, () => guest);

  expect(sizeOf(Party.parse(ALONE))).toBe(1);
  expect(sizeOf(Party.parse({ ...ALONE, guests: guests.slice(1) }))).toBe(LARGEST_PARTY);
  expect(takes({ guests })).toBe(false);
});

test("names and companies are single lines, so that they are safe in mail headers", () => {
  for (const text of ["Ann\nBcc: x@example.com", "Ann\r", "Ann\u2028", "Ann\u0000"]) {
    expect([text, takes({ guests: [{ ...guest, name: `${text}x` }] })]).toEqual([text, false]);
    expect([text, takes({ registrant: { ...ALONE.registrant, company: `${text}x` } })]).toEqual([text, false]);
    expect([text, takes({ lookingFor: `${text}x` })]).toEqual([text, false]);
  }
});

test("everybody has a name, the one who registers an address, and nothing unknown comes in", () => {
  expect(takes({ guests: [{ ...guest, name: " " }] })).toBe(false);
  expect(takes({ guests: [{ ...guest, email: "ben@example.com" }] })).toBe(false);
  expect(takes({ registrant: { ...ALONE.registrant, email: "ann" } })).toBe(false);
  expect(takes({ visibility: "friends" })).toBe(false);
  expect(takes({ status: "confirmed" })).toBe(false);
});

test("a note may have several lines, a line about whom they look for has not", () => {
  expect(takes({ note: "No nuts.\nA ramp, please." })).toBe(true);
  expect([takes({ note: "x".repeat(500) }), takes({ note: "x".repeat(501) })]).toEqual([true, false]);
  expect([takes({ lookingFor: "x".repeat(160) }), takes({ lookingFor: "x".repeat(161) })]).toEqual([true, false]);
});
