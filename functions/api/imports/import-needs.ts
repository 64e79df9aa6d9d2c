import { createHash } from "node:crypto";
import type { Actor } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { type CsvFile, open } from "@mainstreet/import/csv-file";
import { layoutOf, type Mapping, parseMapping } from "@mainstreet/import/mapping";
import type { ImportNeeds } from "@mainstreet/import/needs";
import { bytesSource } from "@mainstreet/import/source";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import type { ImportFiles } from "../../upload/import-files.ts";

/** What importing a file that was sent works with. */
export type FileNeeds = ImportNeeds & { readonly imports: ImportFiles; readonly actor: Actor };

/** Which column becomes what, and what stands where a cell is empty, as it was sent. */
export type Sent = {
  readonly columns: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
};

/** The file as it was sent. @throws `expired` when it is not kept any more, and as `open` does */
export async function openFile({ imports }: Pick<FileNeeds, "imports">, file: ImportFile): Promise<CsvFile> {
  requireKept(file);
  const bytes = await imports.read(file.id);
  if (!bytes) throw gone();
  return open(bytesSource(file.name, bytes));
}

/** Throws `expired` for a file that was imported: it is not kept, whatever is in memory. */
export function requireKept({ state }: ImportFile): void {
  if (state === "done") throw gone();
}

function gone(): ChamberError {
  return new ChamberError("expired", "This file is not kept any more. Send it again.");
}

/** A mapping as it was sent, that a file can be imported with. @throws `invalid` */
export function mappingOf(sent: Sent, headers: readonly string[]): Mapping {
  const mapping = parseMapping(sent, headers);
  layoutOf(mapping, headers);
  return mapping;
}

/** Tells tables with the same columns, in whatever order, from others: a SHA-256 in hex. */
export function hashOfHeaders(headers: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([...headers].sort()))
    .digest("hex");
}
