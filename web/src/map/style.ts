import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { CHOSEN, chosenSource, LISTINGS, listingLayers, listingSource } from "./listing-layers.ts";

/** What the map is painted with. */
export type MapColors = {
  readonly water: string;
  readonly land: string;
  readonly region: string;
  readonly border: string;
  readonly label: string;
  readonly halo: string;
  readonly accent: string;
  readonly onAccent: string;
};

/** The map's own colors, warm paper by day and a dim room by night; the accent is the chamber's. */
export function mapColors(scheme: "light" | "dark", accent: string): MapColors {
  return scheme === "light"
    ? {
        water: "#dfe6e2",
        land: "#f2e9da",
        region: "#fdf8ee",
        border: "#cbb99c",
        label: "#5a4c3e",
        halo: "#fdf8ee",
        accent,
        onAccent: "#ffffff",
      }
    : {
        water: "#12161a",
        land: "#211d19",
        region: "#2c2620",
        border: "#5d5142",
        label: "#cdbfae",
        halo: "#1b1714",
        accent,
        onAccent: "#14110e",
      };
}

/** The fonts of the device: without `glyphs` in a style MapLibre draws letters with them. */
const DEVICE_FONT = ["system-ui", "sans-serif"];

/**
 * The plain map, drawn from two sources and nothing from elsewhere: the region's outline, whose features have a `kind`
 * (land, county, region, town) and a `name`, and the listings, which gather into clusters.
 * @param region The address of the outline's GeoJSON file.
 */
export function plainStyle(region: string, colors: MapColors): StyleSpecification {
  return {
    version: 8,
    sources: { region: { type: "geojson", data: region }, [LISTINGS]: listingSource(), [CHOSEN]: chosenSource() },
    layers: [...regionLayers(colors), ...listingLayers(colors, DEVICE_FONT)],
  };
}

/** A style from elsewhere with the listings on top; their numbers are written in a font that the style has. */
export function withListings(style: StyleSpecification, colors: MapColors): StyleSpecification {
  const sources = { ...style.sources, [LISTINGS]: listingSource(), [CHOSEN]: chosenSource() };
  const font = style.glyphs ? fontOf(style.layers) : DEVICE_FONT;
  return { ...style, sources, layers: [...style.layers, ...listingLayers(colors, font)] };
}

function fontOf(layers: readonly LayerSpecification[]): string[] {
  for (const layer of layers) {
    const font = layer.type === "symbol" ? layer.layout?.["text-font"] : undefined;
    if (Array.isArray(font) && font.length > 0) {
      const names: string[] = font.flatMap((name: unknown) => (typeof name === "string" ? [name] : []));
      // An expression is a list too; its first word is no font's name.
      if (names.length === font.length && names[0] !== "literal") return names;
    }
  }
  return DEVICE_FONT;
}

function regionLayers(colors: MapColors): LayerSpecification[] {
  return [
    { id: "water", type: "background", paint: { "background-color": colors.water } },
    {
      id: "land",
      type: "fill",
      source: "region",
      filter: ["==", ["get", "kind"], "land"],
      paint: { "fill-color": colors.land },
    },
    {
      id: "region",
      type: "fill",
      source: "region",
      filter: ["==", ["get", "kind"], "region"],
      paint: { "fill-color": colors.region },
    },
    {
      id: "borders",
      type: "line",
      source: "region",
      filter: ["in", ["get", "kind"], ["literal", ["land", "county"]]],
      paint: { "line-color": colors.border, "line-width": 1, "line-dasharray": [3, 2] },
    },
    {
      id: "region-border",
      type: "line",
      source: "region",
      filter: ["==", ["get", "kind"], "region"],
      layout: { "line-join": "round" },
      paint: { "line-color": colors.accent, "line-width": 2, "line-opacity": 0.55 },
    },
    {
      id: "towns",
      type: "symbol",
      source: "region",
      filter: ["==", ["get", "kind"], "town"],
      layout: {
        "text-field": ["get", "name"],
        "text-font": DEVICE_FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 7, 12, 12, 16],
        // Far enough from the town's middle to stay clear of the cluster that is likely there.
        "text-variable-anchor": ["bottom", "top", "left", "right"],
        "text-radial-offset": 1.7,
      },
      paint: { "text-color": colors.label, "text-halo-color": colors.halo, "text-halo-width": 1.5 },
    },
  ];
}
