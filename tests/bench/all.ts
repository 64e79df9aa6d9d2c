// The quick benches one after the other, so that none disturbs another; or the one that is named, with its own options.
import { spawnSync } from "node:child_process";
import path from "node:path";

const QUICK: readonly (readonly string[])[] = [
  ["import"],
  ["edit"],
  ["size", "--n=1000,3000"],
  ["load"],
  ["search", "--n=3000"],
];
const NAMES = [
  "search",
  "size",
  "page",
  "markers",
  "load",
  "import",
  "edit",
  "rush",
  "console",
  "duplicates",
  "cold",
  "scale",
];

const [name, ...options] = process.argv.slice(2);
if (name !== undefined && !NAMES.includes(name)) {
  console.error(`There is no bench “${name}”. There are: ${NAMES.join(", ")}.`);
  process.exit(2);
}
for (const [bench = "", ...given] of name === undefined ? QUICK : [[name, ...options]]) {
  console.log(`── ${bench}`);
  const script = path.join(import.meta.dirname, `${bench}.ts`);
  // A million listings as objects are more than Node allows itself.
  const args = ["--max-old-space-size=16000", script, ...given];
  const run = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
