import type { CsvFile } from "@mainstreet/import/csv-file";
import { lines } from "@mainstreet/import/csv-file";
import { guess, type Mapping, parseMapping } from "@mainstreet/import/mapping";
import { readyMade } from "@mainstreet/import/ready-made";
import { JOINED, LABEL, TARGETS } from "@mainstreet/import/target";
import * as BatchStore from "@mainstreet/store/batch-store";
import type { ImportFile } from "@mainstreet/store/import-file-store";
import * as ImportFileStore from "@mainstreet/store/import-file-store";
import type { Columns, FileDescription } from "./file-description.ts";
import { type FileNeeds, hashOfHeaders } from "./import-needs.ts";

const SAMPLES = 5;
const targets = TARGETS.map((id) => ({ id, label: LABEL[id], isJoined: JOINED[id] !== undefined }));

/** Reads all of a file and says what it is. @throws as `lines` does, for what is wrong further down */
export async function describeFile(
  { table }: Pick<FileNeeds, "table">,
  file: ImportFile,
  csv: CsvFile,
): Promise<FileDescription> {
  const samples: (readonly string[])[] = [];
  let rows = 0;
  for await (const { cells } of lines(csv)) if (rows++ < SAMPLES) samples.push(cells);
  const { headers, label, delimiter } = csv;
  const { mapping, from } = await bestMapping(table, file, headers);
  return {
    ...(await headOf(table, file)),
    ...{ encoding: label, delimiter, rows, from },
    headers: [...headers],
    samples: samples.map((cells) => [...cells]),
    mapping: plain(mapping),
    readyMade: readyMade(headers).map((ready) => ({ ...ready, mapping: plain(ready.mapping) })),
  };
}

/** What has become of a file that was imported: the file itself is not kept any longer. */
export async function describeDone({ table }: Pick<FileNeeds, "table">, file: ImportFile): Promise<FileDescription> {
  return {
    ...(await headOf(table, file)),
    ...{ encoding: null, delimiter: null, headers: [], samples: [], readyMade: [], from: "file" },
    rows: file.report?.rows ?? 0,
    mapping: file.mapping ?? { columns: {}, defaults: {} },
  };
}

async function headOf(table: FileNeeds["table"], { id, name, state, version, report, batchId }: ImportFile) {
  const isStored = batchId !== null && (await BatchStore.find(table, batchId));
  return { id, name, state, version, report, batchId: isStored ? batchId : null, targets };
}

/** The mapping that a file is most likely meant with. */
export async function bestMapping(
  table: FileNeeds["table"],
  file: ImportFile,
  headers: readonly string[],
): Promise<{ readonly mapping: Mapping; readonly from: FileDescription["from"] }> {
  if (file.mapping) return { mapping: parseMapping(file.mapping, headers), from: "file" };
  const remembered = await ImportFileStore.mappingOf(table, hashOfHeaders(headers));
  if (remembered) return { mapping: parseMapping(remembered, headers), from: "remembered" };
  return { mapping: guess(headers), from: "guessed" };
}

function plain({ columns, defaults }: Mapping): Columns {
  const given = Object.entries(defaults).flatMap(([target, value]) => (value ? [[target, value] as const] : []));
  return { columns: { ...columns }, defaults: Object.fromEntries(given) };
}
