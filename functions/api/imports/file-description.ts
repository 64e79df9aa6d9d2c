import { ImportFile } from "@mainstreet/store/import-file-store";
import * as z from "zod";

const Columns = z.strictObject({
  columns: z.record(z.string(), z.string()),
  defaults: z.record(z.string(), z.string()),
});

export type Columns = z.infer<typeof Columns>;

/** What a file is and what it could become, for whoever has sent it. */
export const FileDescription = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    state: z.enum(["waiting", "running", "done"]),
    /** Null once it is imported, as the file is not kept then. */
    encoding: z.string().nullable(),
    delimiter: z.enum([",", ";", "\t"]).nullable(),
    headers: z.array(z.string()),
    /** The first rows below the header. */
    samples: z.array(z.array(z.string())),
    rows: z.int(),
    /** As it was imported, or as the columns were mapped the last time, or else as their names say. */
    mapping: Columns,
    from: z.enum(["file", "remembered", "guessed"]),
    readyMade: z.array(z.strictObject({ id: z.string(), title: z.string(), mapping: Columns })),
    /** What a column can become, and whether several can become it together. */
    targets: z.array(z.strictObject({ id: z.string(), label: z.string(), isJoined: z.boolean() })),
    /** What came of it, once it is imported. */
    report: ImportFile.shape.report.unwrap().strict().nullable(),
    /** What it can be undone by; null where nothing was written so far. */
    batchId: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: "ImportFile" });
export type FileDescription = z.infer<typeof FileDescription>;
