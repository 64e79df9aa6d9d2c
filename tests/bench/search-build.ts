// Builds one engine in a process of its own and prints milliseconds and bytes: node --expose-gc search-build.ts <engine> <n>
import { ENGINES, preparedEngine } from "./engines/make-engine.ts";

const [wanted, count] = process.argv.slice(2);
const name = ENGINES.find((engine) => engine === wanted);
if (!name || !globalThis.gc) throw new Error("usage: node --expose-gc search-build.ts <engine> <n>");

const make = preparedEngine(name, Number(count));
const before = held();
const began = performance.now();
const engine = await make();
const ms = performance.now() - began;
if (!engine) throw new Error(`${name} is not on this machine.`);
const bytes = held() - before + (engine.bytesOutside ?? 0);
console.log(JSON.stringify({ ms, bytes }));
await engine.close?.();

/** Bytes that this process holds on to. */
function held(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
