/** Whether what takes long is run as well. */
export const isLong: boolean = process.env.MAINSTREET_LONG === "1";

/**
 * Of the states in which the same walk is taken, the first one, or all of them with MAINSTREET_LONG=1: `npm test` has to end
 * within minutes, and every page is walked in it once.
 */
export function states<State>(...all: readonly State[]): readonly State[] {
  return isLong ? all : all.slice(0, 1);
}
