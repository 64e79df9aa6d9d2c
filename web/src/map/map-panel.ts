import type { FoundRow, Pins } from "../search/protocol.ts";
import type { Box } from "../search/state.ts";
import { siteBase } from "../site/element.ts";
import { map as strings } from "../strings/en-screen.ts";
import type { DirectoryMap } from "./directory-map.ts";
import { fillMapCard } from "./map-card.ts";

type Needs = {
  /** The map has been opened and wants pins. */
  readonly onOpen: () => void;
  /** The listings of rows, to name the pin that was chosen. */
  readonly rowsOf: (rows: readonly number[]) => Promise<readonly FoundRow[]>;
  /** The visitor has moved the map, it rests, and what it shows is to be searched. */
  readonly onMoved: (area: Box) => void;
  /** A pin was chosen, or let go of. */
  readonly onChoose: (row: FoundRow | null) => void;
  /** Whether to search as the map moves was changed. */
  readonly onFollow: (isOn: boolean) => void;
};

/** Where the map goes when its pins change: to them, to where it began, nowhere, or to an area. */
export type Fit = "pins" | "home" | "stay" | Box;

/** The place of the map on a page. It fetches the map itself (370 KB) only when the map is wanted. */
export class MapPanel {
  readonly #section: HTMLElement;
  readonly #needs: Needs;
  readonly #toggle: HTMLButtonElement | null;
  readonly #note: HTMLElement | null;
  readonly #card: HTMLElement | null;
  readonly #here: HTMLButtonElement | null;
  readonly #follow: HTMLInputElement | null;
  #map: DirectoryMap | null = null;
  #pins: { pins: Pins; fit: Fit } | null = null;
  #isOpen = false;
  #asked = 0;
  #rows: readonly number[] = [];
  #chosen: FoundRow | null = null;

  constructor(section: HTMLElement, needs: Needs) {
    this.#section = section;
    this.#needs = needs;
    this.#toggle = section.querySelector<HTMLButtonElement>("[data-map-toggle]");
    this.#note = section.querySelector<HTMLElement>("[data-map-note]");
    this.#card = section.querySelector<HTMLElement>("[data-map-card]");
    this.#here = section.querySelector<HTMLButtonElement>("[data-map-here]");
    this.#follow = section.querySelector<HTMLInputElement>("[data-map-follow]");
    this.#toggle?.addEventListener("click", () => (this.#isOpen ? this.#setOpen(false) : void this.open()));
    this.#here?.addEventListener("click", () => this.#searchHere());
    this.#follow?.addEventListener("change", () => {
      needs.onFollow(this.#follow?.checked === true);
      if (this.#follow?.checked && this.#here?.hidden === false) this.#searchHere();
    });
  }

  /** Whether the map is shown, or on its way. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether this device cannot draw a map. */
  get hasFailed(): boolean {
    return this.#section.classList.contains("failed");
  }

  /** The listing whose pin is chosen. */
  get chosen(): FoundRow | null {
    return this.#chosen;
  }

  /** Says whether moving the map searches. */
  follow(isOn: boolean): void {
    if (this.#follow) this.#follow.checked = isOn;
  }

  /** Puts pins on the map, now or when it is here. */
  setPins(pins: Pins, fit: Fit): void {
    // What was not yet gone to is still to be gone to.
    this.#pins = { pins, fit: fit === "stay" && !this.#map && this.#pins ? this.#pins.fit : fit };
    this.#showPins();
  }

  /** Says that there are no pins to show. */
  failPins(): void {
    if (this.#isOpen) this.#say(strings.noPoints);
  }

  /** Forgets a move that is under way. */
  forgetMove(): void {
    this.#map?.forgetMove();
  }

  /** Marks the pins of rows and names their listings; none lets go. */
  choose(rows: readonly number[]): void {
    if (rows.join() === this.#rows.join()) return;
    if (this.#map) this.#map.select(rows);
    else void this.#choose(rows);
  }

  /** Opens the map at a listing that a card names. */
  async show(row: FoundRow): Promise<void> {
    await this.open();
    if (!this.#map) return;
    this.#section.scrollIntoView({ block: "nearest" });
    this.#map.select([row.row]);
    this.#map.goToRow(row.row);
  }

  async open(): Promise<void> {
    if (this.#isOpen) return;
    this.#setOpen(true);
    this.#needs.onOpen();
    if (this.#map) return;
    this.#say(strings.loading);
    const module = await import("./directory-map.ts").catch(() => null);
    try {
      if (!module) throw new Error(strings.unreachable);
      this.#map = await this.#draw(module);
      this.#say("");
      this.#showPins();
      // A pin may have been chosen, by the address, before there was a map to mark it on.
      if (this.#rows.length > 0) this.#map.select(this.#rows);
    } catch {
      // What could not be fetched may be had another time; what cannot be drawn never.
      this.#section.classList.toggle("failed", module !== null);
      this.#setOpen(false);
      this.#say(module ? strings.unavailable : strings.unreachable);
    }
  }

  async #draw({ DirectoryMap: Drawn }: typeof import("./directory-map.ts")): Promise<DirectoryMap> {
    const container = this.#section.querySelector<HTMLElement>("[data-map-canvas]");
    if (!container) throw new Error("there is no place for the map");
    const { box = "", pin = "", style = "" } = this.#section.dataset;
    return Drawn.open({
      container,
      region: `${siteBase()}map/region.json`,
      box,
      pin,
      style,
      onChoose: (rows) => void this.#choose(rows),
      onMoved: () => this.#moved(),
      onPlain: () => this.#say(strings.plainStyle),
    });
  }

  /** Pins may come before the map that shall show them. */
  #showPins(): void {
    if (!this.#pins || !this.#map) return;
    const { pins, fit } = this.#pins;
    this.#pins = { pins, fit: "stay" };
    this.#map.setPoints(pins.points, pins.pointRows);
    if (fit === "stay") return;
    if (this.#here) this.#here.hidden = true;
    if (fit === "home") this.#map.fit();
    else if (fit === "pins") this.#map.fitPoints();
    else this.#map.goTo(fit);
  }

  #moved(): void {
    if (this.#follow?.checked) this.#searchHere();
    else if (this.#here) this.#here.hidden = false;
  }

  #searchHere(): void {
    if (this.#here) this.#here.hidden = true;
    if (this.#map) this.#needs.onMoved(this.#map.area());
  }

  #setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#section.classList.toggle("open", isOpen);
    if (!this.#toggle) return;
    this.#toggle.ariaExpanded = String(isOpen);
    this.#toggle.textContent = isOpen ? strings.hide : strings.show;
    // The map takes its place above or below: whoever stands on the button must not lose sight of it.
    if (document.activeElement === this.#toggle) this.#toggle.scrollIntoView({ block: "nearest" });
  }

  async #choose(rows: readonly number[]): Promise<void> {
    const asked = ++this.#asked;
    this.#rows = rows;
    const found = rows.length === 0 ? [] : await this.#needs.rowsOf(rows).catch(() => []);
    // Another place may have been chosen while the names of this one were on their way.
    if (asked !== this.#asked) return;
    this.#chosen = found[0] ?? null;
    if (this.#card) {
      this.#card.hidden = found.length === 0;
      fillMapCard(this.#card, found, () => this.choose([]));
    }
    this.#needs.onChoose(this.#chosen);
  }

  #say(text: string): void {
    if (this.#note) this.#note.textContent = text;
  }
}
