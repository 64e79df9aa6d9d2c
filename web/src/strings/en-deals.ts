import type { Deal } from "@mainstreet/core/deal";
import { date } from "./en-time.ts";

export const deals = {
  title: "Deals",
  until: (day: string) => `Until ${date(day)}`,
} as const;

/** A deal in one line. */
export function dealInWords({ title, text, until }: Deal): string {
  return `${title}${text ? ` (${text})` : ""}, until ${date(until)}`;
}
