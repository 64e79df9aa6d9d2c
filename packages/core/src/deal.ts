import * as z from "zod";
import { LocalDate } from "./local-date.ts";
import { filledLine, line } from "./text.ts";

/** The most deals of a listing. */
export const MOST_DEALS = 5;

/** Something that a business offers until a day. */
export const Deal = z.strictObject({
  title: filledLine(80),
  text: line(300),
  /** Its last day, by the chamber's calendar. */
  until: LocalDate,
});
export type Deal = z.infer<typeof Deal>;

/** The deals of a listing in their order, those that are over among them until somebody takes them off. */
export const Deals = z.array(Deal).max(MOST_DEALS, `may be at most ${MOST_DEALS} deals`);

/** The deals that are not over on a day. */
export function dealsOn(deals: readonly Deal[], date: LocalDate): Deal[] {
  return deals.filter(({ until }) => date <= until);
}
