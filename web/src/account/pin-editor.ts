import { pinWords as words } from "../strings/en-account-listing.ts";
import { base, button, field, part, say, show } from "./dom.ts";

export type Position = { readonly lat: number; readonly lon: number };

type Map = { move(position: Position): void };

/** Ten meters to the north, in degrees; to the east more of them, the nearer the poles. */
const STEP = 10 / 111_320;
const ROUNDED = 1e6;

/** The pin of a listing: on a map, by buttons, and as numbers. */
export class PinEditor {
  readonly #onChange: () => void;
  #position: Position | null = null;
  #map: Map | null = null;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    const directions = [
      [words.north, 1, 0],
      [words.south, -1, 0],
      [words.west, 0, -1],
      [words.east, 0, 1],
    ] as const;
    part("pin-moves").replaceChildren(
      ...directions.map(([name, up, right]) => button(name, "button quiet", () => this.#nudge(up, right))),
    );
    part("pin-open").addEventListener("click", () => void this.#open());
    part("pin-set").addEventListener("click", () => this.#change(this.#middle()));
    part("pin-remove").addEventListener("click", () => this.#change(null));
    for (const name of ["lat", "lon"]) field(part("pin"), name).addEventListener("change", () => this.#typed());
  }

  get value(): Position | null {
    return this.#position;
  }

  show(position: Position | null): void {
    this.#position = position;
    const pin = part("pin");
    const [lat, lon] = position ? [position.lat.toFixed(6), position.lon.toFixed(6)] : ["", ""];
    field(pin, "lat").value = lat;
    field(pin, "lon").value = lon;
    say(part("pin-note"), position ? words.at(lat, lon) : words.none);
    show(position !== null, part("pin-open"), part("pin-moves-row"), part("pin-remove"));
    show(position === null, part("pin-set"));
    if (position) this.#map?.move(position);
    else show(false, part("pin-frame"));
    if (position && this.#map) show(true, part("pin-frame"));
    if (this.#map) show(false, part("pin-open"));
  }

  #change(position: Position | null): void {
    const to = position && {
      lat: Math.round(position.lat * ROUNDED) / ROUNDED,
      lon: Math.round(position.lon * ROUNDED) / ROUNDED,
    };
    this.show(to);
    this.#onChange();
  }

  #nudge(up: number, right: number): void {
    if (!this.#position) return;
    const { lat, lon } = this.#position;
    this.#change({ lat: lat + up * STEP, lon: lon + (right * STEP) / Math.cos((lat * Math.PI) / 180) });
  }

  #typed(): void {
    const pin = part("pin");
    const [typedLat, typedLon] = [field(pin, "lat").value.trim(), field(pin, "lon").value.trim()];
    const [lat, lon] = [Number(typedLat), Number(typedLon)];
    const isRight = typedLat !== "" && typedLon !== "" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    if (isRight) this.#change({ lat, lon });
    else if (typedLat === "" && typedLon === "") this.#change(null);
    else say(part("pin-note"), words.badNumbers);
  }

  #middle(): Position {
    const [west = -125, south = 24, east = -66, north = 50] = (part("pin").dataset.box ?? "").split(",").map(Number);
    const isKnown = [west, south, east, north].every(Number.isFinite) && part("pin").dataset.box !== "";
    return isKnown ? { lat: (south + north) / 2, lon: (west + east) / 2 } : { lat: 39.8, lon: -98.6 };
  }

  async #open(): Promise<void> {
    const position = this.#position;
    if (!position) return;
    say(part("pin-note"), words.loading);
    show(true, part("pin-frame"));
    try {
      const { PinMap } = await import("../map/pin-map.ts");
      this.#map = await PinMap.open({
        container: part("pin-canvas"),
        region: `${base()}map/region.json`,
        style: part("pin").dataset.style ?? "",
        position,
        label: words.pin,
        onMoved: (to) => this.#change(to),
      });
      show(false, part("pin-open"));
      say(part("pin-note"), words.drag);
    } catch {
      show(false, part("pin-frame"));
      say(part("pin-note"), words.failed);
    }
  }
}
