import type { FoundRow } from "../search/protocol.ts";
import { siteBase } from "../site/element.ts";
import { whenIdle } from "../site/idle.ts";
import { map as strings } from "../strings/en.ts";
import type { DirectoryMap } from "./directory-map.ts";
import { fillMapCard } from "./map-card.ts";

type Needs = {
  /** The map has been opened and wants points. */
  readonly onOpen: () => void;
  /** The listings of rows, to name the pin that was chosen. */
  readonly rowsOf: (rows: readonly number[]) => Promise<readonly FoundRow[]>;
};

/** The place of the map on a page. It fetches the map itself (370 KB) only when the map is wanted. */
export class MapPanel {
  readonly #section: HTMLElement;
  readonly #needs: Needs;
  readonly #toggle: HTMLButtonElement | null;
  readonly #note: HTMLElement | null;
  readonly #card: HTMLElement | null;
  #map: DirectoryMap | null = null;
  #points: { points: Int32Array; rows: Uint32Array; isAnswer: boolean } | null = null;
  #isOpen = false;
  #chosen = 0;

  constructor(section: HTMLElement, needs: Needs) {
    this.#section = section;
    this.#needs = needs;
    this.#toggle = section.querySelector<HTMLButtonElement>("[data-map-toggle]");
    this.#note = section.querySelector<HTMLElement>("[data-map-note]");
    this.#card = section.querySelector<HTMLElement>("[data-map-card]");
    this.#toggle?.addEventListener("click", () => (this.#isOpen ? this.#close() : void this.#open()));
    section.hidden = false;
    this.#openWhenSeen();
  }

  /** Whether the map is shown, or on its way. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Puts pins on the map: longitude and latitude in 1e-5 degrees, and the row of each.
   * @param isAnswer Whether they answer a search: then the map goes to them, else it shows the region.
   */
  setPoints(points: Int32Array, rows: Uint32Array, isAnswer: boolean): void {
    this.#points = { points, rows, isAnswer };
    this.#showPoints();
  }

  /** Says that there are no pins to show. */
  failPoints(): void {
    this.#say(strings.noPoints);
  }

  #openWhenSeen(): void {
    if (!matchMedia("(min-width: 64rem)").matches || matchMedia("(prefers-reduced-data: reduce)").matches) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      whenIdle(() => void this.#open());
    });
    observer.observe(this.#section);
  }

  async #open(): Promise<void> {
    if (this.#isOpen) return;
    this.#setOpen(true);
    this.#needs.onOpen();
    if (this.#map) return;
    this.#say(strings.loading);
    try {
      this.#map = await this.#draw();
      this.#say("");
      this.#showPoints();
    } catch {
      this.#section.classList.add("failed");
      this.#setOpen(false);
      this.#say(strings.unavailable);
    }
  }

  async #draw(): Promise<DirectoryMap> {
    const container = this.#section.querySelector<HTMLElement>("[data-map-canvas]");
    if (!container) throw new Error("there is no place for the map");
    const { DirectoryMap } = await import("./directory-map.ts");
    return DirectoryMap.open({
      container,
      region: `${siteBase()}map/region.json`,
      box: this.#section.dataset.box ?? "",
      pin: this.#section.dataset.pin ?? "",
      onChoose: (rows) => void this.#choose(rows),
    });
  }

  /** Points may come before the map that shall show them. */
  #showPoints(): void {
    if (!this.#points) return;
    const { points, rows, isAnswer } = this.#points;
    this.#map?.setPoints(points, rows);
    if (isAnswer) this.#map?.fitPoints();
    else this.#map?.fit();
  }

  #close(): void {
    this.#setOpen(false);
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
    const chosen = ++this.#chosen;
    const found = rows.length === 0 ? [] : await this.#needs.rowsOf(rows).catch(() => []);
    // Another place may have been chosen while the names of this one were on their way.
    if (!this.#card || chosen !== this.#chosen) return;
    this.#card.hidden = found.length === 0;
    fillMapCard(this.#card, found, () => this.#map?.select([]));
  }

  #say(text: string): void {
    if (this.#note) this.#note.textContent = text;
  }
}
