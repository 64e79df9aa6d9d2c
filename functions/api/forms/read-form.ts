import { ChamberError } from "@mainstreet/core/error";

/** A form as it was sent: its fields, its key, and the JSON that a program would have sent instead. */
export type SentForm = {
  readonly typed: ReadonlyMap<string, string>;
  readonly key: string | null;
  readonly json: unknown;
};

const MOST_FIELDS = 60;
/** "party.guests.0.name", and "version:int" for a whole number. */
const NAME = /^[a-z][A-Za-z]*(\.([a-z][A-Za-z]*|\d{1,2}))*(:int)?$/;

type Branch = Map<string, Branch | string | number>;

/**
 * Reads a urlencoded form. Dots in the names of its fields part objects and lists; a part of a list all of whose fields
 * were left empty is not there.
 * @throws `malformed`
 */
export function readForm(text: string): SentForm {
  const typed = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (!NAME.test(name) || typed.has(name) || typed.size === MOST_FIELDS)
      throw new ChamberError("malformed", "This form has fields that are not its own.");
    typed.set(name, value);
  }
  const root: Branch = new Map();
  for (const [name, value] of typed) if (name !== "key") plant(root, name, value.trim());
  return { typed, key: typed.get("key") ?? null, json: grown(root) };
}

function plant(root: Branch, name: string, value: string): void {
  const isNumber = name.endsWith(":int");
  const path = name.replace(":int", "").split(".");
  const last = path.pop() ?? "";
  let at = root;
  for (const part of path) {
    const next = at.get(part) ?? new Map();
    if (!(next instanceof Map)) throw new ChamberError("malformed", "This form has fields that are not its own.");
    at.set(part, next);
    at = next;
  }
  at.set(last, isNumber && /^\d{1,15}$/.test(value) ? Number(value) : value);
}

function grown(branch: Branch): unknown {
  const entries = [...branch].map(([name, value]) => [name, value instanceof Map ? grown(value) : value] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return [...branch]
    .sort(([a], [b]) => Number(a) - Number(b))
    .filter(([, value]) => !isEmpty(value))
    .map(([, value]) => (value instanceof Map ? grown(value) : value));
}

function isEmpty(value: Branch | string | number): boolean {
  return value instanceof Map ? [...value.values()].every(isEmpty) : value === "";
}
