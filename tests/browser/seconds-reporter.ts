import path from "node:path";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Prints the seconds of each test file. */
export default class SecondsReporter implements Reporter {
  readonly #seconds = new Map<string, number>();

  onTestEnd(test: TestCase, result: TestResult): void {
    const file = path.basename(test.location.file);
    this.#seconds.set(file, (this.#seconds.get(file) ?? 0) + result.duration / 1000);
  }

  onEnd(): void {
    for (const [file, seconds] of this.#seconds) process.stdout.write(`  ${file}: ${seconds.toFixed(1)} s\n`);
  }
}
