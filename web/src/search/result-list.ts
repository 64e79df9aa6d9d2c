import { element, siteBase } from "../site/element.ts";
import { search } from "../strings/en-card.ts";
import type { Found, FoundRow } from "./protocol.ts";
import { resultCard } from "./result-card.ts";

/** How many cards are drawn at once. */
export const PAGE = 20;

/** A card with what it shows. */
export type Drawn = { readonly card: HTMLLIElement; readonly row: FoundRow };

/** The list of results, which takes the place of the page's own list while a search is on. */
export class ResultList {
  /** Puts on cards what only some questions tell. */
  dress: ((drawn: readonly Drawn[]) => void) | null = null;
  /** Makes the list show rows and nothing else, with less work than to draw it anew. */
  redraw: ((list: HTMLElement, rows: readonly FoundRow[]) => readonly Drawn[]) | null = null;
  /** The cards that are shown. */
  cards: readonly Drawn[] = [];
  /** What stands in the place of cards when there are none. */
  nothing = (): HTMLElement => element("p", "", search.noneHint);
  readonly #section = document.querySelector<HTMLElement>("[data-results]");
  readonly #list = document.querySelector<HTMLElement>("[data-results-list]");
  readonly #more = document.querySelector<HTMLElement>("[data-results-more]");
  readonly #static = document.querySelector<HTMLElement>("[data-static]");
  readonly #base = siteBase();

  /** @param onMore Asked for the cards after the first so many. */
  constructor(onMore: (offset: number) => void) {
    this.#more?.querySelector("button")?.addEventListener("click", () => onMore(this.cards.length));
    this.#section?.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#step(event);
    });
  }

  show(found: Found): void {
    const held = this.#links().find(isHeld)?.href;
    const list = this.#list;
    if (list && this.redraw) this.cards = this.redraw(list, found.rows);
    else list?.replaceChildren(...this.#draw(found, []));
    if (held !== undefined) this.#hold(held);
    if (found.total === 0) {
      const item = element("li", "empty");
      item.append(this.nothing());
      list?.append(item);
    }
    this.#offerMore(found.total);
    this.#swap(true);
  }

  /** Adds cards at the end and moves the focus to the first of them, where the reader is. */
  add(found: Found): void {
    const cards = this.#draw(found, this.cards);
    this.#list?.append(...cards);
    this.#offerMore(found.total);
    cards[0]?.querySelector("a")?.focus();
  }

  hide(): void {
    this.#swap(false);
    this.cards = [];
    this.#list?.replaceChildren();
  }

  focusFirst(): boolean {
    this.#links()[0]?.focus();
    return this.cards.length > 0;
  }

  #draw(found: Found, before: readonly Drawn[]): HTMLLIElement[] {
    const drawn = found.rows.map((row) => ({ card: resultCard(row, this.#base), row }));
    this.cards = [...before, ...drawn];
    this.dress?.(drawn);
    return drawn.map(({ card }) => card);
  }

  /** A late answer redraws the list under the reader's focus: it stays with its card, else goes to the first, else to the box. */
  #hold(href: string): void {
    const same = this.#links().find((link) => link.href === href);
    if (same) same.focus();
    else if (!this.focusFirst()) this.#focusBox();
  }

  #focusBox(): void {
    document.querySelector<HTMLElement>("[data-search] input")?.focus();
  }

  #swap(isOn: boolean): void {
    if (this.#section) this.#section.hidden = !isOn;
    if (this.#static) this.#static.hidden = isOn;
  }

  #offerMore(total: number): void {
    if (this.#more) this.#more.hidden = this.cards.length >= total;
  }

  #links(): HTMLAnchorElement[] {
    return [...(this.#list?.querySelectorAll<HTMLAnchorElement>(".card-name a") ?? [])];
  }

  #step(event: KeyboardEvent): void {
    const links = this.#links();
    const at = links.findIndex(isHeld);
    if (at < 0) return;
    event.preventDefault();
    const next = links[event.key === "ArrowDown" ? at + 1 : at - 1];
    if (next) next.focus();
    else if (event.key === "ArrowUp") this.#focusBox();
  }
}

function isHeld(link: Element): boolean {
  return link === document.activeElement;
}
