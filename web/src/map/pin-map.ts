import { Map as MapLibre, Marker, NavigationControl, type StyleSpecification, setWorkerUrl } from "maplibre-gl";
import styleUrl from "maplibre-gl/dist/maplibre-gl.css?url";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { readStyle } from "./street-style.ts";
import { mapColors, plainStyle } from "./style.ts";

setWorkerUrl(workerUrl);

type Position = { readonly lat: number; readonly lon: number };

type Options = {
  readonly container: HTMLElement;
  /** The address of the region's outline. */
  readonly region: string;
  /** The address of a style with streets, or "" for the plain map. */
  readonly style: string;
  readonly position: Position;
  /** What the pin is called for those who do not see it. */
  readonly label: string;
  /** The pin was moved on the map. */
  readonly onMoved: (position: Position) => void;
};

const STREETS_MS = 3_000;
const NEAR = 14;
/** How far an arrow key moves the pin, in pixels; with Shift ten times as far. */
const STEP = 2;
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** A map with one pin that can be dragged, or moved with the arrow keys. */
export class PinMap {
  readonly #map: MapLibre;
  readonly #pin: Marker;

  /** Draws a map. Rejects when the device cannot. */
  static async open(options: Options): Promise<PinMap> {
    await linkStyle();
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() || "#7a4a21";
    const plain = plainStyle(options.region, mapColors(dark ? "dark" : "light", accent));
    const streets = options.style ? await readStyle(options.style, STREETS_MS).catch(() => plain) : plain;
    const opened = new PinMap(options, streets, accent);
    await new Promise<void>((resolve) => opened.#map.once("load", () => resolve()));
    return opened;
  }

  private constructor({ container, position, label, onMoved }: Options, style: StyleSpecification, accent: string) {
    const { lat, lon } = position;
    // The constructor throws without WebGL.
    this.#map = new MapLibre({
      container,
      style,
      center: [lon, lat],
      zoom: NEAR,
      maxZoom: 19,
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.#map.on("error", () => undefined);
    this.#pin = new Marker({ draggable: true, color: accent }).setLngLat([lon, lat]).addTo(this.#map);
    const tell = (): void => {
      const at = this.#pin.getLngLat();
      onMoved({ lat: at.lat, lon: at.lng });
    };
    this.#pin.on("dragend", tell);
    const element = this.#pin.getElement();
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.addEventListener("keydown", (event) => {
      const step = KEYS[event.key];
      if (!step) return;
      // The map would move as well.
      event.preventDefault();
      event.stopPropagation();
      const by = event.shiftKey ? STEP * 10 : STEP;
      const at = this.#map.project(this.#pin.getLngLat());
      this.#pin.setLngLat(this.#map.unproject([at.x + step[0] * by, at.y + step[1] * by]));
      tell();
    });
  }

  /** Puts the pin elsewhere; the map follows when it would be out of sight. */
  move({ lat, lon }: Position): void {
    this.#pin.setLngLat([lon, lat]);
    if (!this.#map.getBounds().contains([lon, lat])) this.#map.jumpTo({ center: [lon, lat] });
  }
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
