import * as z from "zod";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, but line breaks and tabs may stay
const CONTROL_BUT_BREAKS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

type Text = z.ZodType<string, string>;

/** One schema for each limit, for all the fields that have it: to make one takes longer than to use it. */
function shared(make: (max: number) => Text): (max: number) => Text {
  const schemas = new Map<number, Text>();
  return (max) => {
    const schema = schemas.get(max) ?? make(max);
    schemas.set(max, schema);
    return schema;
  };
}

/** One line of text, trimmed and in NFC: no control characters, so it is safe in mail headers, calendars and cards. */
export const line = shared((max) =>
  z
    .string()
    .transform((s) => s.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(max, `must have at most ${max} characters`)
        .refine((s) => !CONTROL.test(s) && s.isWellFormed(), "must be one line of plain text"),
    ),
);

/** One line that must not be empty. */
export const filledLine = shared((max) => line(max).refine((s) => s.length > 0, "must not be empty"));

/** Several lines of plain text, trimmed and in NFC. */
export const paragraphs = shared((max) =>
  z
    .string()
    .transform((s) => s.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .max(max, `must have at most ${max} characters`)
        .refine((s) => !CONTROL_BUT_BREAKS.test(s) && s.isWellFormed(), "must be plain text"),
    ),
);

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** Text as it is compared and sorted: no case, accents or punctuation; words parted by one space. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/['’‘ʼ`´]/g, "")
    .replace(/[ßæœøłđðþı]/g, (c) => LETTERS[c] ?? c)
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Compares by folded text, then by the text itself, then by nothing: the same on every machine, unlike a locale's order. */
export function compareFolded(a: { folded: string; name: string }, b: { folded: string; name: string }): number {
  return compare(a.folded, b.folded) || compare(a.name, b.name);
}

/** Orders two strings by their code units. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
