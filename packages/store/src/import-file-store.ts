import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import { Instant, instant } from "@mainstreet/core/local-date";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { importFileKey, importMappingKey } from "./batch-keys.ts";
import { TTL } from "./keys.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, transactAs, type Write } from "./write.ts";

/** How long a file that was sent to be imported is kept, in milliseconds. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Which column becomes what, and what stands where a cell is empty. */
const Mapping = z.object({
  columns: z.record(z.string(), z.string()),
  defaults: z.record(z.string(), z.string()),
});

/** A file that staff have sent to be imported, and how far that is. Its bytes lie elsewhere. */
export const ImportFile = z.object({
  id: idOf("import"),
  /** As it was called where it came from. */
  name: z.string(),
  by: PersonKey.nullable(),
  at: Instant,
  /** In bytes. */
  size: z.int(),
  state: z.enum(["waiting", "running", "done"]),
  /** As it is imported; null before that. */
  mapping: Mapping.nullable(),
  batchId: idOf("batch").nullable(),
  report: z
    .object({ rows: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() })
    .nullable(),
  version: z.int().min(1),
});
export type ImportFile = z.infer<typeof ImportFile>;

/** A file that is about to be noted. */
export function draft(
  write: Pick<Write<never>, "actor" | "now" | "random">,
  { name, size }: Pick<ImportFile, "name" | "size">,
): ImportFile {
  const { actor, now, random } = write;
  return {
    ...{ id: newId("import", now, random), name, size, at: instant(now) },
    by: actor.kind === "person" ? actor.personKey : null,
    ...{ state: "waiting", mapping: null, batchId: null, report: null, version: 1 },
  };
}

/** Notes a file whose bytes are in their place. */
export async function create(table: Table, write: Write<ImportFile>, file: ImportFile): Promise<ImportFile> {
  requireStaff(write.actor);
  return commit(table, write, [put(file, null)], file);
}

/** One file, for staff. @param now one that is older than it is kept is not there. @throws `not-found` */
export async function get(table: Table, actor: Actor, id: string, now: number): Promise<ImportFile> {
  requireStaff(actor);
  const item = await table.get(importFileKey(id));
  const file = item && ImportFile.parse(entityOf(item));
  if (!file || Date.parse(file.at) + KEPT_MS <= now) throw new ChamberError("not-found", "There is no such file here.");
  return file;
}

/** Changes how far a file is. @throws `stale`, `forbidden` */
export async function update(
  table: Table,
  actor: Actor,
  current: ImportFile,
  change: Partial<ImportFile>,
): Promise<ImportFile> {
  requireStaff(actor);
  const file = { ...current, ...change, version: current.version + 1 };
  try {
    await transactAs(table, actor, [put(file, current.version)]);
    return file;
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** What a table of these columns became the last time, by the hash of their headers; null for columns never seen. */
export async function mappingOf(table: Table, hash: string): Promise<z.infer<typeof Mapping> | null> {
  const item = await table.get(importMappingKey(hash));
  return item ? Mapping.parse(item) : null;
}

/** Remembers what a table of these columns became. */
export async function rememberMapping(
  table: Table,
  actor: Actor,
  hash: string,
  mapping: z.infer<typeof Mapping>,
): Promise<void> {
  requireStaff(actor);
  await transactAs(table, actor, [{ put: { ...importMappingKey(hash), kind: "import-mapping", ...mapping } }]);
}

function put(file: ImportFile, version: number | null): Action {
  const ttl = Math.ceil((Date.parse(file.at) + KEPT_MS) / 1000);
  return {
    put: { ...importFileKey(file.id), kind: "import-file", ...file, [TTL]: ttl },
    when: version === null ? ABSENT : atVersion(version),
  };
}
