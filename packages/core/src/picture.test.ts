import fc from "fast-check";
import { expect, test } from "vitest";
import { Listing } from "./listing.ts";
import { HIGHEST, keptSize, Photos, Picture, picturesOf, Sized, WIDEST } from "./picture.ts";

const HASH = "0123456789abcdef0123456789abcdef";
const photo = (hash = HASH) => ({ hash, width: 640, height: 480, widths: [320, 640], alt: "The oven" });

test("a picture is never enlarged, keeps its shape and fits its frame", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 }), (width, height) => {
      const kept = keptSize(width, height);

      expect(Sized.safeParse({ hash: HASH, ...kept }).success).toBe(true);
      expect(kept.width).toBeLessThanOrEqual(Math.min(width, WIDEST));
      expect(kept.height).toBeLessThanOrEqual(Math.min(height, HIGHEST));
      expect(kept.widths.at(-1)).toBe(kept.width);
      expect([...kept.widths].sort((a, b) => a - b)).toEqual(kept.widths);
      expect(new Set(kept.widths).size).toBe(kept.widths.length);
      // Rounded to whole pixels, the sides part by less than one from their shape.
      if (kept.width > 1)
        expect(Math.abs(kept.height - (kept.width * height) / width)).toBeLessThan(1 + height / width);
    }),
  );
});

test("a small picture has one file, a large one three", () => {
  expect([keptSize(200, 100), keptSize(640, 480), keptSize(4000, 3000), keptSize(3000, 9000)]).toEqual([
    { width: 200, height: 100, widths: [200] },
    { width: 640, height: 480, widths: [320, 640] },
    { width: 1280, height: 960, widths: [320, 640, 1280] },
    { width: 640, height: 1920, widths: [320, 640] },
  ]);
});

test("photos are at most eight, each once; their words are one line", () => {
  const eight = Array.from({ length: 8 }, (_, i) => photo(HASH.replace(/^./, String(i))));

  expect(Photos.safeParse(eight).success).toBe(true);
  expect(Photos.safeParse([...eight, photo("f".repeat(32))]).success).toBe(false);
  expect(Photos.safeParse([photo(), photo()]).success).toBe(false);
  expect(Picture.safeParse({ ...photo(), alt: "a\nb" }).success).toBe(false);
  expect(Picture.safeParse({ ...photo("../../../etc/passwd") }).success).toBe(false);
});

test("a listing stored before there were pictures has none", () => {
  const { logo, photos } = Listing.pick({ logo: true, photos: true }).parse({});

  expect({ logo, photos }).toEqual({ logo: null, photos: [] });
  expect(picturesOf({ logo, photos })).toEqual([]);
  expect(picturesOf({ logo: photo(), photos: [photo("f".repeat(32))] })).toHaveLength(2);
});
