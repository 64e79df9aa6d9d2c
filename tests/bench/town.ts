import { existsSync } from "node:fs";
import path from "node:path";

/** The sample data beside the checkout. */
export const SAN_FRANCISCO = path.resolve(import.meta.dirname, "../../../shared/data/sf-businesses.csv");

/** Whether the sample data is there. */
export function hasSamples(): boolean {
  return existsSync(SAN_FRANCISCO);
}
