import type { Deal } from "@mainstreet/core/deal";

/** Whether something that the API says is a deal. */
export function isDeal(value: unknown): value is Deal {
  return typeof value === "object" && value !== null && "title" in value && "text" in value && "until" in value;
}

/** The day it is where the browser is. */
export function localDay(now: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
