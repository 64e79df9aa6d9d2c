import { createHash } from "node:crypto";
import type { Actor } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { type CsvFile, open } from "@mainstreet/import/csv-file";
import { layoutOf, type Mapping, parseMapping } from "@mainstreet/import/mapping";
import type { ImportNeeds } from "@mainstreet/import/needs";
import { bytesSource } from "@mainstreet/import/source";
import { type Survey, survey } from "@mainstreet/import/survey";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import type { ImportFiles } from "../../upload/import-files.ts";

/** What importing a file that was sent works with. */
export type FileNeeds = ImportNeeds & { readonly imports: ImportFiles; readonly actor: Actor };

/** So many rows fit into memory beside all else; of more, each is read twice. */
const MOST_KEPT = 8_000;

/** Which column becomes what, and what stands where a cell is empty, as it was sent. */
export type Sent = {
  readonly columns: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
};

/** The file as it was sent. @throws `expired` when it is not kept any more, and as `open` does */
export async function openFile({ imports }: Pick<FileNeeds, "imports">, file: ImportFile): Promise<CsvFile> {
  const bytes = await imports.read(file.id);
  if (!bytes) throw new ChamberError("expired", "This file is not kept any more. Send it again.");
  return open(bytesSource(file.name, bytes));
}

/** A mapping as it was sent, that a file can be imported with. @throws `invalid` */
export function mappingOf(sent: Sent, headers: readonly string[]): Mapping {
  const mapping = parseMapping(sent, headers);
  layoutOf(mapping, headers);
  return mapping;
}

/** Reads all of a file, within its limits. @throws as `survey` does */
export async function surveyOf(needs: FileNeeds, file: CsvFile, mapping: Mapping): Promise<Survey> {
  const chamber = await ChamberStore.find(needs.table);
  if (!chamber) throw new ChamberError("not-found", "This chamber has not been set up yet.");
  return survey(needs, file, mapping, chamber, MOST_KEPT);
}

/** Tells tables with the same columns, in whatever order, from others: a SHA-256 in hex. */
export function hashOfHeaders(headers: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([...headers].sort()))
    .digest("hex");
}
