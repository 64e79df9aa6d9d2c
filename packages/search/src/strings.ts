import { check } from "./check.ts";

// Line breaks part the strings; half surrogate pairs have no UTF-8. Both must come back as they went in.
const UNSAFE = /[\\\n]|\p{Surrogate}/gu;
const ESCAPED = /\\([0-9a-f]{4})/g;

/** A list of any strings as UTF-8 text, one a line; backslash, line break and lone surrogates as `\` and four digits. */
export function writeStrings(strings: readonly string[]): Uint8Array<ArrayBuffer> {
  const lines = strings.map((text) =>
    text.replace(UNSAFE, (unit) => `\\${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
}

/** The strings that `writeStrings` wrote. TypeError when the bytes are not UTF-8, RangeError when a line has no end. */
export function readStrings(bytes: Uint8Array): string[] {
  const text = readText(bytes);
  if (text === "") return [];
  check(text.endsWith("\n"));
  const lines = text.slice(0, -1).split("\n");
  return text.includes("\\") ? lines.map(unescapeLine) : lines;
}

/** Bytes as text. TypeError when they are not UTF-8. A byte order mark is text like any other. */
export function readText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function unescapeLine(line: string): string {
  return line.replace(ESCAPED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
