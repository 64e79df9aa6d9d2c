import { expect, test } from "vitest";
import { logoSize } from "./logo-size.ts";

test("a logo is drawn as high as there is room, or as wide, and never larger than it is", () => {
  expect(logoSize({ width: 640, height: 320 })).toEqual({ width: 88, height: 44 });
  expect(logoSize({ width: 1280, height: 128 })).toEqual({ width: 200, height: 20 });
  expect(logoSize({ width: 30, height: 20 })).toEqual({ width: 30, height: 20 });
  expect(logoSize({ width: 1280, height: 1 })).toEqual({ width: 200, height: 1 });
});
