import type { State } from "./state.ts";

/** Which files have been behind for as long as they may be: by how many milliseconds they may be late. */
export function dueFiles({ behind }: Pick<State, "behind">, now: number): string[] {
  return Object.entries(behind).flatMap(([after, since]) => (now - since >= Number(after) ? [after] : []));
}

/** In how many milliseconds the first files will have been behind for as long as they may be; null when none are behind. */
export function firstDue({ behind }: Pick<State, "behind">, now: number): number | null {
  const waits = Object.entries(behind).map(([after, since]) => Math.max(0, since + Number(after) - now));
  return waits.length === 0 ? null : Math.min(...waits);
}
