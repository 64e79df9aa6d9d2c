import { fieldNames, listingPage as words } from "../strings/en-account-listing.ts";
import { dealInWords } from "../strings/en-deals.ts";
import { hoursInWords } from "../strings/en-hours.ts";
import type { Category } from "./account-data.ts";
import { isDeal } from "./deal-value.ts";
import { picturesIn } from "./picture-view.ts";

/** The value of a field as people read it, whatever the API says that it is. */
export function fieldWords(field: string, value: unknown, categories: readonly Category[]): string {
  return textOf(field, value, categories) || words.empty;
}

/** What a field is called. */
export function fieldName(field: string): string {
  return Object.entries(fieldNames).find(([name]) => name === field)?.[1] ?? field;
}

/** Fields as people call them: "name, hours". */
export function fieldList(fields: readonly string[]): string {
  return fields.map((field) => fieldName(field).toLowerCase()).join(", ");
}

function textOf(field: string, value: unknown, categories: readonly Category[]): string {
  const pictures = picturesIn(field, value);
  if (pictures.length > 0)
    return words.pictures(
      pictures.length,
      pictures
        .map(({ alt }) => alt)
        .filter(Boolean)
        .join("; "),
    );
  if (field === "deals" && Array.isArray(value)) return value.filter(isDeal).map(dealInWords).join("; ");
  if (field === "categories" && Array.isArray(value)) {
    return value.map((id) => categories.find((category) => category.id === id)?.name ?? String(id)).join(", ");
  }
  if (Array.isArray(value)) return value.join(", ");
  if (field === "hours" && typeof value === "string") return hoursInWords(value).join("; ");
  if (typeof value === "object" && value !== null) {
    return Object.values(value)
      .filter((part) => part !== "" && part !== null)
      .join(", ");
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
