import { type GeoJSONSource, LngLatBounds, Map as MapLibre, NavigationControl, setWorkerUrl } from "maplibre-gl";
import styleUrl from "maplibre-gl/dist/maplibre-gl.css?url";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { mapColors, plainStyle } from "./style.ts";

setWorkerUrl(workerUrl);

type Position = { readonly lat: number; readonly lon: number };
/** As GeoJSON has it: polygons of rings of longitude and latitude. */
type Coordinates = readonly (readonly (readonly (readonly [number, number])[])[])[];

type Options = {
  readonly container: HTMLElement;
  /** The address of the published outline, which lies below. */
  readonly outline: string;
  /** What is seen from the first frame on: this border, and without one a place to begin to draw. */
  readonly border: Coordinates;
  /** Where the map was pressed. */
  readonly onPoint: (position: Position) => void;
};

/** Where a chamber without a border begins to draw: all of the contiguous United States. */
const EVERYWHERE: [[number, number], [number, number]] = [
  [-125, 24],
  [-66, 50],
];

const MARGIN = 30;

/** A map on which the border of a region is shown, and drawn corner by corner. */
export class RegionMap {
  readonly #map: MapLibre;

  /** Draws a map. Rejects when the device cannot. */
  static async open(options: Options): Promise<RegionMap> {
    await linkStyle();
    const opened = new RegionMap(options);
    await new Promise<void>((resolve) => opened.#map.once("load", () => resolve()));
    opened.#addShape();
    return opened;
  }

  private constructor({ container, outline, border, onPoint }: Options) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    // The constructor throws without WebGL.
    this.#map = new MapLibre({
      container,
      style: plainStyle(outline, mapColors(dark ? "dark" : "light", accent())),
      bounds: boundsOf(border) ?? EVERYWHERE,
      fitBoundsOptions: { padding: MARGIN },
      maxZoom: 16,
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.#map.on("error", () => undefined);
    this.#map.on("click", ({ lngLat }) => onPoint({ lat: lngLat.lat, lon: lngLat.lng }));
  }

  /** Shows a border and corners on the way to one. @param isFitted whether the map moves to show all of it */
  show(coordinates: Coordinates, corners: readonly Position[], isFitted: boolean): void {
    const points = corners.map(({ lon, lat }) => [lon, lat]);
    const shape = {
      type: "MultiPolygon" as const,
      coordinates: coordinates.map((p) => p.map((r) => r.map((c) => [...c]))),
    };
    const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", properties: {}, geometry });
    const drawn = [
      feature(shape),
      ...(points.length > 1 ? [feature({ type: "LineString", coordinates: points })] : []),
      ...points.map((point) => feature({ type: "Point", coordinates: point })),
    ];
    this.#map.getSource<GeoJSONSource>("border")?.setData({ type: "FeatureCollection", features: drawn });
    const bounds = isFitted ? boundsOf(coordinates) : null;
    if (bounds) this.#map.fitBounds(bounds, { padding: MARGIN, animate: false });
  }

  /** The middle of what is seen: where those who use no pointer set a corner. */
  middle(): Position {
    const { lat, lng } = this.#map.getCenter();
    return { lat, lon: lng };
  }

  remove(): void {
    this.#map.remove();
  }

  #addShape(): void {
    const color = accent();
    this.#map.addSource("border", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    const fill = { "fill-color": color, "fill-opacity": 0.15 };
    this.#map.addLayer({
      id: "border-fill",
      type: "fill",
      source: "border",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: fill,
    });
    this.#map.addLayer({
      id: "border-line",
      type: "line",
      source: "border",
      paint: { "line-color": color, "line-width": 2.5 },
    });
    this.#map.addLayer({
      id: "border-corners",
      type: "circle",
      source: "border",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-color": color, "circle-radius": 5 },
    });
  }
}

/** What holds every point of a border; null when it has none. */
function boundsOf(coordinates: Coordinates): LngLatBounds | null {
  const bounds = new LngLatBounds();
  for (const [lon, lat] of coordinates.flat(2)) bounds.extend([lon, lat]);
  return bounds.isEmpty() ? null : bounds;
}

function accent(): string {
  return getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() || "#1d5c4d";
}

/** Linked when it is needed, as of the map of the directory. */
async function linkStyle(): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = styleUrl;
  await new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}
