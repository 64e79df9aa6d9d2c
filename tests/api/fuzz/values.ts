import fc from "fast-check";
import type { Json } from "../site.ts";

const NASTY = ["", " ", "\u0000", "\ud800", "../..", "'; DROP TABLE x", "<script>", "ﷺ".repeat(100), "a".repeat(5000)];

export const text = fc.oneof(
  { weight: 40, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 3, maxLength: 30 }) },
  { weight: 5, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
  fc.constantFrom(...NASTY),
);
export const junk = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constantFrom(5e-324, -0, 1e308));

/** What a JSON schema is read with: the schemas that the document names, and ids that there are. */
export type Known = { readonly components: Json; readonly ids: readonly string[] };

/** Values that a JSON schema of the document lets through, most of the time. */
export function valuesOf(schema: Json, known: Known): fc.Arbitrary<Json> {
  const of = (inner: Json) => valuesOf(inner, known);
  if (schema.$ref) return of(known.components[schema.$ref.split("/").at(-1)]);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(of));
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(of));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type: string) => of({ ...schema, type })));
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1000 });
    case "number":
      return fc.double({ min: schema.minimum ?? -200, max: schema.maximum ?? 200, noNaN: true });
    case "array":
      return fc.array(schema.prefixItems ? fc.tuple(...schema.prefixItems.map(of)) : of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case "object":
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([k, v]) => [k, of(v)])), {
        requiredKeys: schema.required ?? [],
      });
    default:
      return stringOf(schema, known.ids);
  }
}

function stringOf({ format, pattern, maxLength = 30 }: Json, ids: readonly string[]): fc.Arbitrary<string> {
  const mostly = (...usual: readonly string[]) =>
    fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: text });
  if (format === "date") return mostly("2026-01-01", "2027-02-28");
  if (format === "email") return mostly("a@example.org", "b@example.com");
  if (format === "uri") return mostly("https://example.org", "http://localhost/a?b#c");
  if (!pattern) return text.map((t) => t.slice(0, maxLength));
  const fitting = ids.filter((id) => pattern.includes("_[") && new RegExp(pattern).test(id));
  if (fitting.length > 0) return mostly(...fitting);
  // fast-check knows no classes of Unicode, which only slugs have.
  const matching = pattern.includes("\\p")
    ? fc.stringMatching(/^[a-z0-9]{3,12}$/)
    : fc.stringMatching(new RegExp(pattern));
  return fc.oneof({ weight: 20, arbitrary: matching }, { weight: 1, arbitrary: text });
}
