import type { Plan } from "./plan.ts";

/** The paths whose files are made of something else than before: new ones first, then changed ones, then those gone. */
export function difference(old: Plan, plan: Plan): Set<string> {
  const paths = new Set<string>();
  for (const path of plan.files.keys()) if (!old.files.has(path)) paths.add(path);
  for (const [path, { fingerprint }] of plan.files) {
    if (old.files.get(path)?.fingerprint !== fingerprint) paths.add(path);
  }
  for (const path of old.files.keys()) if (!plan.files.has(path)) paths.add(path);
  return paths;
}
