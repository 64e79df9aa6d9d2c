/** A number of businesses: "12 businesses". */
export const businesses = (count: number): string => `${grouped(count)} ${count === 1 ? "business" : "businesses"}`;

/** 12345 as "12,345", without the machine's locale. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
