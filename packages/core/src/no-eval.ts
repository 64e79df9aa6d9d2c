import * as z from "zod";

/**
 * Has schemas check without making code of their own, and without trying whether they may: a page that forbids that reports
 * the attempt. To be called before the first schema is made.
 */
export function checkWithoutEval(): void {
  z.config({ jitless: true });
}
