import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import path from "node:path";

const FILE = path.resolve(import.meta.dirname, "../RESULTS.md");
const HEADER = `# Results of the benches

Written by \`npm run bench -- <name>\`: each run replaces its own part. Ratios are of one run, on the same data, with the peers
taking turns; times of another machine, or of a busy one, are other times.
`;

const [loadBefore = 0] = loadavg();

/** A neutral line on the machine: no names, no paths; and how busy it was with other things when the bench began. */
function machine(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} cores, ${memory}, Node ${process.versions.node}, load ${loadBefore.toFixed(1)} at the start`;
}

/** Prints a part of the results and puts it into RESULTS.md in the place of the last one of its title. */
export function report(title: string, body: string): void {
  const part = `## ${title}\n\n${new Date().toISOString().slice(0, 10)}, ${machine()}\n\n${body.trim()}\n`;
  console.log(`\n${part}`);
  const old = existsSync(FILE) ? readFileSync(FILE, "utf8") : HEADER;
  const [header = HEADER, ...parts] = old.split(/^(?=## )/m);
  const others = parts.filter((other) => !other.startsWith(`## ${title}\n`)).map((other) => other.trim());
  const sorted = [...others, part.trim()].sort((a, b) => compareTitles(a, b));
  writeFileSync(FILE, `${header.trim()}\n\n${sorted.join("\n\n")}\n`);
}

function compareTitles(a: string, b: string): number {
  return a.split("\n", 1).join("").localeCompare(b.split("\n", 1).join(""), "en", { numeric: true });
}
