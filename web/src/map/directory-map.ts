import {
  GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  type PaddingOptions,
  setWorkerUrl,
} from "maplibre-gl";
import styleUrl from "maplibre-gl/dist/maplibre-gl.css?url";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { element } from "../site/element.ts";
import { map as strings } from "../strings/en.ts";
import { PanControl } from "./pan-control.ts";
import { boundsOf, pinsOf } from "./points.ts";
import { CHOSEN, CLUSTERS, LISTINGS, mapColors, mapStyle, PINS } from "./style.ts";

setWorkerUrl(workerUrl);

type Options = {
  readonly container: HTMLElement;
  /** The address of the region's outline. */
  readonly region: string;
  /** Where the map begins, "west,south,east,north" in degrees, or "". */
  readonly box: string;
  /** The one pin that the map is about, "longitude,latitude", or "". */
  readonly pin: string;
  /** A place was chosen: the rows of its pins, none when the choice is taken back. */
  readonly onChoose: (rows: readonly number[]) => void;
};

/** How far from a finger a pin still counts as touched, in pixels: together a target of 24 (WCAG 2.2, 2.5.8). */
const REACH = 12;

/** The whole country when nothing is known of the region. */
const SOMEWHERE: LngLatBoundsLike = [-125, 24, -66, 50];

const MARGIN: PaddingOptions = { top: 24, right: 24, bottom: 24, left: 24 };

/** Pins stay clear of the buttons at the right, and the names of their towns of the edge. */
const AROUND_PINS: PaddingOptions = { top: 56, right: 110, bottom: 56, left: 90 };

/** How near the map goes to pins by itself; to a single one less near, so that the towns around it are seen. */
const NEAREST = 14;
const ALONE = 10.5;

const DARK = "(prefers-color-scheme: dark)";

/** The map of the directory: pins in, choices out. */
export class DirectoryMap {
  readonly #map: MapLibre;
  readonly #options: Options;
  readonly #scheme = matchMedia(DARK);
  readonly #restyle = (): void => this.#paint();
  #points: { points: Int32Array; rows: Uint32Array };
  #chosen: readonly number[] = [];
  #going = 0;

  /** Draws a map. Rejects when the device cannot. */
  static async open(options: Options): Promise<DirectoryMap> {
    await linkStyle();
    // The constructor throws without WebGL.
    const opened = new DirectoryMap(options);
    await new Promise<void>((resolve) => opened.#map.once("load", () => resolve()));
    return opened;
  }

  private constructor(options: Options) {
    this.#options = options;
    const [lon, lat] = numbers(options.pin, 2) ?? [];
    const isOne = lon !== undefined && lat !== undefined;
    this.#points = isOne
      ? { points: Int32Array.of(Math.round(lon * 1e5), Math.round(lat * 1e5)), rows: Uint32Array.of(0) }
      : { points: new Int32Array(0), rows: new Uint32Array(0) };
    const isTouch = matchMedia("(pointer: coarse)").matches;
    this.#map = new MapLibre({
      container: options.container,
      style: this.#style(),
      ...(isOne
        ? { center: [lon, lat], zoom: ALONE - 1 }
        : { bounds: this.#home(), fitBoundsOptions: { padding: MARGIN } }),
      maxZoom: 17,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // One finger scrolls the page; on the page of a listing the wheel does, too.
      cooperativeGestures: isTouch || isOne,
      locale: {
        "Map.Title": strings.title,
        "NavigationControl.ZoomIn": strings.zoomIn,
        "NavigationControl.ZoomOut": strings.zoomOut,
        "CooperativeGesturesHandler.WindowsHelpText": strings.windowsZoom,
        "CooperativeGesturesHandler.MacHelpText": strings.macZoom,
        "CooperativeGesturesHandler.MobileHelpText": strings.twoFingers,
      },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    if (!isOne) this.#map.addControl(new PanControl(), "bottom-right");
    // An outline that is missing leaves a plain background: the pins are there all the same.
    this.#map.on("error", () => undefined);
    this.#map.on("style.load", () => this.#fill());
    if (!isOne) this.#listen();
    this.#scheme.addEventListener("change", this.#restyle);
  }

  /** Replaces the pins: longitude and latitude in 1e-5 degrees, and the row of each. */
  setPoints(points: Int32Array, rows: Uint32Array): void {
    this.#points = { points, rows };
    this.select([]);
    this.#fill();
  }

  /** Marks the pins of rows and tells who listens. */
  select(rows: readonly number[]): void {
    this.#chosen = rows;
    this.#mark();
    this.#options.onChoose(rows);
  }

  /** Goes to where the map began, or to all pins when the region is not known. */
  fit(): void {
    if (this.#options.box) this.#go(this.#home(), MARGIN);
    else this.fitPoints();
  }

  /** Goes to where all pins are seen; stays when there are none. */
  fitPoints(): void {
    const bounds = boundsOf(this.#points.points);
    if (bounds) this.#go(bounds, AROUND_PINS, this.#points.rows.length === 1 ? ALONE : NEAREST);
  }

  destroy(): void {
    window.clearTimeout(this.#going);
    this.#scheme.removeEventListener("change", this.#restyle);
    this.#map.remove();
  }

  #home(): LngLatBoundsLike {
    const [west, south, east, north] = numbers(this.#options.box, 4) ?? [];
    if (west === undefined || south === undefined || east === undefined || north === undefined) return SOMEWHERE;
    return [west, south, east, north];
  }

  /** Moves once typing has paused: a map that jumps with every letter makes one dizzy. */
  #go(bounds: LngLatBoundsLike, padding: PaddingOptions, maxZoom = NEAREST): void {
    window.clearTimeout(this.#going);
    // Motion is left out by MapLibre itself where the visitor prefers less of it.
    this.#going = window.setTimeout(() => this.#map.fitBounds(bounds, { padding, maxZoom, duration: 600 }), 350);
  }

  #style() {
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    return mapStyle(this.#options.region, mapColors(this.#scheme.matches ? "dark" : "light", accent || "#7a4a21"));
  }

  #paint(): void {
    this.#map.setStyle(this.#style(), { diff: false });
  }

  #fill(): void {
    const source = this.#map.getSource(LISTINGS);
    if (source instanceof GeoJSONSource) void source.setData(pinsOf(this.#points.points, this.#points.rows));
    this.#mark();
  }

  #mark(): void {
    if (this.#map.getLayer(CHOSEN)) this.#map.setFilter(CHOSEN, ["in", ["get", "row"], ["literal", [...this.#chosen]]]);
  }

  #listen(): void {
    const map = this.#map;
    map.on("click", async ({ point: { x, y } }) => {
      const near = map.queryRenderedFeatures(
        [
          [x - REACH, y - REACH],
          [x + REACH, y + REACH],
        ],
        { layers: [CLUSTERS, PINS] },
      );
      const pins = near.map((feature) => Number(feature.properties.row)).filter((row) => row >= 0);
      const cluster = near.find((feature) => feature.layer.id === CLUSTERS);
      const source = map.getSource(LISTINGS);
      if (pins.length > 0 || !cluster || !(source instanceof GeoJSONSource)) return this.select([...new Set(pins)]);
      const zoom = await source.getClusterExpansionZoom(Number(cluster.properties.cluster_id));
      map.easeTo({
        center: cluster.geometry.type === "Point" ? pair(cluster.geometry.coordinates) : map.getCenter(),
        zoom,
      });
    });
    for (const layer of [CLUSTERS, PINS]) {
      map.on("mouseenter", layer, () => map.getCanvas().classList.add("over-pin"));
      map.on("mouseleave", layer, () => map.getCanvas().classList.remove("over-pin"));
    }
  }
}

/** Astro would put an imported style sheet into every page's head, map or not: it is linked here, when it is needed. */
async function linkStyle(): Promise<void> {
  const link = element("link");
  link.rel = "stylesheet";
  link.href = styleUrl;
  await new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}

function pair([lon = 0, lat = 0]: readonly number[]): [number, number] {
  return [lon, lat];
}

/** The numbers of a text such as "1,2"; null unless there are so many. */
function numbers(text: string, count: number): readonly number[] | null {
  const found = text.split(",").map(Number);
  return text !== "" && found.length === count && found.every(Number.isFinite) ? found : null;
}
