import {
  AttributionControl,
  GeoJSONSource,
  type LngLatBoundsLike,
  Map as MapLibre,
  NavigationControl,
  type PaddingOptions,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import styleUrl from "maplibre-gl/dist/maplibre-gl.css?url";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Box } from "../search/state.ts";
import { element } from "../site/element.ts";
import { map as strings } from "../strings/en-screen.ts";
import { CHOSEN, CLUSTERS, LISTINGS, PINS } from "./listing-layers.ts";
import { PanControl } from "./pan-control.ts";
import { boundsOf, isSame, pinsAmong, pinsOf, rowsAt } from "./points.ts";
import { readStyle } from "./street-style.ts";
import { mapColors, plainStyle, withListings } from "./style.ts";

setWorkerUrl(workerUrl);

type Options = {
  readonly container: HTMLElement;
  /** The address of the region's outline. */
  readonly region: string;
  /** Where the map begins, "west,south,east,north" in degrees, or "". */
  readonly box: string;
  /** The one pin that the map is about, "longitude,latitude", or "". */
  readonly pin: string;
  /** The address of a style with streets, or "" for the plain map. */
  readonly style: string;
  /** A place was chosen: the rows of its pins, none when the choice is taken back. */
  readonly onChoose: (rows: readonly number[]) => void;
  /** The visitor has moved the map, and it rests. */
  readonly onMoved: () => void;
  /** The style with streets cannot be had. */
  readonly onPlain: () => void;
};

/** How long a map waits for its streets, in milliseconds. */
const STREETS_MS = 3_000;

/** A map at rest for so long, in milliseconds, is where the visitor wants it. */
const REST_MS = 350;

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
  #resting = 0;
  /** Whether the visitor's hand is on the map. */
  #isHeld = false;
  #isForgotten = false;
  #streets: StyleSpecification | null = null;

  /** Draws a map. Rejects when the device cannot. */
  static async open(options: Options): Promise<DirectoryMap> {
    await linkStyle();
    // The constructor throws without WebGL.
    const opened = new DirectoryMap(options);
    await new Promise<void>((resolve) => opened.#map.once("load", () => resolve()));
    if (options.style) void opened.#showStreets();
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
        "AttributionControl.ToggleAttribution": strings.attribution,
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
    if (!isOne) this.#map.addControl(new PanControl(), "top-right");
    this.#map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    // An outline that is missing leaves a plain background: the pins are there all the same.
    this.#map.on("error", () => undefined);
    this.#map.on("style.load", () => this.#fill());
    if (!isOne) this.#listen();
    this.#scheme.addEventListener("change", this.#restyle);
  }

  /** Replaces the pins: longitude and latitude in 1e-5 degrees, and the row of each. A chosen one stays chosen. */
  setPoints(points: Int32Array, rows: Uint32Array): void {
    const before = this.#points;
    this.#points = { points, rows };
    // To give MapLibre ten thousand pins takes tens of milliseconds, and moving the map mostly finds the same ones.
    if (!isSame(before.rows, rows) || !isSame(before.points, points)) this.#fill();
  }

  /** Marks the pins of rows, with those at the same place, and tells who listens. */
  select(rows: readonly number[]): void {
    const [first] = rows;
    this.#chosen = first === undefined ? [] : [...new Set([...rows, ...rowsAt(this.#points, first)])];
    this.#mark();
    this.#options.onChoose(this.#chosen);
  }

  /** What the map shows. */
  area(): Box {
    const bounds = this.#map.getBounds();
    return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
  }

  /** Goes to an area. */
  goTo({ west, south, east, north }: Box): void {
    this.#go([west, south, east < west ? east + 360 : east, north], { top: 0, right: 0, bottom: 0, left: 0 }, 17);
  }

  /** Goes to the pin of a row; stays when it is in sight. */
  goToRow(row: number): void {
    const { points, rows } = this.#points;
    const at = rows.indexOf(row);
    const [lon, lat] = [(points[at * 2] ?? 0) / 1e5, (points[at * 2 + 1] ?? 0) / 1e5];
    if (at < 0) return;
    window.clearTimeout(this.#going);
    const zoom = Math.max(this.#map.getZoom(), ALONE);
    if (!this.#map.getBounds().contains([lon, lat])) this.#map.easeTo({ center: [lon, lat], zoom, duration: 600 });
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

  /** Forgets a move of the visitor's that is still under way: they have gone back to before it. */
  forgetMove(): void {
    window.clearTimeout(this.#resting);
    this.#isForgotten = true;
    this.#map.stop();
    this.#isForgotten = false;
    this.#isHeld = false;
  }

  destroy(): void {
    window.clearTimeout(this.#going);
    window.clearTimeout(this.#resting);
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
    this.#going = window.setTimeout(() => {
      if (!this.#isHeld) this.#map.fitBounds(bounds, { padding, maxZoom, duration: 600 });
    }, REST_MS);
  }

  #style(): StyleSpecification {
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    const colors = mapColors(this.#scheme.matches ? "dark" : "light", accent || "#7a4a21");
    return this.#streets ? withListings(this.#streets, colors) : plainStyle(this.#options.region, colors);
  }

  /** Puts streets under the pins if they come in time, else leaves the plain map and says so. */
  async #showStreets(): Promise<void> {
    const late = Date.now() + STREETS_MS;
    try {
      this.#streets = await readStyle(this.#options.style, STREETS_MS);
      const names = Object.keys(this.#streets.sources);
      this.#paint();
      await this.#hear(names, late - Date.now());
    } catch {
      if (this.#streets) {
        this.#streets = null;
        this.#paint();
      }
      this.#options.onPlain();
    }
  }

  /** Waits until something of a source has come. Rejects when nothing does in time. */
  #hear(names: readonly string[], milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const wait = window.setTimeout(() => reject(new Error("no street has come in time")), milliseconds);
      const done = (): void => {
        window.clearTimeout(wait);
        resolve();
      };
      if (names.length === 0) return done();
      this.#map.on("sourcedata", ({ sourceId, tile, isSourceLoaded }) => {
        if (sourceId && names.includes(sourceId) && (tile?.state === "loaded" || (isSourceLoaded && !tile))) done();
      });
    });
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
    const source = this.#map.getSource(CHOSEN);
    if (source instanceof GeoJSONSource) void source.setData(pinsAmong(this.#points, this.#chosen));
  }

  #listen(): void {
    const map = this.#map;
    // What the visitor does has an event of theirs behind it; what the page does has none.
    map.on("movestart", ({ originalEvent }) => {
      if (!originalEvent) return;
      this.#isHeld = true;
      window.clearTimeout(this.#going);
      window.clearTimeout(this.#resting);
    });
    map.on("moveend", ({ originalEvent }) => {
      if (!originalEvent || this.#isForgotten) return;
      this.#isHeld = false;
      window.clearTimeout(this.#resting);
      this.#resting = window.setTimeout(() => this.#options.onMoved(), REST_MS);
    });
    map.on("click", async ({ point: { x, y }, originalEvent }) => {
      const near = map.queryRenderedFeatures(
        [
          [x - REACH, y - REACH],
          [x + REACH, y + REACH],
        ],
        { layers: [CLUSTERS, PINS, CHOSEN] },
      );
      const pins = near.map((feature) => Number(feature.properties.row)).filter((row) => row >= 0);
      const cluster = near.find((feature) => feature.layer.id === CLUSTERS);
      const source = map.getSource(LISTINGS);
      if (pins.length > 0 || !cluster || !(source instanceof GeoJSONSource)) return this.select([...new Set(pins)]);
      const zoom = await source.getClusterExpansionZoom(Number(cluster.properties.cluster_id));
      const center = cluster.geometry.type === "Point" ? pair(cluster.geometry.coordinates) : map.getCenter();
      map.easeTo({ center, zoom }, { originalEvent });
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
