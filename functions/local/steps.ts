/** How a start tells what it is doing. */
export type Steps = {
  /** Announces a slow step, does it, and says how long it took. */
  slow<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** How far the present step has come. */
  progress(done: number, of: number): void;
};

/** A start that cannot go on; the message is the one sentence that the person reads. */
export class StoppedEarly extends Error {}

const PROGRESS_EVERY_MS = 2_000;

/** Steps told as lines of text. */
export function printSteps(print: (line: string) => void, now: () => number): Steps {
  let told = 0;
  return {
    async slow(name, work) {
      const from = now();
      told = from;
      print(`  ${name} …`);
      const result = await work();
      print(`  ${name}: ${((now() - from) / 1000).toFixed(1)} s`);
      return result;
    },
    progress(done, of) {
      if (now() - told < PROGRESS_EVERY_MS) return;
      told = now();
      print(`    ${done} of ${of}`);
    },
  };
}
