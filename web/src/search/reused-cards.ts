import { element } from "../site/element.ts";
import { card as words } from "../strings/en-card.ts";
import type { FoundRow } from "./protocol.ts";
import { initialOf, resultCard, whatOf } from "./result-card.ts";
import type { Drawn } from "./result-list.ts";
import { write } from "./write.ts";

/** A card with the parts that say something else when it shows another listing. */
type Reused = {
  readonly card: HTMLLIElement;
  /** What it shows. */
  row: FoundRow;
  readonly sign: HTMLElement | null;
  readonly text: HTMLElement | null;
  readonly name: HTMLElement | null;
  readonly link: HTMLAnchorElement | null;
  readonly what: HTMLElement | null;
};

/** The cards of one answer after the other: while somebody types, what they say changes, and they stay. */
export class ReusedCards {
  readonly #base: string;
  readonly #cards: Reused[] = [];

  /** @param base The base of the site. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Makes a list show rows and nothing else. */
  draw(list: HTMLElement, rows: readonly FoundRow[]): Drawn[] {
    const drawn = rows.map((row, i) => ({ card: this.#card(row, i), row }));
    const cards = drawn.map(({ card }) => card);
    const own = new Set<Element>(cards);
    for (const child of [...list.children]) if (!own.has(child)) child.remove();
    // Those that are there already are the first ones, in this order.
    if (list.childElementCount < cards.length) list.append(...cards.slice(list.childElementCount));
    return drawn;
  }

  #card(row: FoundRow, at: number): HTMLLIElement {
    const known = this.#cards[at];
    if (known) {
      refill(known, row, this.#base);
      return known.card;
    }
    const made = partsOf(resultCard(row, this.#base), row);
    this.#cards[at] = made;
    return made.card;
  }
}

function partsOf(card: HTMLLIElement, row: FoundRow): Reused {
  return {
    card,
    row,
    sign: card.querySelector(".sign"),
    text: card.querySelector(".card-text"),
    name: card.querySelector(".card-name"),
    link: card.querySelector(".card-name a"),
    what: card.querySelector(".card-what"),
  };
}

function refill(reused: Reused, row: FoundRow, base: string): void {
  const { card, sign, text, name, link, what, row: before } = reused;
  reused.row = row;
  write(sign, initialOf(row));
  write(link, row.name);
  link?.setAttribute("href", `${base}members/${row.slug}/`);
  write(what, whatOf(row));
  if (row.featured !== before.featured) {
    card.classList.toggle("featured", row.featured !== "");
    text?.querySelector(".badge")?.remove();
    if (row.featured) name?.before(element("p", "badge", words.featured(row.featured)));
  }
  if (row.onMap && !before.onMap) text?.querySelector(".no-pin")?.remove();
  if (!row.onMap && before.onMap) text?.append(element("p", "card-what no-pin", words.notOnMap));
}
