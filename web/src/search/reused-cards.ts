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

/** More cards than this no screen shows before it is scrolled. */
const SEEN = 10;

/** The cards of one answer after the other: while somebody types, what they say changes, and they stay. */
export class ReusedCards {
  readonly #base: string;
  readonly #cards: Reused[] = [];
  #later = 0;

  /** @param base The base of the site. */
  constructor(base: string) {
    this.#base = base;
  }

  /**
   * Makes a list show rows and nothing else: those that are seen at once, the others right after that has been painted.
   * @param dress puts on cards what only some questions tell
   */
  draw(list: HTMLElement, rows: readonly FoundRow[], dress: (drawn: readonly Drawn[]) => void): Drawn[] {
    window.clearTimeout(this.#later);
    const drawn = rows.map((row, i) => ({ card: this.#at(i, row).card, row }));
    const own = new Set<Element>(drawn.map(({ card }) => card));
    for (const child of [...list.children]) if (!own.has(child)) child.remove();
    // Those that are there already are the first ones, in this order.
    if (list.childElementCount < drawn.length) list.append(...[...own].slice(list.childElementCount));
    // Whoever is in the list by keyboard is kept with the card that they are on, wherever it stands.
    const seen = list.contains(document.activeElement) ? drawn.length : SEEN;
    this.#fill(drawn.slice(0, seen), 0);
    dress(drawn.slice(0, seen));
    if (drawn.length > seen) {
      this.#later = window.setTimeout(() => {
        this.#fill(drawn.slice(seen), seen);
        dress(drawn.slice(seen));
      });
    }
    return drawn;
  }

  #at(at: number, row: FoundRow): Reused {
    const known = this.#cards[at];
    if (known) return known;
    const made = partsOf(resultCard(row, this.#base), row);
    this.#cards[at] = made;
    return made;
  }

  #fill(drawn: readonly Drawn[], from: number): void {
    for (const [i, { row }] of drawn.entries()) {
      const reused = this.#cards[from + i];
      if (reused) refill(reused, row, this.#base);
    }
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
