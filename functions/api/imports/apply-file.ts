import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { type Advance, advance } from "@mainstreet/import/apply";
import type { Mapping } from "@mainstreet/import/mapping";
import { rejectedRows } from "@mainstreet/import/rejected-rows";
import { type Survey, surveyed as surveyedNow } from "@mainstreet/import/survey";
import * as BatchStore from "@mainstreet/store/batch-store";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import * as ImportFileStore from "@mainstreet/store/import-file-store";
import * as ImportStore from "@mainstreet/store/import-store";
import { type FileNeeds, hashOfHeaders, type Sent } from "./import-needs.ts";
import { goOn } from "./parked.ts";
import type { Readings } from "./readings.ts";

/** How far the import of a file has come. */
export type Applied = {
  readonly report: NonNullable<ImportFile["report"]>;
  readonly done: number;
  readonly finished: boolean;
  /** What it can be undone by; null where nothing was written. */
  readonly batchId: string | null;
};

export type What = {
  readonly sent: Sent;
  readonly planHash: string;
  readonly workMs: number;
  readonly until: number;
};

/**
 * Imports a file for a while; sent again, it goes on where it was. What it does is told by what is stored, so a server may die
 * anywhere; what it has only read of the file is read again by another one.
 * @param planHash of the plan that was looked at
 * @param workMs after so long no more rows are begun, once the file has been read, in milliseconds
 * @param until whatever the reading took, no more are begun after this, in milliseconds since 1970
 * @throws `conflict` when file or mapping are others than were planned; `busy` when it runs somewhere else
 */
export async function applyFile(
  needs: FileNeeds,
  readings: Readings,
  file: ImportFile,
  { sent, planHash, workMs, until }: What,
): Promise<Applied> {
  if (file.state === "done" && file.report) return finished(needs, file, file.report);
  const read = await goOn(await readings.of(needs, file, sent), () => needs.now() >= until);
  if (read === null) return stillReading(needs, file, planHash);
  const { mapping } = read;
  if (read.hash !== planHash)
    throw new ChamberError("conflict", "This is not what was planned. Look at the plan again, then import.");
  const surveyed = await surveyedNow(needs, read);
  const { running, found } = await begin(needs, file, surveyed, mapping);
  const batchId = running.batchId ?? "";
  // It came to its end, and whoever did that died before they could say so.
  const isOver = found?.finished && found.batchId === batchId;
  const soon = Math.min(needs.now() + workMs, until);
  const advanced = isOver ? null : await advance(needs, surveyed, { until: soon, batchId });
  if (advanced && !advanced.finished) return told(needs, advanced);
  // What is left to be done, a request of its own finds time for: it is noted that the rows are done.
  if (advanced && needs.now() >= until && (await ImportStore.progress(needs.table, surveyed.hash))?.finished)
    return told(needs, { ...advanced, finished: false });
  const { count, csv: rejected } = await rejectedRows(needs, surveyed);
  const { added, changed, unchanged } = advanced?.report ?? found ?? { added: 0, changed: 0, unchanged: 0 };
  const report = { rows: surveyed.rows, added, changed, unchanged, rejected: count };
  if (count > 0) await needs.imports.keepRejected(file.id, new TextEncoder().encode(rejected));
  const done = await update(needs, running, { state: "done", report });
  await needs.imports.remove(file.id);
  readings.forget(file);
  return finished(needs, done, report);
}

/** How far the import had come before its file was to be read again. */
async function stillReading(needs: FileNeeds, { state, batchId }: ImportFile, hash: string): Promise<Applied> {
  const found = state === "running" ? await ImportStore.progress(needs.table, hash) : undefined;
  const { row = 1, added = 0, changed = 0, unchanged = 0, refused = [] } = found ?? {};
  const report = { rows: row - 1, added, changed, unchanged, rejected: refused.length };
  const stored = found && batchId !== null ? await storedBatch(needs, batchId) : null;
  return { report, done: row - 1, finished: false, batchId: stored };
}

/** Notes with what mapping the file is imported, and what it can be undone by, before anything is written. */
async function begin(
  needs: FileNeeds,
  file: ImportFile,
  surveyed: Survey,
  mapping: Mapping,
): Promise<{ readonly running: ImportFile; readonly found: ImportStore.Progress | undefined }> {
  const { table, actor } = needs;
  const found = await ImportStore.progress(table, surveyed.hash);
  // What another run of the same left unfinished is finished by this one, and undone with it.
  const open = found && !found.finished ? await notUndone(needs, found.batchId ?? null) : null;
  const isSame = file.state === "running" && sameMapping(file.mapping, mapping);
  const own = isSame ? await notUndone(needs, file.batchId) : null;
  const batchId = open ?? own ?? newId("batch", needs.now(), needs.random);
  if (isSame && batchId === file.batchId) return { running: file, found };
  if (file.batchId !== null && file.batchId !== batchId) {
    const write = { actor, now: needs.now(), random: needs.random, keyring: needs.keyring, remember: null };
    await BatchStore.finish(table, write, file.batchId);
  }
  const running = await update(needs, file, { state: "running", mapping: plain(mapping), batchId });
  await ImportFileStore.rememberMapping(table, actor, hashOfHeaders(surveyed.file.headers), forNext(mapping));
  return { running, found };
}

async function notUndone({ table }: FileNeeds, batchId: string | null): Promise<string | null> {
  const batch = batchId === null ? null : await BatchStore.find(table, batchId);
  return batch?.state === "undoing" || batch?.state === "undone" ? null : batchId;
}

async function update(needs: FileNeeds, file: ImportFile, change: Partial<ImportFile>): Promise<ImportFile> {
  try {
    return await ImportFileStore.update(needs.table, needs.actor, file, change);
  } catch (error) {
    if (!(error instanceof ChamberError) || error.code !== "stale") throw error;
    throw new ChamberError("busy", "The same import is running somewhere else. Wait for it to end.", { cause: error });
  }
}

async function told(needs: FileNeeds, { report, done, batchId }: Advance): Promise<Applied> {
  return { report, done, finished: false, batchId: await storedBatch(needs, batchId) };
}

async function finished(needs: FileNeeds, file: ImportFile, report: Applied["report"]): Promise<Applied> {
  const batchId = file.batchId === null ? null : await storedBatch(needs, file.batchId);
  return { report, done: report.rows, finished: true, batchId };
}

/** An import that changed nothing leaves nothing that could be undone. */
async function storedBatch({ table }: FileNeeds, batchId: string): Promise<string | null> {
  return (await BatchStore.find(table, batchId)) ? batchId : null;
}

function plain({ columns, defaults }: Mapping): NonNullable<ImportFile["mapping"]> {
  const given = Object.entries(defaults).flatMap(([target, value]) => (value ? [[target, value] as const] : []));
  return { columns: { ...columns }, defaults: Object.fromEntries(given) };
}

/** What is remembered for the next file of the same columns: nothing that could be somebody's. */
function forNext(mapping: Mapping): NonNullable<ImportFile["mapping"]> {
  const { contactName, contactEmail, staffNote, ...defaults } = plain(mapping).defaults;
  return { columns: { ...mapping.columns }, defaults };
}

function sameMapping(one: ImportFile["mapping"], other: Mapping): boolean {
  const sorted = (mapping: NonNullable<ImportFile["mapping"]>) =>
    JSON.stringify([Object.entries(mapping.columns).sort(), Object.entries(mapping.defaults).sort()]);
  return one !== null && sorted(one) === sorted(plain(other));
}
