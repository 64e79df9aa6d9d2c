import { filters } from "../strings/en-screen.ts";
import { FilterPanel } from "./filter-panel.ts";
import { locate } from "./near-me.ts";
import type { Choices } from "./protocol.ts";
import { filterCount, type SearchState } from "./state.ts";
import { blockOf } from "./state-address.ts";
import { write } from "./write.ts";

type Needs = {
  readonly state: () => SearchState;
  /** Changes what is asked. */
  readonly go: (change: Partial<SearchState>) => void;
  /** The fields have been opened and want counts. */
  readonly opened: () => void;
};

/** The row of filters below the box. */
export class FilterBar {
  readonly #needs: Needs;
  readonly #open: HTMLButtonElement | null;
  readonly #near: HTMLButtonElement | null;
  readonly #more: HTMLButtonElement | null;
  readonly #place: HTMLElement | null;
  readonly #note: HTMLElement | null;
  readonly #panel: FilterPanel | null;
  #isLocating = false;

  constructor(form: HTMLFormElement, needs: Needs) {
    this.#needs = needs;
    this.#open = form.querySelector<HTMLButtonElement>("[data-open-now]");
    this.#near = form.querySelector<HTMLButtonElement>("[data-near-me]");
    this.#more = form.querySelector<HTMLButtonElement>("[data-more-filters]");
    this.#place = form.querySelector<HTMLElement>("[data-filter-panel]");
    this.#note = form.querySelector<HTMLElement>("[data-filter-note]");
    const { units = "mi", town } = form.dataset;
    this.#panel = this.#place && new FilterPanel(this.#place, units, !town, (change) => needs.go(change));
    this.#open?.addEventListener("click", () => needs.go({ open: !needs.state().open }));
    this.#near?.addEventListener("click", () => void this.#pressNear());
    this.#more?.addEventListener("click", () => this.#toggle());
  }

  /** Whether the fields are shown. */
  get isOpen(): boolean {
    return this.#place?.hidden === false;
  }

  draw(): void {
    const state = this.#needs.state();
    if (this.#open) this.#open.ariaPressed = String(state.open);
    if (this.#near) this.#near.ariaPressed = String(state.near !== null);
    const inPanel = filterCount({ ...state, open: false, near: null, box: null }) + (state.radius ? 1 : 0);
    write(this.#more, filters.more(inPanel));
  }

  drawChoices(choices: Choices): void {
    this.#panel?.draw(this.#needs.state(), choices);
  }

  #toggle(): void {
    if (!this.#place || !this.#more) return;
    this.#place.hidden = !this.#place.hidden;
    this.#more.ariaExpanded = String(this.isOpen);
    if (this.isOpen) this.#needs.opened();
  }

  async #pressNear(): Promise<void> {
    if (this.#isLocating) return;
    if (this.#needs.state().near) return this.#needs.go({ near: null, radius: null });
    this.#isLocating = true;
    this.#say(filters.locating);
    const found = await locate(navigator.geolocation);
    this.#isLocating = false;
    this.#say(typeof found === "string" ? filters[found] : "");
    if (typeof found !== "string") this.#needs.go({ near: blockOf(found) });
  }

  #say(text: string): void {
    write(this.#note, text);
  }
}
