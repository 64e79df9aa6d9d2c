import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { system } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { apply } from "@mainstreet/import/apply";
import { type CsvFile, LIMITS, MOST_MB, open } from "@mainstreet/import/csv-file";
import { guess, layoutOf, type Mapping, parseMapping, withDefaults } from "@mainstreet/import/mapping";
import { rejectsFile, rejectsPath } from "@mainstreet/import/rejects";
import { changeLines, describe, mappingTable, number, summary } from "@mainstreet/import/report";
import { fileSource } from "@mainstreet/import/source";
import { survey } from "@mainstreet/import/survey";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { HELP, parsed } from "../arguments.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- import FILE.csv [options]

  --dry-run            say what would happen and write nothing
  --mapping FILE       take the mapping of columns from a JSON file
  --save-mapping FILE  write the mapping used into a JSON file
  --defaults X=VALUE   what stands where a cell is empty, such as category=Food; may be repeated
  --rejected FILE      where rejected rows go, instead of FILE.rejected.csv
  --max-mb N           let the file have up to N MB, at most ${MOST_MB}`;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    ...HELP,
    "dry-run": { type: "boolean" },
    mapping: { type: "string" },
    "save-mapping": { type: "string" },
    rejected: { type: "string" },
    defaults: { type: "string", multiple: true },
    "max-mb": { type: "string" },
  },
} as const;

const SHOWN_CHANGES = 10;
const EVERY_MS = { terminal: 100, log: 3_000 } as const;

/** Imports a file; rows that cannot be imported end up in a file beside it. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const began = shell.now();
  const { file: name, options } = parse(args);
  if (options.help) {
    shell.print(USAGE);
    return 0;
  }
  const filePath = shell.resolve(name);
  const file = await open(await fileSource(filePath), { ...LIMITS, bytes: options.maxMb * 1024 * 1024 });
  const mapping = await mappingFor(file, options, shell);
  layoutOf(mapping, file.headers);
  shell.print(`${describe(file)}\n\n${mappingTable(file, mapping)}\n`);
  if (options.saveMapping) await writeFile(shell.resolve(options.saveMapping), `${JSON.stringify(mapping, null, 2)}\n`);

  const table = await shell.connect();
  const chamber = await ChamberStore.find(table);
  if (!chamber) throw new ChamberError("not-found", "This chamber has not been set up yet. Run npm start once.");
  const keyring = await shell.keyring();
  // The first use of a table notes the pepper, and a dry run notes nothing.
  if (!options.dryRun) await requireSamePepper(table, keyring);
  const needs = { table, now: shell.now, random: shell.random, sleep: shell.sleep, keyring, actor: system("import") };
  const surveyed = await survey(needs, file, mapping, chamber);
  if (surveyed.newCategories.length > 0) shell.print(`new categories: ${surveyed.newCategories.join(", ")}`);

  const to = options.rejected ? shell.resolve(options.rejected) : options.dryRun ? null : rejectsPath(filePath);
  const rejects = to === null ? null : rejectsFile(to, file);
  const changes: string[] = [];
  const report = await apply(needs, surveyed, {
    dryRun: options.dryRun,
    watch: {
      resumed: (row) => shell.print(`resuming after row ${number(row)}`),
      rejected: (row, cells, reason) => rejects?.add(row, cells, reason),
      changed: (row, name, fields) =>
        changes.push(changes.length < SHOWN_CHANGES ? changeLines(row, name, fields) : ""),
      progress: meter(surveyed.rows, shell),
    },
  });
  shell.status("");
  await rejects?.close();
  for (const change of changes.slice(0, SHOWN_CHANGES)) shell.print(change);
  if (changes.length > SHOWN_CHANGES) shell.print(`… and ${number(changes.length - SHOWN_CHANGES)} more changed rows`);
  const seconds = (shell.now() - began) / 1000;
  shell.print(summary(report, { dryRun: options.dryRun, see: to && relative(to), seconds }));
  return 0;
}

type Options = {
  readonly help: boolean;
  readonly dryRun: boolean;
  readonly mapping: string | undefined;
  readonly saveMapping: string | undefined;
  readonly rejected: string | undefined;
  readonly defaults: readonly (readonly [string, string])[];
  readonly maxMb: number;
};

function parse(args: readonly string[]): { file: string; options: Options } {
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  if (positionals.length !== 1 && !values.help) throw new UsageError(`Name one file to import.\n\n${USAGE}`);
  const maxMb = Number(values["max-mb"] ?? LIMITS.bytes / 1024 / 1024);
  if (!(maxMb > 0 && maxMb <= MOST_MB)) throw new UsageError(`--max-mb must be a number up to ${MOST_MB}.`);
  const defaults = (values.defaults ?? []).map((pair) => {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError(`--defaults must look like category=Food, not “${pair}”.`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return {
    file: positionals[0] ?? "",
    options: {
      help: values.help ?? false,
      dryRun: values["dry-run"] ?? false,
      mapping: values.mapping,
      saveMapping: values["save-mapping"],
      rejected: values.rejected,
      defaults,
      maxMb,
    },
  };
}

async function mappingFor(file: CsvFile, options: Options, shell: Shell): Promise<Mapping> {
  if (!options.mapping) return withDefaults(guess(file.headers), options.defaults);
  const text = await readFile(shell.resolve(options.mapping), "utf8").catch((cause: unknown) => {
    throw new ChamberError("not-found", `The mapping ${options.mapping} cannot be opened.`, { cause });
  });
  return withDefaults(parseMapping(fromJson(text, options.mapping), file.headers), options.defaults);
}

function fromJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChamberError("malformed", `The mapping ${name} is not JSON.`, { cause });
  }
}

/** Says how far it is: many times a second where a line can be replaced, every few seconds where lines add up. */
function meter(rows: number, shell: Shell): (done: number) => void {
  const began = shell.now();
  let last = began;
  return (done) => {
    const at = shell.now();
    if (at - last < (shell.isTerminal ? EVERY_MS.terminal : EVERY_MS.log)) return;
    last = at;
    const speed = Math.round((done * 1000) / (at - began));
    shell.status(`${number(done)} of ${number(rows)} rows, ${number(speed)} rows/s`);
  };
}

function relative(file: string): string {
  return path.relative(process.cwd(), file) || file;
}
