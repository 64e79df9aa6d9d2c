/* Values that staff edit in one line. Categories and places are chosen elsewhere: staff refuse those, or take them. */

const TYPED: ReadonlySet<string> = new Set([
  "name",
  "summary",
  "description",
  "tags",
  "phone",
  "email",
  "website",
  "hours",
  "zone",
]);

/** Whether a field's value is edited as text. */
export function isTyped(field: string): boolean {
  return TYPED.has(field);
}

/** A value as text to edit. */
export function valueText(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : "";
}

/** A value from the text, of the kind that it was: a list has commas between its words, and no text is null where null was. */
export function typedValue(before: unknown, text: string): unknown {
  const typed = text.trim();
  if (Array.isArray(before)) {
    return typed
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean);
  }
  return typed === "" && before === null ? null : typed;
}
