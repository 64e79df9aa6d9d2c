import { telHref } from "../listing/contact.ts";
import { element } from "../site/element.ts";
import { openState } from "../strings/en-hours.ts";
import { cardFoot } from "../strings/en-screen.ts";
import { distanceWords } from "./distance.ts";
import type { FoundRow } from "./protocol.ts";

/** Fills the lines of a card that the second file and the place of the visitor tell. */
export function dressCard(card: HTMLElement, row: FoundRow, units: string): void {
  const { distance, opening, contact } = row;
  const what = [row.category, row.town, distance === null ? "" : distanceWords(distance, units)];
  line(card, "card-what", what.filter(Boolean).join(" · "));

  const openingLine = line(card, "card-opening", opening ? openState(opening.is, opening.at) : "");
  openingLine?.classList.toggle("is-open", opening?.is.state === "open");

  line(card, "card-street", contact?.street ?? "");
  const foot = line(card, "card-foot", "");
  const tel = telHref(contact?.phone ?? "");
  if (!contact || !tel) return;
  const link = element("a", "tel", contact.phone);
  link.href = tel;
  link.ariaLabel = cardFoot.call(contact.phone, row.name);
  foot?.append(link);
}

/** Puts on a card the button that shows its pin. */
export function addPinButton(card: HTMLElement, name: string, onPress: () => void): void {
  const button = element("button", "card-pin");
  button.type = "button";
  button.ariaLabel = cardFoot.showOnMap(name);
  button.title = button.ariaLabel;
  button.addEventListener("click", onPress);
  card.classList.add("with-pin");
  card.append(button);
}

function line(card: HTMLElement, className: string, text: string): HTMLElement | null {
  const found = card.querySelector<HTMLElement>(`.${className}`);
  if (found) found.textContent = text;
  return found;
}
