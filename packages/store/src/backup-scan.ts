import path from "node:path";
import { beginPart, type PartWriter, readText, writeWhole } from "./backup-folder.ts";
import { type Part, parsed, Receipt } from "./backup-format.ts";
import { keyOf, kindOf, lineOf, type RawItem } from "./backup-item.ts";
import { isBackedUp } from "./backup-kinds.ts";
import type { Key } from "./keys.ts";
import type { WholeTable } from "./whole-table.ts";

/** Where a part is written, how large it may grow, and who is told of each that is whole. */
export type Parts = {
  readonly folder: string;
  readonly partBytes: number;
  readonly told: (done: Pick<Part, "lines" | "bytes">) => void;
};

/**
 * Writes what a segment of the table holds into numbered parts; those of before that are whole stay, and it goes on after
 * them. No more than one page and one part's buffer is held.
 * @param isOver asked before each page: whether another segment has failed
 * @returns the receipts of all of its parts
 */
export async function scanSegment(
  whole: WholeTable,
  at: { readonly segment: number; readonly of: number },
  parts: Parts,
  isOver: () => boolean,
): Promise<Receipt[]> {
  const nameOf = (n: number) => `items-${String(at.segment).padStart(3, "0")}-${String(n).padStart(5, "0")}`;
  const done = await receiptsIn(parts, nameOf);
  let after: Key | null = null;
  let last = done.at(-1);
  if (last?.next === null) return done;
  after = last?.next ?? null;
  let writer: PartWriter | null = null;
  const close = async (next: Key | null) => {
    if (!writer) return;
    last = await settlePart(parts, nameOf(done.length + 1), writer, { next });
    done.push(last);
    writer = null;
  };
  for (;;) {
    if (isOver()) return done;
    const { items, next } = await whole.scan({ ...at, after });
    for (const item of items) {
      writer ??= await beginPart(parts.folder, `${nameOf(done.length + 1)}.ndjson`);
      if (isBackedUp(kindOf(item))) await writer.add(lineOf(item));
      if (writer.bytes() >= parts.partBytes) await close(keyOf(item));
    }
    after = next;
    if (next) continue;
    writer ??= await beginPart(parts.folder, `${nameOf(done.length + 1)}.ndjson`);
    await close(null);
    return done;
  }
}

/** Writes what became of some keys, in one part. @returns its receipt */
export async function writeChanges(
  parts: Parts,
  name: string,
  changes: { readonly items: readonly RawItem[]; readonly gone: readonly string[] },
  positions: NonNullable<Receipt["positions"]>,
): Promise<Receipt> {
  const writer = await beginPart(parts.folder, `${name}.ndjson`);
  for (const item of changes.items) if (isBackedUp(kindOf(item))) await writer.add(lineOf(item));
  for (const line of changes.gone) await writer.add(line);
  return settlePart(parts, name, writer, { positions });
}

/** The receipts of the parts that are whole: the first that has none, and whatever follows it, is written anew. */
export async function receiptsIn(
  { folder, told }: Pick<Parts, "folder" | "told">,
  nameOf: (n: number) => string,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (;;) {
    const file = receiptOf(nameOf(receipts.length + 1));
    const text = await readText(path.join(folder, file));
    if (text === null) return receipts;
    const receipt = parsed(Receipt, file, text);
    receipts.push(receipt);
    told(receipt);
  }
}

async function settlePart(
  { folder, told }: Parts,
  name: string,
  writer: PartWriter,
  upTo: Pick<Receipt, "next" | "positions">,
): Promise<Receipt> {
  const receipt = { ...(await writer.close()), ...upTo };
  await writeWhole(path.join(folder, receiptOf(name)), JSON.stringify(receipt));
  told(receipt);
  return receipt;
}

function receiptOf(name: string): string {
  return `${name}.receipt.json`;
}
