import { get, send } from "../ask.ts";
import type { Entry, Told } from "./entry.ts";

type Change = Entry["changes"][number];

/** Where things of a kind are changed through the API; others cannot be put back here. */
const PATHS: Readonly<Record<string, (id: string) => string>> = {
  member: (id) => `members/${id}`,
  listing: (id) => `listings/${id}`,
  category: (id) => `categories/${id}`,
  chamber: () => "chamber",
};
/** What no change of fields can bring back. */
const FIXED: ReadonlySet<string> = new Set(["status", "mergedInto", "formerSlugs", "memberId", "externalId"]);

/** The fields of a change as they were before it; null where they cannot be put back. */
export function fieldsBefore({ kind, done, fields }: Change): Readonly<Record<string, unknown>> | null {
  const entries = Object.entries(fields).filter(([name]) => !FIXED.has(name));
  if (done !== "changed" || !PATHS[kind] || entries.length === 0) return null;
  const before: Record<string, unknown> = {};
  for (const [name, told] of entries) {
    if (isUntold(told.before) || isUntold(told.after)) return null;
    // Of what is empty nothing is told: what came after says what kind of nothing it was.
    before[name] = told.before ? toldValue(told.before) : emptyLike(told.after && toldValue(told.after));
  }
  return before;
}

/**
 * Puts the fields of a change back to what they were before it, whatever else was changed since.
 * @returns how to take that back
 * @throws `Failed`
 */
export async function putBack(change: Change): Promise<() => Promise<void>> {
  const pathOf = PATHS[change.kind];
  const body = fieldsBefore(change);
  if (!pathOf || !body) throw new Error("This cannot be put back here.");
  const path = pathOf(change.id);
  const now = await get<Readonly<Record<string, unknown>> & { readonly version: number }>(path);
  const { version } = await send<{ readonly version: number }>("PATCH", path, { body, version: now.version });
  const present = Object.fromEntries(Object.keys(body).map((name) => [name, now[name]]));
  return async () => {
    await send("PATCH", path, { body: present, version });
  };
}

function isUntold(told: Told | undefined): boolean {
  return told !== undefined && "left" in told;
}

function toldValue(told: Told): unknown {
  return "value" in told ? told.value : undefined;
}

function emptyLike(value: unknown): unknown {
  return typeof value === "string" ? "" : Array.isArray(value) ? [] : null;
}
