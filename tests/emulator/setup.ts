import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmulator } from "@mainstreet/functions/local/emulator";
import type { TestProject } from "vitest/node";

/** One emulator for all test files; each test makes a table with a name of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-emulator-"));
  const emulator = await startEmulator(path.join(folder, "table.db"));
  project.provide("dynamodb", emulator.endpoint);
  return async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

declare module "vitest" {
  interface ProvidedContext {
    dynamodb: string;
  }
}
