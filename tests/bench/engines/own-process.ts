import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { EngineName } from "./make-engine.ts";
import type { TimedEngine } from "./timing.ts";

const SCRIPT = path.resolve(import.meta.dirname, "../search-run.ts");

/**
 * An engine in a process of its own, as a page, a function or a database has one: engines that share a process are slowed
 * down by what the compiler has learnt of the others. Null for an engine that is not on this machine.
 * @throws when the process ends before its time
 */
export async function startEngine(
  engine: EngineName,
  count: number,
  questions: number,
): Promise<(TimedEngine & { stop(): void }) | null> {
  const child = fork(SCRIPT, [engine, String(count), String(questions)], {
    execArgv: ["--max-old-space-size=12000"],
    serialization: "advanced",
  });
  const { name } = Object(await next(child));
  if (typeof name !== "string") {
    child.disconnect();
    return null;
  }
  return {
    name,
    run: async (kind, mostMs) => {
      child.send({ kind, mostMs });
      const times = await next(child);
      if (times instanceof Float64Array) return times;
      throw new TypeError(`${engine} did not answer with times.`);
    },
    stop: () => child.disconnect(),
  };
}

async function next(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  child.once("exit", () => ended.abort(new Error("The engine's process ended.")));
  const [message] = await once(child, "message", { signal: ended.signal });
  return message;
}
