import type { GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { MapColors } from "./style.ts";

/** The names of the listings' source and layers, for whoever asks the map what lies under a finger. */
export const LISTINGS = "listings";
export const PINS = "pins";
export const CLUSTERS = "clusters";
export const CHOSEN = "chosen";

/** Where the chosen pins are put, which show even where the others have gathered. */
export function chosenSource(): GeoJSONSourceSpecification {
  return { type: "geojson", data: { type: "FeatureCollection", features: [] } };
}

/** Where the pins are put. */
export function listingSource(): GeoJSONSourceSpecification {
  return {
    type: "geojson",
    data: { type: "FeatureCollection", features: [] },
    cluster: true,
    clusterRadius: 44,
    // Above this zoom a pin stands for one listing, so that every one can be reached.
    clusterMaxZoom: 13,
  };
}

/** Pins, clusters with their counts, and the chosen pin. */
export function listingLayers(colors: MapColors, font: string[]): LayerSpecification[] {
  return [
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
    {
      id: CHOSEN,
      type: "circle",
      source: CHOSEN,
      paint: {
        "circle-color": colors.region,
        "circle-radius": 10,
        "circle-stroke-color": colors.accent,
        "circle-stroke-width": 5,
      },
    },
  ];
}
