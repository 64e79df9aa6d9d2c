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

const TIDY = /^[a-zA-Z0-9]+(?: [a-zA-Z0-9]+)*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Text as it is compared and sorted: no case, accents, apostrophes or punctuation; words parted by one space.
 * Letters and digits of every script stay. The same rule as core's, so that both derive the same slug from a name.
 */
export function fold(text: string): string {
  // Short cuts: most texts are tidy words, nearly all are ASCII, and Unicode classes cost many times the rest.
  if (TIDY.test(text)) return text.toLowerCase();
  if (ASCII.test(text)) {
    return text
      .toLowerCase()
      .replace(/['`]/g, "")
      .replaceAll("&", " and ")
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/['’‘ʼ`´]/g, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The folded words of a text, in order; none for a text without letters and digits.
 * Greek final sigma becomes sigma, so that a word half typed is the beginning of the word in full.
 */
export function words(text: string): string[] {
  if (isWord(text)) return [text];
  const folded = fold(text);
  return folded === "" ? [] : folded.replaceAll("ς", "σ").split(" ");
}

/** Whether a text is one folded word of ASCII, as nearly all that is typed: a look at it costs less than a pattern. */
function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 122 || (unit > 57 && unit < 97)) return false;
  }
  return text !== "";
}

/** Orders texts by their UTF-16 code units: the same on every machine, unlike the order of a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
