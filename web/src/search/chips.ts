import { element } from "../site/element.ts";
import { filters } from "../strings/en-screen.ts";
import type { Found } from "./protocol.ts";
import { cleared, type SearchState } from "./state.ts";

/** One thing that narrows the list: what it is called, and the state without it. */
export type Chip = { readonly name: string; readonly without: SearchState };

/** What narrows the list, as the last answer understood it. */
export function chipsOf(state: SearchState, understood: Pick<Found, "category" | "place"> | null): readonly Chip[] {
  const chips: Chip[] = [];
  const add = (name: string, change: Partial<SearchState>): void => {
    chips.push({ name, without: { ...state, ...change } });
  };
  const { place = null, category = "" } = understood ?? {};
  if (place) add(place.isNear ? filters.near(place.name) : filters.in(place.name), { q: place.what });
  if (state.category && category) add(category, { category: "" });
  if (state.town) add(filters.in(state.town), { town: "" });
  if (state.near) {
    add(filters.nearYou, { near: null, radius: null });
  }
  if (state.open) add(filters.open, { open: false });
  for (const tag of state.tags) add(tag, { tags: state.tags.filter((other) => other !== tag) });
  if (state.box) add(filters.area, { box: null });
  return chips;
}

/** Draws chips as buttons that take away what they name. */
export function drawChips(
  place: HTMLElement,
  chips: readonly Chip[],
  state: SearchState,
  go: (state: SearchState) => void,
): void {
  if (chips.length === 0 && place.hidden) return;
  const button = (className: string, name: string, to: SearchState): HTMLLIElement => {
    const made = element("button", className, name);
    made.type = "button";
    made.addEventListener("click", () => go(to));
    const item = element("li");
    item.append(made);
    return item;
  };
  const items = chips.map(({ name, without }) => {
    const item = button("chip", name, without);
    const cross = element("span", "chip-cross", "×");
    cross.ariaHidden = "true";
    const made = item.firstElementChild;
    if (made) made.ariaLabel = filters.remove(name);
    made?.append(cross);
    return item;
  });
  const clear =
    chips.length > 1 ? [button("chip-clear", filters.clear, { ...cleared(state), q: wordsLeft(chips, state) })] : [];
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...items, ...clear);
  place.hidden = items.length === 0;
  // Whoever took one away by keyboard goes on with the next.
  if (hadFocus) (place.querySelector("button") ?? document.querySelector<HTMLElement>("[data-search] input"))?.focus();
}

/** Clearing all leaves the words themselves, without the place that was named in them. */
function wordsLeft([first]: readonly Chip[], { q }: SearchState): string {
  return first?.without.q ?? q;
}
