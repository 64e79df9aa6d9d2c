import { element } from "../site/element.ts";
import { search } from "../strings/en-card.ts";
import { filters } from "../strings/en-screen.ts";
import type { Chip } from "./chips.ts";
import type { SearchState } from "./state.ts";

/** What stands in the place of an empty list: which of the filters to take away, each as a button. */
export function emptyHints(state: SearchState, chips: readonly Chip[], go: (state: SearchState) => void): HTMLElement {
  const hint = element("div", "empty-hints");
  hint.append(element("p", "", chips.length === 0 ? search.noneHint : filters.nothing));
  const row = element("p", "empty-buttons");
  for (const { name, without } of chips) {
    const button = element("button", "button quiet", name === filters.area ? filters.wider : filters.without(name));
    button.type = "button";
    button.addEventListener("click", () => go(without));
    row.append(button);
  }
  if (chips.length > 0) hint.append(row);
  if (chips.length > 0 && state.q) hint.append(element("p", "note", search.noneHint));
  return hint;
}
