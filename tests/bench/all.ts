// Every bench, one after the other, so that none disturbs another.
import { spawnSync } from "node:child_process";
import path from "node:path";

for (const bench of ["import", "edit"]) {
  console.log(`── ${bench}`);
  const run = spawnSync(process.execPath, [path.join(import.meta.dirname, `${bench}.ts`)], { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
