import { BLANK, type Listing, Listing as ListingSchema } from "@mainstreet/core/listing";
import { Member, BLANK as NOBODY } from "@mainstreet/core/member";
import { expect, test } from "vitest";
import { betterSide, type Pair } from "./pair.ts";
import { differing, sourceOf, takeOf } from "./taken.ts";

const AT = "2026-01-01T00:00:00.000Z";

function listing(last: string, said: Partial<Listing>): Listing {
  return ListingSchema.parse({
    ...BLANK,
    ...{ id: `lst_0000000000000000000000000${last}`, memberId: "mem_00000000000000000000000001" },
    ...{ slug: `bakery-${last}`, formerSlugs: [], name: "Corner Bakery", mergedInto: null, externalId: null },
    ...{ createdAt: AT, updatedAt: AT, version: 1 },
    ...said,
  });
}

function pairOf(a: Partial<Listing>, b: Partial<Listing>): Pair {
  const member = Member.parse({
    ...NOBODY,
    ...{ id: "mem_00000000000000000000000001", name: "Corner Bakery", externalId: null, status: "current" },
    ...{ createdAt: AT, updatedAt: AT, version: 1 },
  });
  const side = (one: Listing) => ({ listing: one, member, memberListings: 2 });
  return { score: 1, signs: [], membersDiffer: false, a: side(listing("1", a)), b: side(listing("2", b)) };
}

const picture = (letter: string) => ({
  ...{ hash: letter.repeat(32), width: 640, height: 480, widths: [320, 640] },
  alt: "",
});

test("what only the other one says is taken over, and what both say stays as it is", () => {
  const pair = pairOf({ phone: "845-555-0100" }, { phone: "845-555-0199", website: "https://bakery.example/" });

  expect(takeOf(pair, { keep: "a", sources: {} })).toEqual({ website: "https://bakery.example/" });
  expect(takeOf(pair, { keep: "a", sources: { phone: "b" } })).toEqual({
    phone: "845-555-0199",
    website: "https://bakery.example/",
  });
});

test("whoever chooses the other one to stay keeps what they have chosen of the fields", () => {
  const pair = pairOf({ phone: "845-555-0100" }, { phone: "845-555-0199" });

  expect(takeOf(pair, { keep: "b", sources: { phone: "a" } })).toEqual({ phone: "845-555-0100" });
  expect(takeOf(pair, { keep: "b", sources: {} })).toEqual({});
});

test("a field can be emptied by choosing the one that says nothing", () => {
  const pair = pairOf({ phone: "845-555-0100" }, {});

  expect(takeOf(pair, { keep: "a", sources: { phone: "b" } })).toEqual({ phone: "" });
});

test("photos of both come together, those that stay first and each once", () => {
  const [one, two, three] = [picture("a"), picture("b"), picture("c")];
  const pair = pairOf({ photos: [one, two] }, { photos: [three, two] });

  expect(takeOf(pair, { keep: "a", sources: { photos: "both" } })).toEqual({ photos: [one, two, three] });
  expect(takeOf(pair, { keep: "b", sources: { photos: "both" } })).toEqual({ photos: [three, two, one] });
});

test("more than a listing may have is not put together", () => {
  const [few, many] = [[..."abc"].map(picture), [..."def0123"].map(picture)];
  const pair = pairOf({ photos: few }, { photos: many });

  expect(sourceOf(pair, { keep: "a", sources: { photos: "both" } }, "photos")).toBe("a");
});

test("notes of staff are never lost unless somebody says so", () => {
  const pair = pairOf({ staffNote: "Ask for Ann." }, { staffNote: "Closed in May." });

  expect(takeOf(pair, { keep: "b", sources: {} })).toEqual({ staffNote: "Closed in May.\n\nAsk for Ann." });
  expect(takeOf(pair, { keep: "b", sources: { staffNote: "b" } })).toEqual({});
});

test("the one that the public sees stays, then the one that says more, then the older one", () => {
  const later = "2026-02-01T00:00:00.000Z";

  expect(betterSide(pairOf({ status: "hidden", phone: "845-555-0100" }, {}))).toBe("b");
  expect(betterSide(pairOf({}, { phone: "845-555-0100" }))).toBe("b");
  expect(betterSide(pairOf({ createdAt: later }, {}))).toBe("b");
  expect(betterSide(pairOf({}, { createdAt: later }))).toBe("a");
});

test("what both say alike is nothing to choose", () => {
  expect(differing(pairOf({ phone: "845-555-0100" }, { phone: "845-555-0100", hours: "24/7" }))).toEqual(["hours"]);
});
