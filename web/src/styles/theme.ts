/*
 * The chamber's colours from its one accent colour. Contrast is that of WCAG 2.2,
 * https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and #dfn-relative-luminance.
 */

type Rgb = readonly [number, number, number];

/** What lies behind text in each scheme, as in tokens.css: --paper, --card, --sunken and --accent-soft's mixture. */
export const SURFACES = {
  light: ["#fbf6ee", "#fffdf8", "#f3ebdd"],
  dark: ["#1b1714", "#26201b", "#14110e"],
} as const;

/** Text on a fill of the accent: tokens.css has the same. */
export const ON_ACCENT = { light: "#ffffff", dark: "#14110e" } as const;

/** The least contrast for text of any size (WCAG 2.2, success criterion 1.4.3), and a little for rounding. */
const ENOUGH = 4.55;

const STEPS = 100;

/** How much accent is in the soft tint: a dark page swallows more of it. */
const TINT = { light: 0.1, dark: 0.22 } as const;

/**
 * The colours of a scheme: the accent as text and as fill, and a soft tint for backgrounds under accent text.
 * The accent is mixed with black (light scheme) or white (dark) in steps of a hundredth until it can be read.
 * @param accent "#rrggbb"; anything else throws a RangeError.
 */
export function themeColors(accent: string, scheme: "light" | "dark"): { accent: string; soft: string } {
  const given = parse(accent);
  const paper = parse(SURFACES[scheme][0]);
  const end: Rgb = scheme === "light" ? [0, 0, 0] : [255, 255, 255];
  // Neither black nor white is mixed in alone: both ends of the scale are readable on every surface.
  for (let step = 0; ; step++) {
    const color = mix(given, end, step / STEPS);
    const soft = mix(paper, color, TINT[scheme]);
    const behind = [...SURFACES[scheme].map(parse), soft];
    const readable =
      behind.every((surface) => contrastOf(color, surface) >= ENOUGH) &&
      contrastOf(parse(ON_ACCENT[scheme]), color) >= ENOUGH;
    if (readable || step === STEPS) return { accent: format(color), soft: format(soft) };
  }
}

/** The contrast of two colours "#rrggbb": 1 (the same) to 21 (black on white). */
export function contrast(a: string, b: string): number {
  return contrastOf(parse(a), parse(b));
}

/** The style sheet with the chamber's colours, for light and dark. The same accent gives the same text. */
export function themeCss(accent: string): string {
  const declarations = (scheme: "light" | "dark"): string => {
    const colors = themeColors(accent, scheme);
    return `--accent:${colors.accent};--accent-soft:${colors.soft}`;
  };
  return (
    `:root{--awning:${format(parse(accent))};${declarations("light")}}\n` +
    `@media (prefers-color-scheme:dark){:root{${declarations("dark")}}}\n`
  );
}

function parse(color: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  const [r, g, b] = match?.slice(1).map((part) => Number.parseInt(part, 16)) ?? [];
  if (r === undefined || g === undefined || b === undefined) throw new RangeError(`not a colour #rrggbb: ${color}`);
  return [r, g, b];
}

function format(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [part(from[0], to[0]), part(from[1], to[1]), part(from[2], to[2])];
}

function luminance([r, g, b]: Rgb): number {
  const linear = (part: number): number => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrastOf(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}
