/*
 * The chamber's accent as the forms show it: by the rule by which the site's pages do, so that both look like one house.
 * Contrast is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and #dfn-relative-luminance.
 */

type Rgb = readonly number[];

/** What lies behind the accent in each scheme, what is written on it, and what it is mixed with until it can be read. */
const SCHEMES = {
  light: { surfaces: ["#fbf6ee", "#fffdf8", "#f3ebdd"], on: "#ffffff", end: [0, 0, 0], tint: 0.1 },
  dark: { surfaces: ["#1b1714", "#26201b", "#14110e"], on: "#14110e", end: [255, 255, 255], tint: 0.22 },
} as const;
const ENOUGH = 4.55;
const STEPS = 100;

/** The accent as it can be read in a scheme. @param accent "#rrggbb" */
export function accentIn(scheme: keyof typeof SCHEMES, accent: string): string {
  const { surfaces, on, end, tint } = SCHEMES[scheme];
  const behind = surfaces.map(parse);
  for (let step = 0; ; step++) {
    const color = mix(parse(accent), end, step / STEPS);
    const all = [...behind, mix(behind[0] ?? end, color, tint), parse(on)];
    if (step === STEPS || all.every((surface) => contrast(color, surface) >= ENOUGH)) return format(color);
  }
}

function parse(color: string): Rgb {
  return [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
}

function format(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((part, i) => Math.round(part + ((to[i] ?? 0) - part) * share));
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
