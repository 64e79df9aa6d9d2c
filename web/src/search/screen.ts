import { type Fit, MapPanel } from "../map/map-panel.ts";
import { siteBase } from "../site/element.ts";
import { whenIdle } from "../site/idle.ts";
import { filters } from "../strings/en-screen.ts";
import { dressCard, dropPinButton, putPinButton } from "./card-dress.ts";
import { type Chip, chipsOf, drawChips } from "./chips.ts";
import { emptyHints } from "./empty-hints.ts";
import { FilterBar } from "./filter-bar.ts";
import { LaterDetails } from "./later-details.ts";
import { type Listed, listedCards } from "./listed-cards.ts";
import { orderWords } from "./order-words.ts";
import { Pause, painted } from "./pause.ts";
import type { Ask, Found } from "./protocol.ts";
import type { Drawn } from "./result-list.ts";
import { ReusedCards } from "./reused-cards.ts";
import { askOf, foundWords, type Screen, type SearchBox } from "./search-box.ts";
import { cleared, filterCount, findsSame, isAsking, type SearchState } from "./state.ts";
import { addressOf, outwards, stateIn } from "./state-address.ts";
import { write } from "./write.ts";

const WIDE = "(min-width: 64rem)";

/** Starts all that stands around the words. */
export function startScreen(box: SearchBox, section: HTMLElement | null): SearchScreen {
  const screen = new SearchScreen(box, section);
  box.screen = screen;
  screen.start();
  return screen;
}

/** Keeps list, map and address one state: whatever changes, changes the state, and all three are drawn from it. */
export class SearchScreen implements Screen {
  readonly #box: SearchBox;
  readonly #map: MapPanel | null;
  readonly #bar: FilterBar;
  readonly #chips = document.querySelector<HTMLElement>("[data-chips]");
  readonly #order = document.querySelector<HTMLElement>("[data-results-order]");
  readonly #everywhere = document.querySelector<HTMLAnchorElement>("[data-results-everywhere]");
  #state: SearchState;
  /** Whether the last entry of the history was made by moving the map: the next move goes on with it. */
  #isMapEntry = false;
  #found: Found | null = null;
  /** What the map was last fitted to. */
  #fitted: SearchState | null = null;
  readonly #details: LaterDetails;
  /** Typing that the address does not say yet. */
  readonly #pause = new Pause(() => this.#keep());
  #isNear = false;
  /** The cards of the page's own list. */
  #listed: readonly Listed[] = [];

  constructor(box: SearchBox, section: HTMLElement | null) {
    this.#box = box;
    this.#details = new LaterDetails(box);
    this.#state = { ...stateIn(location.href, matchMedia(WIDE).matches), q: box.text };
    this.#bar = new FilterBar(box.form, {
      state: () => this.#state,
      go: (change) => this.#go({ ...this.#state, ...change }),
      opened: () => void box.refresh(),
    });
    const { client } = box;
    this.#map =
      section &&
      new MapPanel(section, {
        onOpen: () => {
          this.#offerPins();
          void box.refresh();
        },
        rowsOf: async (rows) => {
          const answer = await client.ask({ kind: "rows", rows });
          return answer.kind === "rows" ? answer.rows : [];
        },
        onMoved: (area) => this.#moved(outwards(area)),
        onChoose: (row) => this.#chose(row?.slug ?? ""),
        onFollow: (followsMap) => {
          this.#state = { ...this.#state, followsMap };
        },
      });
  }

  start(): void {
    const { results } = this.#box;
    const cards = new ReusedCards(siteBase());
    results.redraw = (list, rows) => cards.draw(list, rows, (drawn) => this.#dress(drawn));
    results.dress = (drawn) => this.#dress(drawn);
    results.nothing = () => emptyHints(this.#state, this.#chipsNow(), (state) => this.#go(state));
    this.#map?.follow(this.#state.followsMap);
    window.addEventListener("popstate", () => this.#return());
    // The box is left, perhaps for a link.
    this.#box.input.addEventListener("blur", () => this.#keep());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#state.selected) this.#map?.choose([]);
    });
    // What is open changes while nobody looks.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.#state.open) void this.#box.refresh();
    });
    this.#listed = listedCards();
    if (stateIn(location.href, false).q !== this.#state.q) this.#pause.begin();
    this.#draw();
    void this.#box.refresh();
    this.#comeNearer();
  }

  openMap(): void {
    void this.#map?.open();
  }

  get isAsking(): boolean {
    return isAsking(this.#state);
  }

  ask(offset: number): Ask | null {
    const isShown = this.isAsking;
    const points = this.#map?.isOpen === true && (isShown || !this.#isPart);
    const choices = this.#bar.isOpen;
    if (!isShown && this.#isPart) void this.#showPart();
    if (!isShown && !points && !choices) return null;
    const { q, category, town, tags, open, near, radius, box } = this.#state;
    const { dataset } = this.#box.form;
    const more = { category, town, tags, open: open ? Date.now() : null, near, radius, box };
    const isMore = filterCount(this.#state) > 0 || choices;
    const question = {
      text: q,
      category: dataset.category ?? "",
      town: dataset.town ?? "",
      more: isMore ? more : null,
    };
    const ask = askOf(question, offset);
    return { ...ask, limit: isShown ? ask.limit : 0, points: points && offset === 0, choices: choices && offset === 0 };
  }

  typed(): void {
    this.#state = { ...this.#state, q: this.#box.text };
    this.#comeNearer();
    this.#pause.begin();
    if (!this.#state.q) this.#keep();
  }

  /** Typing changes the present history entry; sending gives it back its old words and makes an entry of its own. */
  submitted(): void {
    const q = this.#box.text;
    this.#pause.end();
    if (q !== this.#box.sent) {
      history.replaceState(null, "", addressOf(location.href, { ...this.#state, q: this.#box.sent }));
      this.#set({ ...this.#state, q }, "push");
    }
    void this.#box.refresh();
  }

  async answered(found: Found): Promise<void> {
    this.#found = found;
    await painted();
    if (this.#found !== found) return;
    // A category that nobody has counts as not asked, and the address must not go on asking for it.
    if (this.#state.category && !found.category) this.#set({ ...this.#state, category: "" }, "replace");
    if (found.choices) this.#bar.drawChoices(found.choices);
    this.#draw();
    this.#map?.setPins(found, this.#fit());
    void this.#keepChoice(found);
    whenIdle(() => void this.#details.read());
  }

  /** Takes the engine into the page, once somebody searches. */
  #comeNearer(): void {
    if (this.#isNear || !this.isAsking) return;
    this.#isNear = true;
    // Where it cannot be, the worker goes on answering.
    this.#takeEngine().catch(() => undefined);
  }

  async #takeEngine(): Promise<void> {
    const { client } = this.#box;
    const { engineInPage } = await import("./page-engine.ts");
    client.sooner = await engineInPage(`${siteBase()}s/`, (command) => client.ask(command));
    whenIdle(() => client.ask({ kind: "details" }).catch(() => undefined));
  }

  failed(): void {
    if (!this.isAsking) this.#map?.failPins();
  }

  words(found: Found): string {
    return this.#state.q && !found.place ? foundWords(found, this.#state.q) : filters.found(found.total);
  }

  /** A part of a long list shows on the map what it lists. */
  get #isPart(): boolean {
    return this.#box.form.dataset.part !== undefined;
  }

  #go(state: SearchState): void {
    this.#box.input.value = state.q;
    this.#set(state, "push");
    void this.#box.refresh();
  }

  /** Puts what was typed into the address. */
  #keep(): void {
    if (this.#pause.end()) this.#set(this.#state, "replace");
  }

  #set(state: SearchState, how: "push" | "replace"): void {
    if (how === "push") this.#keep();
    this.#state = state;
    const address = addressOf(location.href, state);
    if (how === "push" && address !== location.href) {
      history.pushState(null, "", address);
      this.#box.sent = state.q;
      this.#isMapEntry = false;
    } else history.replaceState(history.state, "", address);
    this.#draw();
  }

  /** The visitor has gone back or forward. */
  #return(): void {
    const before = this.#state;
    this.#map?.forgetMove();
    this.#state = stateIn(location.href, before.followsMap);
    this.#box.sent = this.#state.q;
    this.#isMapEntry = false;
    this.#fitted = null;
    this.#box.input.value = this.#state.q;
    this.#draw();
    if (!findsSame(before, this.#state) || !this.#found) void this.#box.refresh();
    else void this.#keepChoice(this.#found);
    if (!this.#state.selected) this.#map?.choose([]);
  }

  #moved(box: NonNullable<SearchState["box"]>): void {
    const isNext = this.#isMapEntry;
    this.#fitted = { ...this.#state, box };
    this.#set({ ...this.#state, box }, isNext ? "replace" : "push");
    this.#isMapEntry = true;
    void this.#box.refresh();
  }

  #chose(selected: string): void {
    if (selected !== this.#state.selected) this.#set({ ...this.#state, selected }, "replace");
    this.#markCards();
  }

  /** Where the map goes with a new answer: to an area that was asked for, else to what was found, else home. */
  #fit(): Fit {
    const state = this.#state;
    const isSame = this.#fitted !== null && findsSame(this.#fitted, state);
    const hadBox = this.#fitted?.box;
    this.#fitted = state;
    if (isSame) return "stay";
    if (state.box) return hadBox && JSON.stringify(hadBox) === JSON.stringify(state.box) ? "stay" : state.box;
    const { category, town } = this.#box.form.dataset;
    return this.isAsking || category || town ? "pins" : "home";
  }

  /** Chooses the pin that the address names, or lets go of one that is no longer among those found. */
  async #keepChoice(found: Found): Promise<void> {
    const { selected } = this.#state;
    const map = this.#map;
    if (!selected || !map?.isOpen) return;
    if (map.chosen?.slug === selected && found.pointRows.includes(map.chosen.row)) return;
    const answer = await this.#box.client.ask({ kind: "slugs", slugs: [selected] }).catch(() => null);
    if (answer?.kind !== "rows" || this.#state.selected !== selected) return;
    const rows = answer.rows.map(({ row }) => row).filter((row) => found.pointRows.includes(row));
    map.choose(rows);
    if (rows.length === 0) this.#chose("");
  }

  async #showPart(): Promise<void> {
    if (!this.#map?.isOpen) return;
    const slugs = this.#listed.map(({ slug }) => slug);
    const answer = await this.#box.client.ask({ kind: "slugs", slugs }).catch(() => null);
    if (answer?.kind !== "rows") return this.#map.failPins();
    if (!this.isAsking) this.#map.setPins(answer, "pins");
  }

  /** Puts the button of a pin on the cards of the page's own list. */
  #offerPins(): void {
    for (const { card, slug, name } of this.#listed) {
      if (card.querySelector(".no-pin, .card-pin")) continue;
      putPinButton(card, name, async () => {
        const answer = await this.#box.client.ask({ kind: "slugs", slugs: [slug] }).catch(() => null);
        const [row] = answer?.kind === "rows" ? answer.rows : [];
        if (row) await this.#map?.show(row);
      });
    }
  }

  #dress(drawn: readonly Drawn[]): void {
    const { units = "" } = this.#box.form.dataset;
    const map = this.#map?.hasFailed === false ? this.#map : null;
    for (const { card, row } of drawn) {
      dressCard(card, row, units);
      // What came with its lines needs no room for later ones.
      card.classList.toggle("told", row.contact !== undefined);
      card.classList.toggle("chosen", row.slug === this.#state.selected);
      if (row.onMap && row.row >= 0 && map) putPinButton(card, row.name, () => void map.show(row));
      else dropPinButton(card);
    }
  }

  #markCards(): void {
    const found = this.#box.results.cards.map(({ card, row }) => ({ card, slug: row.slug }));
    for (const { card, slug } of [...found, ...this.#listed]) {
      const isChosen = slug === this.#state.selected;
      card.classList.toggle("chosen", isChosen);
      // On a wide screen the list stands beside the map, and the card comes into sight.
      if (isChosen && matchMedia(WIDE).matches) card.scrollIntoView({ block: "nearest" });
    }
  }

  #chipsNow(): readonly Chip[] {
    return chipsOf(this.#state, this.#found);
  }

  #draw(): void {
    const state = this.#state;
    this.#bar.draw();
    if (this.#chips) drawChips(this.#chips, this.isAsking ? this.#chipsNow() : [], state, (next) => this.#go(next));
    if (this.#everywhere) {
      this.#everywhere.href = addressOf(this.#everywhere.href, { ...cleared(state), q: state.q, selected: "" });
    }
    write(this.#order, orderWords(state, this.#found));
  }
}
