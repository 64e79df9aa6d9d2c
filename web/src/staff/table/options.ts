import type { Option } from "../choice.tsx";

/** What there is to choose from, each with how often it occurs. */
export function optionsOf(names: readonly string[]): Option[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ id: name, name, count }));
}
