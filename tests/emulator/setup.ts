import { startEmulator } from "@mainstreet/functions/local/emulator";
import type { TestProject } from "vitest/node";

/** One emulator for all test files; each test makes a table with a name of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emulator = await startEmulator();
  project.provide("dynamodb", emulator.endpoint);
  return () => emulator.stop();
}

declare module "vitest" {
  interface ProvidedContext {
    dynamodb: string;
  }
}
