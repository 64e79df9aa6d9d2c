import { fold } from "./text.ts";

const MAX_LENGTH = 60;

/**
 * The slug that a name alone gives: "Zoë's Café & Bar" → "zoes-cafe-and-bar".
 * At most 60 UTF-16 units, cut between words, or inside the first word when that alone is longer; "listing" when no
 * letter or digit is left. A snapshot stores only slugs that differ from this, so a change of the rule needs a new
 * format version.
 */
export function deriveSlug(name: string): string {
  const slug = fold(name).replaceAll(" ", "-");
  if (slug === "") return "listing";
  if (slug.length <= MAX_LENGTH) return slug;
  const border = slug.lastIndexOf("-", MAX_LENGTH);
  return border > 0 ? slug.slice(0, border) : cutBetweenCharacters(slug);
}

/** Half a surrogate pair would make the slug unfit for an address. */
function cutBetweenCharacters(word: string): string {
  const cut = word.slice(0, MAX_LENGTH);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
