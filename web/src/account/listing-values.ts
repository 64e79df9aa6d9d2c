import type { Own } from "@mainstreet/core/change-request";
import { OWN_FIELD_NAMES, type OwnFieldName } from "./own-fields.ts";

/** What is typed: hours that are not right yet are null. */
export type TypedValues = Omit<Own, "hours"> & { readonly hours: string | null };

/** The fields that are typed other than they were. */
export function changedFields(base: Own, typed: TypedValues): OwnFieldName[] {
  return OWN_FIELD_NAMES.filter((name) => !isSame(base[name], typed[name]));
}

/** Whether two values say the same, in whatever order their parts stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
