// The same for the first words typed on a page, which are answered before there is an engine: load-page.ts <snapshot file>
import { readFileSync } from "node:fs";
import { openSnapshot } from "@mainstreet/search/read-rows";
import { searchWords } from "@mainstreet/search/search-words";

const bytes = new Uint8Array(readFileSync(process.argv[2] ?? ""));
const began = performance.now();
const { rows } = openSnapshot(bytes);
const opened = performance.now();
const found = searchWords(rows, "ca", "2026-11-25", 0, 20);
const answered = performance.now();
console.log(
  JSON.stringify({ open: opened - began, first: answered - opened, all: answered - began, total: found?.total }),
);
