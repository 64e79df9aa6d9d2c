/** Plain text as its paragraphs, which are parted by empty lines; single line breaks stay inside them. */
export function paragraphs(text: string): readonly string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}
