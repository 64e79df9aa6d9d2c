import type { BenchDirectory } from "../directory-data.ts";
import type { Question } from "../questions.ts";
import { type BenchEngine, KINDS, type Kind, metresBetween, REACH } from "./bench-engine.ts";

/** Distances that differ by less are one distance: SQLite measures on a plane, geokdbush on a ball of another radius. */
const PART = 0.005;
const ORDERLESS: readonly Kind[] = ["box", "box, category, word", "text, all", "box, open"];

export type Agreement = { readonly compared: number; readonly found: number; readonly mismatches: readonly string[] };

/**
 * Asks every engine the same and compares what it found with what the oracle found: the same listings where there is no
 * order, the same distances where the nearest were asked for, and a part of all where each ranks in its own way.
 */
export async function compareAnswers(
  directory: BenchDirectory,
  oracle: BenchEngine,
  engines: readonly BenchEngine[],
  questions: readonly Question[],
): Promise<Agreement> {
  const mismatches: string[] = [];
  let compared = 0;
  let found = 0;
  for (const kind of KINDS) {
    for (const question of questions) {
      const wanted = await idsOf(oracle, kind === "text, best 20" ? "text, all" : kind, question);
      found += wanted.length;
      for (const engine of engines) {
        const ids = await idsOf(engine, kind, question);
        compared++;
        if (!agrees(directory, kind, question, wanted, ids)) {
          mismatches.push(
            `${engine.name}, ${kind}: ${ids.length} instead of ${wanted.length} for ${JSON.stringify(question)}`,
          );
        }
      }
    }
  }
  return { compared, found, mismatches };
}

async function idsOf(engine: BenchEngine, kind: Kind, question: Question): Promise<number[]> {
  const given = await engine.asks[kind](question);
  const answer = "rows" in given ? Array.from(given.rows).slice(0, given.count) : Array.from(given);
  return engine.listingOf ? answer.map(engine.listingOf) : answer;
}

function agrees(directory: BenchDirectory, kind: Kind, { middle }: Question, wanted: number[], ids: number[]): boolean {
  if (kind === "text, best 20") {
    const all = new Set(wanted);
    return (
      ids.length === Math.min(20, wanted.length) && ids.every((id) => all.has(id)) && new Set(ids).size === ids.length
    );
  }
  if (ORDERLESS.includes(kind)) {
    const [a, b] = [wanted, ids].map((list) => list.toSorted((one, other) => one - other).join());
    return a === b;
  }
  const metresOf = (id: number | undefined): number => {
    const position = directory.listed[id ?? -1]?.position;
    return position ? metresBetween(middle.lat, middle.lon, position.lat, position.lon) : REACH;
  };
  // At the rim one engine may have a listing that another has not.
  const count = Math.max(wanted.length, ids.length);
  return Array.from({ length: count }, (_, i) => [metresOf(wanted[i]), metresOf(ids[i])]).every(
    ([a = 0, b = 0]) => Math.abs(a - b) <= 1 + PART * Math.max(a, b),
  );
}
