import { fold } from "@mainstreet/core/text";

const known = new Map<string, string>();
/** More different texts than this are not kept: a chamber has fewer. */
const MOST = 200_000;

/** Text as it is compared and sorted. The same texts come again whenever rows are read anew, and are not folded anew. */
export function folded(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = fold(text);
  if (known.size < MOST) known.set(text, made);
  return made;
}
