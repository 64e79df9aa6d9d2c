import { parseArgs } from "node:util";

/** The counts of listings that `--n=1000,100000` asks for, or those that a bench takes by itself. */
export function countsAsked(usual: readonly number[]): readonly number[] {
  const { values } = parseArgs({ options: { n: { type: "string" } }, strict: false });
  if (typeof values.n !== "string") return usual;
  const counts = values.n.split(",").map((text) => Number(text.replaceAll("_", "")));
  if (counts.some((count) => !Number.isInteger(count) || count < 100)) throw new RangeError(`--n=${values.n}`);
  return counts;
}

/** Those of some names that `--<option>=a,b` asks for, or all of them. */
export function namesAsked<T extends string>(option: string, all: readonly T[]): readonly T[] {
  const { values } = parseArgs({ options: { [option]: { type: "string" } }, strict: false });
  const asked = values[option];
  if (typeof asked !== "string") return all;
  const names = asked.split(",");
  const unknown = names.find((name) => !all.some((known) => known === name));
  if (unknown !== undefined) throw new RangeError(`--${option}: ${unknown} is none of ${all.join(", ")}`);
  return all.filter((name) => names.includes(name));
}

/** Whether a flag such as `--million` was given. */
export function isAsked(flag: string): boolean {
  return process.argv.includes(`--${flag}`);
}
