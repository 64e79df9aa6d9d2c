import { INDEX, type Key, META } from "./keys.ts";

/* Keys of changes that were made together, and of what an import leaves behind. */

/** Changes that were made together. */
export const batchKey = (id: string): Key => ({ pk: batchPartition(id), sk: META });
export const batchPartition = (id: string): string => `BATCH#${id}`;
/** All of them, the newest first. @param at milliseconds since 1970 */
export const batchIndex = (at: number, id: string): Record<string, string> => ({
  [INDEX.pk]: batchesPartition(),
  [INDEX.sk]: `${LAST_MS - at}#${id}`,
});
export const batchesPartition = (): string => "BATCHES";
/** The last moment that keys count down from, so that the newest comes first. */
const LAST_MS = 9_999_999_999_999;

/** The nth change of a batch. They count down too: what was done last is undone first. */
export const batchStepKey = (id: string, n: number): Key => ({
  pk: batchPartition(id),
  sk: `${batchSteps()}${String(LAST_STEP - n).padStart(9, "0")}`,
});
export const batchSteps = (): string => "STEP#";
/** A change that could not be undone. */
export const keptStepKey = (id: string, n: number): Key => ({
  pk: batchPartition(id),
  sk: `${keptSteps()}${String(n).padStart(9, "0")}`,
});
export const keptSteps = (): string => "KEPT#";
const LAST_STEP = 999_999_999;

/** A file that staff have sent to be imported. */
export const importFileKey = (id: string): Key => ({ pk: `IMPORT-FILE#${id}`, sk: META });

/** What the columns of a file became, by the hash of their headers. */
export const importMappingKey = (hash: string): Key => ({ pk: `IMPORT-MAPPING#${hash}`, sk: META });

/** Where an address lies, by its keyed hash. */
export const placeKey = (hash: string): Key => ({ pk: `PLACE#${hash}`, sk: META });
