import { fold } from "./text.ts";

const MAX_LENGTH = 60;

/**
 * The slug that a name alone gives: "Zoë's Café & Bar" → "zoes-cafe-and-bar".
 * At most 60 UTF-16 units, cut between words, or inside the first word when that alone is longer; "listing" when no
 * letter or digit is left. A snapshot stores only slugs that differ from this, so a change of the rule needs a new
 * format version.
 */
export function deriveSlug(name: string): string {
  return slugOfFolded(fold(name));
}

/** The same of a name that is folded. */
export function slugOfFolded(folded: string): string {
  const slug = folded.replaceAll(" ", "-");
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

/** The slug that has this change from the one of a folded name. */
export function changedSlug(change: string, folded: string, town: string): string {
  if (change[0] === "=") return change.slice(1);
  const derived = slugOfFolded(folded);
  return change === "@" ? withTown(derived, town) : derived + change.slice(1);
}

/** The slug that a second listing of one name gets, which is told from the first by its town. */
export function withTown(derived: string, town: string): string {
  return `${derived}-${deriveSlug(town)}`;
}
