import { createHash } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import type { Source } from "./source.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What the bytes of a file say about it: how to decode them, what people call that, and a SHA-256 in hex. */
export type Scan = { readonly encoding: Encoding; readonly label: string; readonly hash: string };

const ZIP = [0x50, 0x4b];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads all bytes once. A byte order mark decides; else what is UTF-8 throughout is UTF-8, and the rest is Windows-1252,
 * called Latin-1 where no byte is one of the 32 in which the two differ.
 * @throws `unsupported-type` for workbooks and other files that are not text
 */
export async function scan(source: Source): Promise<Scan> {
  const hash = createHash("sha256");
  const strict = new TextDecoder("utf-8", { fatal: true });
  let marked: Encoding | null | undefined;
  let isUtf8 = true;
  let beyondLatin1 = false;
  for await (const chunk of source.read()) {
    if (marked === undefined) {
      refuseWorkbook(chunk);
      marked = markOf(chunk);
    }
    const wide = marked === "utf-16le" || marked === "utf-16be";
    if (!wide && chunk.includes(0)) throw binary();
    hash.update(chunk);
    isUtf8 &&= decodes(strict, chunk);
    beyondLatin1 ||= chunk.some((byte) => byte >= 0x80 && byte <= 0x9f);
  }
  isUtf8 &&= decodes(strict);
  const encoding = marked ?? (isUtf8 ? "utf-8" : "windows-1252");
  return { encoding, label: labelOf(encoding, beyondLatin1), hash: hash.digest("hex") };
}

/** The text of a file, chunk by chunk, without its byte order mark. */
export async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source.read()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text.includes("\0")) throw binary();
    yield text;
  }
  yield decoder.decode();
}

function markOf([a, b, c]: Uint8Array): Encoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return null;
}

function refuseWorkbook(chunk: Uint8Array): void {
  if ([ZIP, OLD_EXCEL].some((magic) => magic.every((byte, i) => chunk[i] === byte))) {
    throw new ChamberError("unsupported-type", "This is an Excel workbook. Save it as CSV first.");
  }
}

function binary(): ChamberError {
  return new ChamberError("unsupported-type", "This is not a text file. Save the table as CSV first.");
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

function labelOf(encoding: Encoding, beyondLatin1: boolean): string {
  if (encoding === "windows-1252") return beyondLatin1 ? "Windows-1252" : "Latin-1";
  return encoding.toUpperCase();
}
