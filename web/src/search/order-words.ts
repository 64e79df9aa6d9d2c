import { filters } from "../strings/en-screen.ts";
import type { Found } from "./protocol.ts";
import type { SearchState } from "./state.ts";

/** What the order of a list means; "" for a list that has none to speak of. */
export function orderWords({ q, near }: SearchState, found: Found | null): string {
  if (!found || found.total < 2) return "";
  const isNear = near !== null || found.place?.isNear === true;
  const order = isNear ? filters.nearestFirst : q ? filters.bestFirst : filters.turns;
  return found.isWhole ? order : `${order}, ${filters.notWhole}`;
}
