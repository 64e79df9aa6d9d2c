// Loads one snapshot in a process that has never done so, and prints milliseconds: load-once.ts <snapshot file>
import { readFileSync } from "node:fs";
import { createEngine } from "@mainstreet/search/engine";
import { decode } from "@mainstreet/search/snapshot";

const bytes = new Uint8Array(readFileSync(process.argv[2] ?? ""));
const began = performance.now();
const snapshot = decode(bytes);
const decoded = performance.now();
const engine = createEngine([snapshot]);
const made = performance.now();
snapshot.index();
const indexed = performance.now();
const { total } = engine.search({ text: "ca", day: "2026-11-25" });
const answered = performance.now();
engine.search({ text: "gar", day: "2026-11-25" });
const again = performance.now();
console.log(
  JSON.stringify({
    decode: decoded - began,
    engine: made - decoded,
    words: indexed - made,
    load: indexed - began,
    first: answered - indexed,
    all: answered - began,
    next: again - answered,
    total,
  }),
);
