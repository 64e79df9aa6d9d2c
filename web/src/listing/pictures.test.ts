import { expect, test } from "vitest";
import { sharesOf, sourcesOf, wholeAddress } from "./pictures.ts";

const SITE = {
  ...{
    origin: "https://example.org",
    base: "/sub/",
    name: "Chamber",
    tagline: "",
    language: "en",
    email: "",
    phone: "",
  },
  ...{ address: "", units: "mi" as const, logo: null, theme: "/theme.css", box: null, mapStyle: "", api: "/api/" },
};
const PICTURE = { hash: "0a".repeat(16), width: 1280, height: 960, widths: [320, 640, 1280], alt: "The oven" };
const file = (width: number) => `/sub/media/${"0a".repeat(16)}-${width}.webp`;

test("a browser may choose among the widths, and knows the shape before", () => {
  expect(sourcesOf(PICTURE, SITE)).toEqual({
    src: file(640),
    srcset: `${file(320)} 320w, ${file(640)} 640w, ${file(1280)} 1280w`,
    width: 1280,
    height: 960,
  });
  expect(sourcesOf({ ...PICTURE, width: 200, height: 150, widths: [200] }, SITE)).toEqual({
    src: file(200),
    srcset: undefined,
    width: 200,
    height: 150,
  });
  expect(wholeAddress(PICTURE, SITE)).toBe(`https://example.org${file(1280)}`);
});

test("every row of photos is full, however many there are", () => {
  const part = { whole: 6, half: 3, third: 2 };
  for (let count = 1; count <= 8; count++) {
    const shares = sharesOf(count);
    let row = 0;
    expect(shares).toHaveLength(count);
    for (const share of shares) {
      row += part[share];
      expect(row).toBeLessThanOrEqual(6);
      if (row === 6) row = 0;
    }
    expect([count, row]).toEqual([count, 0]);
  }
});
