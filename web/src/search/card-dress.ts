import { telHref } from "../listing/contact.ts";
import { element } from "../site/element.ts";
import { openState } from "../strings/en-hours.ts";
import { cardFoot } from "../strings/en-screen.ts";
import { distanceWords } from "./distance.ts";
import type { FoundRow } from "./protocol.ts";
import { whatOf } from "./result-card.ts";
import { write } from "./write.ts";

const blankPin = pinButton();

/** Fills the lines of a card that the second file and the place of the visitor tell, and empties those they do not. */
export function dressCard(card: HTMLElement, row: FoundRow, units: string): void {
  const { distance, opening, contact } = row;
  if (distance !== null) {
    const what = [whatOf(row), distanceWords(distance, units)];
    line(card, "card-what", what.filter(Boolean).join(" · "));
  }
  const openingLine = line(card, "card-opening", opening ? openState(opening.is, opening.at) : "");
  openingLine?.classList.toggle("is-open", opening?.is.state === "open");
  line(card, "card-street", contact?.street ?? "");

  const foot = card.querySelector<HTMLElement>(".card-foot");
  const phone = contact?.phone ?? "";
  const tel = telHref(phone);
  if (!tel) {
    write(foot, "");
    return;
  }
  const known = foot?.querySelector<HTMLAnchorElement>("a");
  const link = known ?? element("a", "tel");
  write(link, phone);
  link.href = tel;
  link.ariaLabel = cardFoot.call(phone, row.name);
  if (!known) foot?.append(link);
}

/** What the button of a card shows, and what a press of it does. */
const pins = new WeakMap<Element, { readonly name: string; readonly onPress: () => void }>();

/** Puts on a card the button that shows its pin, or has the one it has show another. */
export function putPinButton(card: HTMLElement, name: string, onPress: () => void): void {
  const known = card.querySelector(".card-pin");
  const button = known ?? document.importNode(blankPin, true);
  if (pins.get(button)?.name !== name) {
    const label = cardFoot.showOnMap(name);
    button.setAttribute("aria-label", label);
    button.setAttribute("title", label);
  }
  pins.set(button, { name, onPress });
  if (known) return;
  button.addEventListener("click", () => pins.get(button)?.onPress());
  card.classList.add("with-pin");
  card.append(button);
}

/** Takes the button away again, from the card of a listing without a pin. */
export function dropPinButton(card: HTMLElement): void {
  card.querySelector(".card-pin")?.remove();
  card.classList.remove("with-pin");
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
