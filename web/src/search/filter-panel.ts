import { element } from "../site/element.ts";
import { filters } from "../strings/en-screen.ts";
import { radiusChoices } from "./distance.ts";
import type { Choice, Choices } from "./protocol.ts";
import type { SearchState } from "./state.ts";

/** How many tags are offered. */
const MOST_TAGS = 16;

const INDENT = "\u00a0\u00a0\u00a0";

/** The fields behind the button "Filters": category, town, distance and tags, each with how many it would find. */
export class FilterPanel {
  readonly #category = field(filters.category);
  readonly #town = field(filters.town);
  readonly #radius = field(filters.distance);
  readonly #tags = element("fieldset", "filter-tags");
  readonly #wait = element("p", "note", filters.loading);
  readonly #units: string;
  readonly #onChange: (change: Partial<SearchState>) => void;
  readonly #hasTown: boolean;
  #state: SearchState | null = null;

  constructor(place: HTMLElement, units: string, hasTown: boolean, onChange: (change: Partial<SearchState>) => void) {
    this.#units = units;
    this.#hasTown = hasTown;
    this.#onChange = onChange;
    const fields = element("div", "filter-fields");
    fields.append(this.#category.label, this.#town.label, this.#radius.label);
    place.append(this.#wait, fields, this.#tags);
    for (const { label } of [this.#category, this.#town, this.#radius]) label.hidden = true;
    this.#tags.hidden = true;
    this.#category.select.addEventListener("change", () => onChange({ category: this.#category.select.value }));
    this.#town.select.addEventListener("change", () => onChange({ town: this.#town.select.value }));
    this.#radius.select.addEventListener("change", () =>
      onChange({ radius: Number(this.#radius.select.value) || null }),
    );
  }

  /** Shows what can be chosen now. */
  draw(state: SearchState, { categories, towns, tags }: Choices): void {
    this.#state = state;
    this.#wait.hidden = true;
    fill(this.#category, filters.anyCategory, state.category, categories);
    if (this.#hasTown) fill(this.#town, filters.anyTown, state.town, towns);
    this.#drawRadius(state);
    this.#drawTags(tags);
  }

  #drawRadius({ near, radius }: SearchState): void {
    const choices = radiusChoices(this.#units);
    const known = choices.some(({ meters }) => meters === radius);
    const { label, select } = this.#radius;
    label.hidden = near === null;
    select.replaceChildren(
      option("", filters.anyDistance),
      ...choices.map(({ meters, name }) => option(String(meters), name)),
      ...(radius && !known ? [option(String(radius), filters.within(`${Math.round(radius)} m`))] : []),
    );
    select.value = radius ? String(radius) : "";
  }

  #drawTags(tags: readonly Choice[]): void {
    const chosen = this.#state?.tags ?? [];
    const offered = tags
      .slice(0, MOST_TAGS)
      .filter(({ count, value }) => count > 0 || chosen.includes(value))
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const held = document.activeElement instanceof HTMLButtonElement ? document.activeElement.value : "";
    const hadFocus = this.#tags.contains(document.activeElement);
    const buttons = offered.map(({ value, name, count }) => {
      const button = element("button", "pill", filters.choice(name, count));
      button.type = "button";
      button.value = value;
      button.ariaPressed = String(chosen.includes(value));
      button.addEventListener("click", () => {
        const others = chosen.filter((tag) => tag !== value);
        this.#onChange({ tags: others.length < chosen.length ? others : [...chosen, value] });
      });
      return button;
    });
    this.#tags.replaceChildren(element("legend", "", filters.tags), ...buttons);
    this.#tags.hidden = buttons.length === 0;
    if (hadFocus) buttons.find(({ value }) => value === held)?.focus();
  }
}

type Field = { readonly label: HTMLLabelElement; readonly select: HTMLSelectElement };

function field(name: string): Field {
  const label = element("label", "filter-field");
  const select = element("select");
  label.append(element("span", "", name), select);
  return { label, select };
}

function option(value: string, text: string): HTMLOptionElement {
  const made = element("option", "", text);
  made.value = value;
  return made;
}

function fill({ label, select }: Field, any: string, chosen: string, choices: readonly Choice[]): void {
  const shown = choices.filter(({ count, value }) => count > 0 || value === chosen);
  const hasChosen = shown.some(({ value }) => value === chosen);
  select.replaceChildren(
    option("", any),
    ...shown.map(({ value, name, depth, count }) => option(value, INDENT.repeat(depth) + filters.choice(name, count))),
    ...(chosen && !hasChosen ? [option(chosen, chosen)] : []),
  );
  select.value = chosen;
  label.hidden = shown.length === 0;
}
