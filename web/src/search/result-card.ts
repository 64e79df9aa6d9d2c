import { element } from "../site/element.ts";
import { card } from "../strings/en-card.ts";
import type { FoundRow } from "./protocol.ts";

// To copy a card takes a fraction of the time that it takes to make one of its parts.
const blank = blankCard();

/** A listing found by search, with the parts and classes of components/ListingCard.astro. */
export function resultCard(row: FoundRow, base: string): HTMLLIElement {
  const item = document.importNode(blank, true);
  const [sign, text, name, link, what] = item.querySelectorAll("*");
  sign?.append(initialOf(row));
  link?.append(row.name);
  link?.setAttribute("href", `${base}members/${row.slug}/`);
  what?.append(whatOf(row));
  if (row.featured) {
    item.className += " featured";
    name?.before(element("p", "badge", card.featured(row.featured)));
  }
  if (!row.onMap) text?.append(element("p", "card-what no-pin", card.notOnMap));
  return item;
}

/** The letter on a card's sign. */
export function initialOf({ name }: FoundRow): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? "";
}

/** What a listing is, and where. */
export function whatOf({ category, town }: FoundRow): string {
  return [category, town].filter(Boolean).join(" · ");
}

function blankCard(): HTMLLIElement {
  const item = element("li", "card found");
  const sign = element("span", "sign");
  sign.ariaHidden = "true";
  const text = element("div", "card-text");
  const name = element("h3", "card-name");
  name.append(element("a"));
  // Lines with a height of their own, filled when the second file is here: no card moves then.
  text.append(name, ...["what", "opening", "street", "foot"].map((line) => element("p", `card-${line}`)));
  item.append(sign, text);
  return item;
}
