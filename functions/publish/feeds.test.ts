import * as fc from "fast-check";
import { expect, test } from "vitest";
import { atom, jsonFeed, newMembers, xml } from "./feeds.ts";
import { categoryOf, listingOf, showingOf, urlOf } from "./test-directory.ts";

// XML 1.0 §2.2: what a document may hold at all.
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const PIECE = /<\?xml [^?]*\?>|<\/?[a-z]+(?: [a-z:]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*\/?>|[^<>]+/gy;

/** A minimal check that a document is well-formed; returns the texts between its tags. */
function texts(document: string): string[] {
  if (!CHARACTERS.test(document)) throw new Error("A character that XML does not allow.");
  const open: string[] = [];
  const found: string[] = [];
  let at = 0;
  for (const [piece] of document.matchAll(PIECE)) {
    at += piece.length;
    if (piece.startsWith("<?")) continue;
    if (piece.startsWith("</")) {
      if (open.pop() !== piece.slice(2, -1)) throw new Error(`${piece} closes nothing.`);
    } else if (piece.startsWith("<")) {
      if (!piece.endsWith("/>")) open.push(piece.slice(1, -1).split(" ")[0] ?? "");
    } else {
      if (/&(?!amp;|lt;|gt;|quot;)/.test(piece)) throw new Error(`A bare ampersand in ${piece}.`);
      found.push(piece);
    }
  }
  if (at !== document.length || open.length > 0) throw new Error(`Not well-formed from ${at}.`);
  return found.map((text) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}

const feedOf = (
  names: readonly string[],
  joined = (i: number) => `2026-11-${String(1 + (i % 20)).padStart(2, "0")}`,
) => {
  const listings = names.map((name, i) => listingOf(`shop-${i}`, { name, summary: name }));
  return newMembers(showingOf({ listings, joined: (l) => joined(listings.indexOf(l)) }), urlOf);
};

test("an Atom feed is well-formed whatever a member calls itself, and the name comes back", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
    fc.constantFrom("<b>&amp;</b>", '"]]>', "Tom & Jerry’s", "\ufffe", "\u0000", "\ud800", "a\uffffb", "𝔄"),
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
      const found = texts(
        new TextDecoder().decode(new TextEncoder().encode(atom(feedOf(names), urlOf("/feeds/x.atom")))),
      );

      for (const one of names.filter((n) => CHARACTERS.test(n) && /\S/.test(n) && !n.includes("\ufeff"))) {
        expect(found).toContain(one);
      }
    }),
  );
});

test("an Atom feed has what RFC 4287 asks of a feed and of each entry", () => {
  const feed = atom(feedOf(["Anker", "Bread"]), urlOf("/feeds/new-members.atom"));

  for (const tag of ["id", "title", "updated", "author"]) expect(feed.split("<entry>")[0]).toContain(`<${tag}>`);
  for (const entry of feed.split("<entry>").slice(1)) {
    for (const tag of ["id", "title", "published", "updated", "summary"]) expect(entry).toContain(`<${tag}>`);
    expect(entry).toMatch(/<link href="https:\/\/chamber\.example\/members\/shop-\d\/"\/>/);
  }
  expect(feed).toContain('<link rel="self" href="https://chamber.example/feeds/new-members.atom"/>');
  expect(texts(feed)).toContain("New members of Test Chamber");
});

test("a JSON feed has what version 1.1 asks for", () => {
  const { version, title, home_page_url, feed_url, items } = JSON.parse(
    jsonFeed(feedOf(["Anker"]), urlOf("/feeds/x.json")),
  );

  expect({ version, title, home_page_url, feed_url }).toEqual({
    version: "https://jsonfeed.org/version/1.1",
    title: "New members of Test Chamber",
    home_page_url: "https://chamber.example/",
    feed_url: "https://chamber.example/feeds/x.json",
  });
  expect(items).toEqual([
    {
      id: "urn:mainstreet:mem_shop-0",
      url: "https://chamber.example/members/shop-0/",
      title: "Anker",
      summary: "Anker",
      content_text: "Anker",
      date_published: "2026-11-01T00:00:00.000Z",
    },
  ]);
});

test("the newest come first, at most 30, once a member, and nobody before the day", () => {
  const names = Array.from({ length: 40 }, (_, i) => `Shop ${i}`);
  const feed = feedOf(names, (i) => (i === 0 ? "2026-11-23" : `2026-${String(1 + (i % 10)).padStart(2, "0")}-05`));

  const dates = feed.entries.map(({ at }) => at);

  expect(feed.entries).toHaveLength(30);
  expect(dates).toEqual([...dates].sort().reverse());
  expect(feed.entries.map(({ title }) => title)).not.toContain("Shop 0");
  expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(30);
});

test("a listing without a summary is told by its category and town", () => {
  const listing = listingOf("anker", {
    categories: ["bakeries"],
    address: { ...listingOf("x").address, town: "Kingston" },
  });

  const feed = newMembers(showingOf({ listings: [listing], categories: [categoryOf("bakeries")] }), urlOf);

  expect(feed.entries.map(({ summary }) => summary)).toEqual(["bakeries, Kingston"]);
});

test("a feed of nobody is a feed", () => {
  expect(texts(atom(feedOf([]), urlOf("/x"))).length).toBeGreaterThan(0);
  expect(JSON.parse(jsonFeed(feedOf([]), urlOf("/x"))).items).toEqual([]);
});

test("what XML does not allow is left out", () => {
  expect(xml("a\u0000\ufffe\ud800b<")).toBe("ab&lt;");
});
