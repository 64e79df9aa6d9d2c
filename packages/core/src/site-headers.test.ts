import fc from "fast-check";
import { expect, test } from "vitest";
import { headersOf, isCompressible, SECURITY_HEADERS } from "./site-headers.ts";

const caching = (path: string) => headersOf(path)["Cache-Control"] ?? "";
const type = (path: string) => headersOf(path)["Content-Type"];

function policy(): Map<string, string[]> {
  const rules = SECURITY_HEADERS["Content-Security-Policy"]?.split(";").map((rule) => rule.trim().split(" ")) ?? [];
  return new Map(rules.map(([name = "", ...sources]) => [name, sources]));
}

test("only what is named after its content is kept for ever", () => {
  const forever = [
    "_a/base.Bx1a2.css",
    "_a/fonts/inter.woff2",
    "s/0123abcd.bin",
    "s/0123abcd.delta",
    "theme-1f2e3d4c.css",
    `media/${"0a".repeat(16)}-640.webp`,
  ];
  const asked = [
    "index.html",
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "feeds/new-members.json",
    "listings.csv",
    "a/_a/b.css",
  ];
  const lookalikes = [
    "s/head.bin",
    "s/0123.json",
    "s/a/0123.bin",
    "s/0123.bin.html",
    "theme.css",
    "theme-x.css",
    "x/theme-1f.css",
    "media/0a-640.webp",
    `media/${"0a".repeat(16)}-640.webp/index.html`,
    `x/media/${"0a".repeat(16)}-640.webp`,
  ];

  for (const path of forever) expect([path, caching(path)]).toEqual([path, expect.stringContaining("immutable")]);
  for (const path of [...asked, ...lookalikes])
    expect([path, caching(path)]).toEqual([path, expect.not.stringContaining("immutable")]);
});

test("the head of the search index is asked for again each time: it must not name a listing that left", () => {
  expect(caching("s/head.json")).toBe(caching("index.html"));
});

test("a page is asked for again by every browser, and after seconds by a CDN", () => {
  expect(caching("index.html")).toBe("public, max-age=0, s-maxage=5, must-revalidate");
  expect(caching("listing/bread-alone/index.html")).toBe(caching("index.html"));
});

test("pages run no script and no style but those of the site's own files", () => {
  for (const name of ["script-src", "style-src"]) expect(policy().get(name)).toEqual(["'self'"]);
  expect(policy().get("object-src")).toEqual(["'none'"]);
  expect(policy().get("base-uri")).toEqual(["'none'"]);
  expect([...policy().values()].flat()).not.toContainEqual(expect.stringMatching(/unsafe|\*|http:/));
});

test("the same security headers go with every file that is shown or run by itself", () => {
  const files = [
    "index.html",
    "members/a/index.html",
    "404.html",
    "",
    "_a/worker-x.js",
    "_a/x/y.js",
    "_a/x.svg",
    "a.js",
  ];
  for (const path of [...files, "sitemap.xml", "feeds/new-members.atom", "s/head.json/index.html", "s/0123.html"])
    expect([path, headersOf(path)]).toEqual([path, expect.objectContaining(SECURITY_HEADERS)]);
  expect(SECURITY_HEADERS["X-Content-Type-Options"]).toBe("nosniff");
});

test("what only pages read has no policy of its own, and nobody guesses what it is", () => {
  for (const path of ["_a/x.js", "_a/Frame.B1.css", "s/head.json", "s/0123.bin", "theme-1f.css", "favicon.svg"]) {
    expect(Object.keys(headersOf(path))).toEqual(["X-Content-Type-Options", "Content-Type", "Cache-Control"]);
    expect(headersOf(path)["X-Content-Type-Options"]).toBe("nosniff");
  }
});

test("what people have uploaded is an image and nothing else, and may do nothing even by itself", () => {
  expect(headersOf(`media/${"0a".repeat(16)}-640.webp`)).toEqual({
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Content-Type": "image/webp",
    "Cache-Control": "public, max-age=31536000, immutable",
  });
});

test("every header of any path is one line of text", () => {
  const part = fc.constantFrom("constructor", "toString", "__proto__", ".", "/", "s", "_a", "html", "\r\n", "é");
  const path = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(path, (path) => {
      for (const [name, value] of Object.entries(headersOf(path))) {
        expect(name).toMatch(/^[A-Z][A-Za-z-]+$/);
        expect(value).toMatch(/^[\x20-\x7e]+$/);
      }
    }),
    { numRuns: 200, examples: [["x.constructor"], ["x.toString"], ["x.__proto__"]] },
  );
});

test("the kind of a file is told by its ending", () => {
  expect(type("index.html")).toBe("text/html; charset=utf-8");
  expect(type("feeds/new-members.json")).toBe("application/feed+json; charset=utf-8");
  expect(type("s/head.json")).toBe("application/json; charset=utf-8");
  expect(type("listing/bread-alone/card.vcf")).toBe("text/vcard; charset=utf-8");
  for (const path of ["LICENSE", "x.exe", "x.", "", "x.constructor"])
    expect(type(path)).toBe("application/octet-stream");
});

test("images and fonts are not compressed again", () => {
  expect(["a.png", "a.webp", "a.woff2", "favicon.ico"].map(isCompressible)).toEqual([false, false, false, false]);
  expect(["a.html", "a.svg", "s/0123.bin", "png.html"].map(isCompressible)).toEqual([true, true, true, true]);
});
