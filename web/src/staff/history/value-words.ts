import { fieldWords, historyView as words } from "../../strings/en-console-history.ts";

/** What an id is called; undefined for one that nobody here knows. */
export type NameOf = (id: string) => string | undefined;

/** The name that something has among its fields. */
const NAMES: readonly string[] = ["name", "title"];
/** Numbers as large are instants: 2001 and later, in milliseconds. */
const INSTANT = 1e12;
const ID = /^[a-z]{3}_\w+$/;

/**
 * A value of the audit trail as a sentence would have it, for people who never saw JSON: ids by name, things by their fields
 * without those that are empty, a list of things a line each.
 */
export function valueWords(value: unknown, nameOf: NameOf): string {
  if (Array.isArray(value)) return listWords(value, nameOf);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string") return (ID.test(value) && nameOf(value)) || value;
  if (typeof value === "object" && value !== null) return thingWords(value, nameOf);
  if (typeof value === "number" && value >= INSTANT) return new Date(value).toISOString();
  return value === null || value === undefined ? "" : String(value);
}

/** Fields in the order in which they are read: what something is called, and the rest by the alphabet. */
export function inOrder<Value>(fields: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  const rank = (name: string): number => (NAMES.includes(name) ? 0 : 1);
  return Object.entries(fields).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function listWords(list: readonly unknown[], nameOf: NameOf): string {
  const isPlain = list.every((item) => typeof item !== "object" || item === null);
  return list
    .map((item) => valueWords(item, nameOf))
    .filter(Boolean)
    .join(isPlain ? ", " : "\n");
}

/** Its own id says nothing to anybody. */
function thingWords({ id: _id, ...thing }: { readonly id?: unknown }, nameOf: NameOf): string {
  return inOrder<unknown>(thing)
    .map(([name, value]) => ({ name, said: valueWords(value, nameOf) }))
    .filter(({ said }) => said !== "")
    .map(({ name, said }) => `${fieldWords(name)} ${said}`)
    .join(", ");
}
