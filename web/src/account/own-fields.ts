import type { OwnField } from "@mainstreet/core/own-field";

/*
 * The fields that members change themselves, in the order in which people read them. The list of core comes with the checks
 * of every field, which no browser needs: the API makes them.
 */
export const OWN_FIELD_NAMES = [
  "hours",
  "name",
  "summary",
  "description",
  "deals",
  "logo",
  "photos",
  "phone",
  "email",
  "website",
  "categories",
  "tags",
  "address",
  "zone",
  "position",
] as const satisfies readonly OwnField[];

export type OwnFieldName = (typeof OWN_FIELD_NAMES)[number];

/** A field by its name, or null for something else. */
export function ownField(name: string): OwnFieldName | null {
  return OWN_FIELD_NAMES.find((field) => field === name) ?? null;
}
