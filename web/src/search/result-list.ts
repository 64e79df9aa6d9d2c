import { element, siteBase } from "../site/element.ts";
import { search } from "../strings/en.ts";
import type { Found, FoundRow } from "./protocol.ts";
import { resultCard } from "./result-card.ts";
import { addressAsking } from "./search-address.ts";

/** How many cards are drawn at once. */
export const PAGE = 20;

/** The list of results, which takes the place of the page's own list while a search is on. */
export class ResultList {
  readonly #section = document.querySelector<HTMLElement>("[data-results]");
  readonly #list = document.querySelector<HTMLElement>("[data-results-list]");
  readonly #more = document.querySelector<HTMLElement>("[data-results-more]");
  readonly #everywhere = document.querySelector<HTMLAnchorElement>("[data-results-everywhere]");
  readonly #static = document.querySelector<HTMLElement>("[data-static]");
  readonly #base = siteBase();

  /** @param onMore Asked for the cards after the first so many. */
  constructor(onMore: (offset: number) => void) {
    this.#more?.querySelector("button")?.addEventListener("click", () => onMore(this.#list?.childElementCount ?? 0));
    this.#section?.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#step(event);
    });
  }

  show(found: Found, text: string): void {
    const held = this.#links().find((link) => link.matches(":focus"))?.href;
    this.#list?.replaceChildren(...found.rows.map((row) => resultCard(row, this.#base)));
    if (held !== undefined) this.#hold(held);
    if (found.total === 0) this.#list?.append(element("li", "empty", search.noneHint));
    this.#offerMore(found.total);
    if (this.#everywhere) this.#everywhere.href = addressAsking(this.#everywhere.href, text);
    this.#swap(true);
  }

  /** Adds cards at the end and moves the focus to the first of them, where the reader is. */
  add(rows: readonly FoundRow[], total: number): void {
    const cards = rows.map((row) => resultCard(row, this.#base));
    this.#list?.append(...cards);
    this.#offerMore(total);
    cards[0]?.querySelector("a")?.focus();
  }

  hide(): void {
    this.#swap(false);
    this.#list?.replaceChildren();
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

  focusFirst(): boolean {
    const first = this.#links()[0];
    first?.focus();
    return first !== undefined;
  }

  #swap(isOn: boolean): void {
    if (this.#section) this.#section.hidden = !isOn;
    if (this.#static) this.#static.hidden = isOn;
  }

  #offerMore(total: number): void {
    if (this.#more) this.#more.hidden = (this.#list?.childElementCount ?? 0) >= total;
  }

  #links(): HTMLAnchorElement[] {
    return [...(this.#list?.querySelectorAll<HTMLAnchorElement>(".card-name a") ?? [])];
  }

  #step(event: KeyboardEvent): void {
    const links = this.#links();
    const at = links.findIndex((link) => link.matches(":focus"));
    if (at < 0) return;
    event.preventDefault();
    const next = links[event.key === "ArrowDown" ? at + 1 : at - 1];
    if (next) next.focus();
    else if (event.key === "ArrowUp") this.#focusBox();
  }
}
