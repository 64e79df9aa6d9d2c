import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, ON_ACCENT, SURFACES, themeColors, themeCss } from "./theme.ts";

const ACCENTS = ["#1d5c4d", "#ffff00", "#000000", "#ffffff", "#808080", "#ff0000", "#0000ff", "#00ff00", "#c46a2b"];
const SCHEMES = ["light", "dark"] as const;

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#ffffff", "#767676")).toBeCloseTo(4.54, 2);
});

test.each(ACCENTS)("%s can be read as text and under text in both schemes", (accent) => {
  for (const scheme of SCHEMES) {
    const colors = themeColors(accent, scheme);
    for (const surface of [...SURFACES[scheme], colors.soft]) {
      expect(contrast(colors.accent, surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colors.accent, ON_ACCENT[scheme])).toBeGreaterThanOrEqual(4.5);
  }
});

test("an accent that can be read already stays as it is", () => {
  expect(themeColors("#1d5c4d", "light").accent).toBe("#1d5c4d");
});

test("what is no colour is refused, so nothing else gets into the style sheet", () => {
  expect(() => themeCss("red;}body{display:none")).toThrow(RangeError);
});

test("the surfaces are those of tokens.css, and its own text can be read on them", () => {
  const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
  const [light = "", dark = ""] = css.split("prefers-color-scheme: dark");
  for (const [scheme, text] of [
    ["light", light],
    ["dark", dark],
  ] as const) {
    const token = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(text)?.[1] ?? "";
    const surfaces = ["paper", "card", "sunken"].map(token);
    expect(surfaces).toEqual(SURFACES[scheme]);
    expect(token("on-accent")).toBe(ON_ACCENT[scheme]);
    for (const surface of surfaces) {
      expect(contrast(token("ink"), surface)).toBeGreaterThanOrEqual(7);
      expect(contrast(token("ink-soft"), surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(token("line-strong"), surface)).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(token("gold-ink"), token("gold"))).toBeGreaterThanOrEqual(4.5);
  }
});
