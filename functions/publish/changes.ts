import { type Changed, changedBy, type Key } from "@mainstreet/store/keys";

/** The entities of the public site that keys of the stream belong to, each once. */
export function changesOf(keys: readonly Key[]): Changed[] {
  const changes = new Map<string, Changed>();
  for (const key of keys) {
    const changed = changedBy(key);
    if (changed) changes.set(`${changed.kind} ${changed.id}`, changed);
  }
  return [...changes.values()];
}
