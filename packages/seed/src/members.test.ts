import { newId } from "@mainstreet/core/id";
import { isOutside, ListingDraft } from "@mainstreet/core/listing";
import { plusDays } from "@mainstreet/core/local-date";
import { MemberDraft } from "@mainstreet/core/member";
import { weekOf } from "@mainstreet/core/opening-hours";
import { slugOf } from "@mainstreet/core/slug";
import { standingOn } from "@mainstreet/core/standing";
import { expect, test } from "vitest";
import { CATEGORIES } from "./categories.ts";
import { chamberSettings } from "./chamber.ts";
import { listingDraft, memberDraft } from "./character.ts";
import { CHARACTERS } from "./members.ts";
import { midHudson } from "./region.ts";

const zeros = (length: number) => new Uint8Array(length);
const membershipId = newId("membership", 0, zeros);
const categories = CATEGORIES.flatMap((top) => [top, ...top.children]);
const categoryIds = new Map<string, string>(categories.map(({ slug }, at) => [slug, newId("category", at, zeros)]));

const members = CHARACTERS.map((character) => memberDraft(character, membershipId, "2026-11-23"));
const listings = CHARACTERS.flatMap((character) =>
  character.places.map((place) => listingDraft(character, place, categoryIds)),
);
const listed = (name: string) => listings.filter((listing) => listing.name === name);

test("there are 60 members with 66 listings", () => {
  expect([members.length, listings.length]).toEqual([60, 66]);
});

test("every member and listing is one that core accepts, written as core would store it", () => {
  for (const member of members) expect(MemberDraft.parse(member)).toEqual(member);
  for (const listing of listings) expect(ListingDraft.parse(listing)).toEqual(listing);
});

test("every place has one to three categories, all of which are there", () => {
  for (const { name, places } of CHARACTERS) {
    for (const place of places) {
      expect(place.categories.length, name).toBeGreaterThanOrEqual(1);
      expect(place.categories.length, name).toBeLessThanOrEqual(3);
      expect(
        place.categories.filter((slug) => !categoryIds.has(slug)),
        name,
      ).toEqual([]);
    }
  }
});

test("only the bookshop in Hudson lies outside the region, and only two places have no pin", () => {
  const region = midHudson();

  const outside = listings.filter(({ position }) => isOutside(position, region));
  const unpinned = listings.filter(({ position }) => position === null);

  expect(outside.map(({ name, address }) => [name, address.town])).toEqual([["Pennywhistle Books", "Hudson"]]);
  expect(unpinned.map(({ name }) => name)).toEqual(["Overlook Electric", "High Ledge Guides"]);
});

test("no two pins are the same", () => {
  const pins = listings.flatMap(({ position }) => (position ? [`${position.lat},${position.lon}`] : []));

  expect(new Set(pins).size).toBe(pins.length);
});

test("nobody real is behind a telephone, a website or a mailbox", () => {
  const phones = listings.flatMap(({ phone }) => phone || []);
  const hosts = [
    ...listings.flatMap(({ website }) => (website ? [new URL(website).hostname] : [])),
    ...[...listings.map(({ email }) => email), ...members.map(({ contactEmail }) => contactEmail)].flatMap((email) =>
      email ? [email.replace(/^.*@/, "")] : [],
    ),
  ];

  for (const phone of phones) expect(phone).toMatch(/^845-555-01\d\d$/);
  for (const host of hosts) expect(host).toMatch(/^[a-z]+\.example\.(com|org|net)$/);
  expect(new Set(phones).size).toBe(phones.length);
});

test("member names are unique; two barbers share the name of their listings and nothing else", () => {
  const shared = listings
    .map(({ name }) => slugOf(name))
    .filter((slug, at, slugs) => slugs.indexOf(slug) !== at)
    .sort();

  expect(new Set(members.map(({ name }) => name)).size).toBe(60);
  expect(listed("Main Street Barbers").map(({ address }) => address.town)).toEqual(["New Paltz", "Beacon"]);
  expect([...new Set(shared)]).toEqual([
    "bluestone-pet-supply",
    "catamount-cycles",
    "hearthstone-bakery",
    "main-street-barbers",
    "millrace-credit-union",
    "pennywhistle-books",
  ]);
});

test("no member has two places of one name in a town: the seed would take them for one", () => {
  for (const { name, places } of CHARACTERS) {
    const keys = places.map((place) => `${place.name ?? name} in ${place.town}`);
    expect(new Set(keys).size, name).toBe(keys.length);
  }
});

test("accents and apostrophes give plain addresses", () => {
  expect(["Café Zoë", "O'Malley's"].map((name) => [listed(name).length, slugOf(name)])).toEqual([
    [1, "cafe-zoe"],
    [1, "omalleys"],
  ]);
});

test("on any day two memberships have lapsed, the others hold or have just ended, and mostly one ends soon", () => {
  const lapsed = ["Binnewater Well & Septic", "Post Road Motor Lodge"];
  const days = Array.from({ length: 74 }, (_, i) => plusDays("2026-10-01", 5 * i));
  const states = days.map((day) =>
    CHARACTERS.map((character) => {
      const { name, memberships } = memberDraft(character, membershipId, day);
      return { name, ...standingOn(memberships, chamberSettings().renewal, day) };
    }),
  );

  for (const day of states) {
    expect(day.filter(({ state }) => state === "lapsed").map(({ name }) => name)).toEqual(lapsed);
    expect(day.filter(({ state, days }) => state === "grace" && days !== null && days < -14)).toEqual([]);
    expect(day.filter(({ state }) => state === "never")).toEqual([]);
  }
  const withSome = (wanted: string) => states.filter((day) => day.some(({ state }) => state === wanted)).length;
  expect(withSome("due")).toBeGreaterThan(states.length / 2);
  expect(withSome("grace")).toBeGreaterThan(states.length / 4);
});

test("there are hours of every kind", () => {
  const hours = (name: string) => listed(name)[0]?.hours ?? "";
  const unsaid = listings.filter((listing) => listing.hours !== "" && weekOf(listing.hours) === null);

  expect(weekOf(hours("Ferryman's Diner"))?.[0]).toEqual([{ from: 0, to: 1440 }]);
  expect(weekOf(hours("O'Malley's"))?.[5]).toEqual([{ from: 1020, to: 1560 }]);
  expect(weekOf(hours("Stockade Dental"))?.[0]).toHaveLength(2);
  expect(hours("Lamplight Theater Company")).toBe("");
  expect(unsaid.map(({ name }) => name).sort()).toEqual([
    "Greenhouse Row",
    "Halfmoon Orchard",
    "High Ledge Guides",
    "Long Wall Gallery",
    "Sweetfern Farm Stand",
    "The Mending Table",
    "Tidewater Paddling",
    "Tin Roof Creamery",
  ]);
});

test("some members have a contact and a note, so that a leak of either would be seen", () => {
  expect(members.filter(({ contactName, contactEmail }) => contactName && contactEmail).length).toBeGreaterThan(10);
  expect(members.filter(({ note }) => note).length).toBeGreaterThan(5);
  expect(listings.filter(({ staffNote }) => staffNote).length).toBeGreaterThan(2);
});
