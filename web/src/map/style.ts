import type { StyleSpecification } from "maplibre-gl";

/** The names of sources and layers, for whoever asks the map what lies under a finger. */
export const LISTINGS = "listings";
export const PINS = "pins";
export const CLUSTERS = "clusters";
export const CHOSEN = "chosen";

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

/**
 * The map, drawn from two sources and nothing from elsewhere: the region's outline, whose features have a `kind` (land,
 * county, region, town) and a `name`, and the listings, which gather into clusters. Without `glyphs` in a style MapLibre
 * draws letters with the fonts of the device (src/render/glyph_manager.ts of maplibre-gl).
 * @param region The address of the outline's GeoJSON file.
 */
export function mapStyle(region: string, colors: MapColors): StyleSpecification {
  const font = ["system-ui", "sans-serif"];
  return {
    version: 8,
    sources: {
      region: { type: "geojson", data: region },
      [LISTINGS]: {
        type: "geojson",
        data: { type: "FeatureCollection", features: [] },
        cluster: true,
        clusterRadius: 44,
        // Above this zoom a pin stands for one listing, so that every one can be reached.
        clusterMaxZoom: 13,
      },
    },
    layers: [
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
          "text-font": font,
          "text-size": ["interpolate", ["linear"], ["zoom"], 7, 12, 12, 16],
          // Far enough from the town's middle to stay clear of the cluster that is likely there.
          "text-variable-anchor": ["bottom", "top", "left", "right"],
          "text-radial-offset": 1.7,
        },
        paint: { "text-color": colors.label, "text-halo-color": colors.halo, "text-halo-width": 1.5 },
      },
      {
        id: CLUSTERS,
        type: "circle",
        source: LISTINGS,
        filter: ["has", "point_count"],
        paint: {
          "circle-color": colors.accent,
          "circle-radius": ["step", ["get", "point_count"], 15, 10, 19, 50, 24, 250, 30],
          "circle-stroke-color": colors.accent,
          "circle-stroke-width": 5,
          "circle-stroke-opacity": 0.25,
        },
      },
      {
        id: PINS,
        type: "circle",
        source: LISTINGS,
        filter: ["!", ["has", "point_count"]],
        paint: {
          "circle-color": colors.accent,
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 6, 14, 9],
          "circle-stroke-color": colors.region,
          "circle-stroke-width": 2,
        },
      },
      {
        id: CHOSEN,
        type: "circle",
        source: LISTINGS,
        filter: ["==", ["get", "row"], -1],
        paint: {
          "circle-color": colors.region,
          "circle-radius": 10,
          "circle-stroke-color": colors.accent,
          "circle-stroke-width": 5,
        },
      },
      {
        id: "counts",
        type: "symbol",
        source: LISTINGS,
        filter: ["has", "point_count"],
        layout: {
          "text-field": ["get", "point_count_abbreviated"],
          "text-font": font,
          "text-size": 13,
          "text-allow-overlap": true,
          // The names of towns keep clear of clusters: MapLibre knows of letters only, so these stand for their circle.
          "text-padding": 14,
        },
        paint: { "text-color": colors.onAccent },
      },
    ],
  };
}
