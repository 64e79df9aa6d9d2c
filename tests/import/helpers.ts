import { existsSync } from "node:fs";
import path from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import { apply, type Report } from "@mainstreet/import/apply";
import { type CsvFile, open } from "@mainstreet/import/csv-file";
import { guess, type Mapping, withDefaults } from "@mainstreet/import/mapping";
import { bytesSource } from "@mainstreet/import/source";
import { type Survey, survey } from "@mainstreet/import/survey";
import type { Table } from "@mainstreet/store/table";
import { random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";

export const LONG = process.env.MAINSTREET_LONG === "1";
export const ROOT = path.resolve(import.meta.dirname, "../..");

const data = path.resolve(ROOT, "../shared/data");

/** A file of real input beside the checkout, or null with a printed reason. */
export function realFile(name: string): string | null {
  const file = path.join(data, name);
  if (existsSync(file)) return file;
  console.log(`skipped: ${name} is not there (../shared/data beside the checkout)`);
  return null;
}

export type Outcome = {
  report: Report;
  survey: Survey;
  rejected: { row: number; reason: string }[];
  changed: { row: number; fields: string[] }[];
  resumedAfter: number | null;
};

/** Imports a file as the command does. */
export async function importFile(
  table: Table,
  file: CsvFile,
  options: {
    defaults?: Record<string, string>;
    mapping?: Mapping;
    dryRun?: boolean;
    chamber?: Chamber.ChamberSettings;
  } = {},
): Promise<Outcome> {
  const needs = { table, now: Date.now, random, sleep, keyring: KEYRING, actor: system("import") };
  const mapping = withDefaults(options.mapping ?? guess(file.headers), Object.entries(options.defaults ?? {}));
  const surveyed = await survey(needs, file, mapping, options.chamber ?? Chamber.BLANK);
  const outcome: Omit<Outcome, "report"> = { survey: surveyed, rejected: [], changed: [], resumedAfter: null };
  const report = await apply(needs, surveyed, {
    dryRun: options.dryRun ?? false,
    watch: {
      resumed: (row) => {
        outcome.resumedAfter = row;
      },
      rejected: (row, _, reason) => {
        outcome.rejected.push({ row, reason });
      },
      changed: (row, _, fields) => {
        outcome.changed.push({ row, fields: fields.map(({ field, from, to }) => `${field}: ${from} → ${to}`) });
      },
    },
  });
  return { ...outcome, report };
}

/** Imports text. */
export async function importText(
  table: Table,
  text: string,
  options: Parameters<typeof importFile>[2] = {},
): Promise<Outcome> {
  return importFile(table, await open(bytesSource("members.csv", Buffer.from(text))), options);
}

type Seen = Record<string, unknown>;

/** All that an import can have written, without what is different each time: ids, instants and days of joining. */
export async function contents(table: Table): Promise<unknown[]> {
  const items: Seen[] = [];
  for await (const page of table.scan(["category", "member", "listing", "slug", "external"])) items.push(...page);
  const names = new Map(items.map((item) => [item.id, `${item.kind} ${item.slug ?? item.externalId ?? item.name}`]));
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === "string") return names.get(value) ?? value;
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !VARYING.has(key));
    return Object.fromEntries(
      kept.map(([key, entry]) => [key, plain(entry)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  };
  const keyOf = (item: Seen) => (item.kind === "slug" || item.kind === "external" ? item.pk : names.get(item.id));
  return items
    .map((item) => plain({ ...item, key: keyOf(item) }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const VARYING = new Set(["pk", "sk", "gsi1pk", "gsi1sk", "id", "createdAt", "updatedAt", "from"]);

/** Lets `fault` stand between a client and the table; `send` does what was asked. */
export function between(
  client: DynamoDBClient,
  fault: (command: string, send: () => Promise<void>) => Promise<void>,
): DynamoDBClient {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      let sent: Awaited<ReturnType<typeof next>> | undefined;
      const send = async () => {
        sent = await next(args);
      };
      await fault(context.commandName ?? "", send);
      if (!sent) throw new Error("A fault neither sent nor threw.");
      return sent;
    },
    { step: "initialize", name: "faults" },
  );
  return client;
}
