import { createHash } from "node:crypto";
import { checkPart, linesOf } from "./backup-folder.ts";
import type { Manifest, Part } from "./backup-format.ts";
import { entryOf, keyOf, kindOf, lineOf, type RawItem, weightOf } from "./backup-item.ts";
import type { Key } from "./keys.ts";

const MODULUS = 2n ** 256n;
const HEX_DIGITS = 64;

/** How many items there are of each kind, and what their lines weigh together. */
export type Tally = {
  add(kind: string, line: string): void;
  /** As a manifest has it. */
  kinds(): Manifest["kinds"];
};

/** An empty tally: the order in which items are added does not matter. */
export function tally(): Tally {
  const counts = new Map<string, { items: number; sum: bigint }>();
  return {
    add(kind, line) {
      const count = counts.get(kind) ?? { items: 0, sum: 0n };
      count.items++;
      count.sum = (count.sum + weightOf(line)) % MODULUS;
      counts.set(kind, count);
    },
    kinds: () =>
      Object.fromEntries(
        [...counts]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([kind, { items, sum }]) => [kind, { items, checksum: sum.toString(16).padStart(HEX_DIGITS, "0") }]),
      ),
  };
}

/** What the lines of the changes come to: by key the last word on it, null where it is gone. */
export async function latestOf(folder: string, changes: readonly Part[]): Promise<Map<string, RawItem | null>> {
  const latest = new Map<string, RawItem | null>();
  for (const part of changes) {
    for await (const line of linesOf(folder, part)) {
      const entry = entryOf(line);
      if ("item" in entry) latest.set(nameOf(keyOf(entry.item)), entry.item);
      else latest.set(nameOf(entry.gone), null);
    }
  }
  return latest;
}

/**
 * Reads all parts of a backup again and makes sure that they are what they were.
 * @param each is told of every item that the backup holds in the end, in no order
 * @returns what it holds, by kind
 * @throws `malformed`, with the name of the part
 */
export async function checkParts(
  folder: string,
  { parts, changes }: Pick<Manifest, "parts" | "changes">,
  each: (item: RawItem, line: string) => Promise<void> = async () => undefined,
): Promise<Manifest["kinds"]> {
  for (const part of changes) await checkPart(folder, part);
  const latest = await latestOf(folder, changes);
  const counted = tally();
  const count = async (item: RawItem, line: string) => {
    counted.add(kindOf(item), line);
    await each(item, line);
  };
  for (const part of parts) {
    await checkPart(folder, part);
    for await (const line of linesOf(folder, part)) {
      const entry = entryOf(line);
      if ("item" in entry && !latest.has(nameOf(keyOf(entry.item)))) await count(entry.item, line);
    }
  }
  for (const item of latest.values()) if (item) await count(item, lineOf(item));
  return counted.kinds();
}

/** One checksum of several. */
export function checksumOf(parts: readonly Pick<Part, "sha256">[]): string {
  return createHash("sha256")
    .update(parts.map(({ sha256 }) => sha256).join("\n"))
    .digest("hex");
}

function nameOf({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}
