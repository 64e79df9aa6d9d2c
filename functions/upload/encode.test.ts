import { createHash } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import sharp from "sharp";
import { expect, test } from "vitest";
import { encode } from "./encode.ts";

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#1d5c4d" } });
const RED = { r: 255, g: 0, b: 0 };

async function sizes(bytes: Uint8Array) {
  const { sized, files } = await encode(bytes);
  const made = await Promise.all([...files.values()].map((file) => sharp(file).metadata()));
  return { sized, made: made.map(({ format, width, height }) => `${format} ${width}x${height}`) };
}

test("a large photo becomes three WebP files of its shape, a small one stays as small as it is", async () => {
  const large = await sizes(await photo(2000, 1000).jpeg().toBuffer());
  const small = await sizes(await photo(200, 300).png().toBuffer());

  expect(large.made).toEqual(["webp 320x160", "webp 640x320", "webp 1280x640"]);
  expect(large.sized).toMatchObject({ width: 1280, height: 640, widths: [320, 640, 1280] });
  expect(small.made).toEqual(["webp 200x300"]);
});

test("the same picture twice has the same files under the same names, which say what is in them", async () => {
  const bytes = await photo(700, 500).webp().toBuffer();

  const [one, other] = [await encode(bytes), await encode(bytes)];

  expect(one).toEqual(other);
  const digest = createHash("sha256");
  for (const file of one.files.values()) digest.update(file);
  expect(digest.digest("hex").startsWith(one.sized.hash)).toBe(true);
  expect([...one.files.keys()]).toEqual([320, 640, 700].map((width) => `${one.sized.hash}-${width}.webp`));
});

test("a photo stands upright as the camera was held, and says nothing of where and by whom it was taken", async () => {
  const sky = await sharp({ create: { width: 100, height: 50, channels: 3, background: "#0000ff" } })
    .png()
    .toBuffer();
  const exif = {
    IFD0: { Artist: "kanarie-artist" },
    IFD3: { GPSLatitude: "41/1 55/1 0/1", GPSLatitudeRef: "N" },
  };
  const bytes = await sharp({ create: { width: 100, height: 200, channels: 3, background: RED } })
    .composite([{ input: sky, top: 0, left: 0 }])
    .withMetadata({ orientation: 6 })
    .withExif(exif)
    .jpeg()
    .toBuffer();
  const sent = await sharp(bytes).metadata();

  const { sized, files } = await encode(bytes);

  expect(bytes.includes("kanarie-artist")).toBe(true);
  expect(sent.orientation).toBe(6);
  expect([sized.width, sized.height]).toEqual([200, 100]);
  const [file = new Uint8Array()] = files.values();
  const made = await sharp(file).metadata();
  expect([made.exif, made.icc, made.xmp, made.iptc, made.orientation]).toEqual(Array(5).fill(undefined));
  expect(Buffer.from(file).includes("kanarie")).toBe(false);
  // What was the top of the sensor is the right of the photo.
  const { dominant } = await sharp(
    await sharp(file).extract({ left: 160, top: 10, width: 30, height: 80 }).toBuffer(),
  ).stats();
  expect(dominant.b).toBeGreaterThan(200);
});

test("see-through stays so, and sixteen bits, gray and the inks of a printer become what screens show", async () => {
  const clear = await sharp({ create: { width: 40, height: 40, channels: 4, background: { ...RED, alpha: 0 } } })
    .png()
    .toBuffer();
  const deep = await photo(40, 40).toColourspace("rgb16").png().toBuffer();
  const gray = await photo(40, 40).grayscale().jpeg().toBuffer();
  const inks = await sharp({ create: { width: 40, height: 40, channels: 3, background: RED } })
    .toColourspace("cmyk")
    .jpeg()
    .toBuffer();

  const first = async (bytes: Uint8Array) => [...(await encode(bytes)).files.values()][0] ?? new Uint8Array();
  const colour = async (bytes: Uint8Array) =>
    (
      await sharp(await first(bytes))
        .removeAlpha()
        .stats()
    ).channels.map(({ mean }) => Math.round(mean));

  expect((await sharp(await first(clear)).stats()).isOpaque).toBe(false);
  const [r = 0, g = 0, b = 0] = await colour(deep);
  expect([Math.abs(r - 0x1d), Math.abs(g - 0x5c), Math.abs(b - 0x4d)].every((off) => off < 6)).toBe(true);
  const shades = await colour(gray);
  expect(Math.max(...shades) - Math.min(...shades)).toBeLessThan(4);
  const [red = 0, green = 255] = await colour(inks);
  expect([red > 180, green < 90]).toEqual([true, true]);
});

test("what is no picture, or one that moves, is refused with the reason", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const gif = await photo(8, 8).gif().toBuffer();
  const frames = { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } } as const;
  const moving = await sharp(Buffer.from(Array.from({ length: 96 }, (_, i) => (i < 48 ? 0 : 255))), frames)
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  const whole = await photo(400, 400).jpeg().toBuffer();
  const reason = async (bytes: Uint8Array) => {
    const error = await encode(bytes).catch((error: unknown) => error);
    return error instanceof ChamberError ? `${error.code}: ${error.message}` : "taken";
  };

  expect(await reason(Buffer.from(svg))).toMatch(/^unsupported-type: .*SVG/);
  expect(await reason(Buffer.from(`\ufeff <?xml version="1.0"?>${svg}`))).toMatch(/^unsupported-type: .*SVG/);
  expect(await reason(Buffer.from("<!doctype html><script>alert(1)</script>"))).toMatch(
    /^unsupported-type: This is not/,
  );
  expect(await reason(gif)).toMatch(/^unsupported-type: GIF/);
  expect(await reason(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"))).toMatch(/^unsupported-type: .*HEIC/);
  expect(await reason(new Uint8Array())).toMatch(/^unsupported-type: The file is empty/);
  expect((await sharp(moving).metadata()).pages).toBe(2);
  expect(await reason(moving)).toMatch(/^invalid: .*move/);
  expect(await reason(whole.subarray(0, whole.length / 2))).toMatch(/^invalid: .*broken/);
  expect(await reason(whole.subarray(0, 3))).toMatch(/^invalid: .*broken/);
});
