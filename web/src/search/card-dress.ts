import { telHref } from "../listing/contact.ts";
import { element } from "../site/element.ts";
import { openState } from "../strings/en-hours.ts";
import { cardFoot } from "../strings/en-screen.ts";
import { distanceWords } from "./distance.ts";
import type { FoundRow } from "./protocol.ts";
import { write } from "./write.ts";

const blankPin = pinButton();

/** Fills the lines of a card that the second file and the place of the visitor tell. */
export function dressCard(card: HTMLElement, row: FoundRow, units: string): void {
  const { distance, opening, contact } = row;
  if (distance === null && contact === undefined) return;
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
  const button = document.importNode(blankPin, true);
  const label = cardFoot.showOnMap(name);
  button.setAttribute("aria-label", label);
  button.title = label;
  button.addEventListener("click", onPress);
  card.classList.add("with-pin");
  card.append(button);
}

function pinButton(): HTMLButtonElement {
  const button = element("button", "card-pin");
  button.type = "button";
  return button;
}

function line(card: HTMLElement, className: string, text: string): HTMLElement | null {
  const found = card.querySelector<HTMLElement>(`.${className}`);
  write(found, text);
  return found;
}
