import * as z from "zod";
import { bytesOf, type SiteFiles, textOf } from "./site-files.ts";

/*
 * What the publisher knows of its site. The one file that is ever replaced; all it names is named after its content. Put
 * down before the pages are written: whatever it calls pending is drawn again after a crash, from the copy it names.
 */

const FILE = "state.json";

const Box = z.strictObject({ west: z.number(), south: z.number(), east: z.number(), north: z.number() });
const File = z.string();
const Shard = z.strictObject({ file: File, details: File.nullable(), count: z.int(), box: Box });

/** The files of the snapshot, as search's head file names them. */
const Snapshot = z.strictObject({
  base: File,
  details: File.nullable(),
  delta: File.nullable(),
  count: z.int(),
  shards: z.array(Shard).readonly(),
});

const State = z.strictObject({
  format: z.literal(4),
  /** The fence of the lease under which it was written; a writer with a lower one is refused. */
  fence: z.int(),
  /** Counts the writes, so that a publisher sees that another one has been here. */
  count: z.int(),
  /** The web build, address and date that the pages are drawn for. */
  made: z.strictObject({ web: z.string(), origin: z.string(), base: z.string(), date: z.string() }),
  /** Which files hold the copy of what is public. */
  source: z.record(z.string(), z.string()),
  /** False until the copy has been read from the table as a whole. */
  whole: z.boolean(),
  /** The chamber's date when everything was last read, drawn and compared; "" when never. */
  verifiedOn: z.string(),
  /** How far the stream has been followed, in the reader's own words; null when not known. */
  checkpoint: z.string().nullable(),
  snapshot: Snapshot.nullable(),
  /** The file that lists the paths still to be written or removed; null when all are. */
  pending: z.string().nullable(),
  /** By the milliseconds that files may be late: since when those files are behind (milliseconds since 1970). */
  behind: z.record(z.string(), z.int()),
  /** Files that nothing names any more, and since when: kept a while for pages that are open in a browser. */
  superseded: z.array(
    z.strictObject({
      path: z.string(),
      since: z.int(),
      /** The listing whose picture it is: it goes when that does. Null for other files. */
      listing: z.string().nullable(),
    }),
  ),
});
export type State = z.infer<typeof State>;

/** A state as it was read, with the bytes that a replacement expects. */
export type Held = { readonly state: State; readonly bytes: Uint8Array };

/** Another publisher has written under a later lease, or at the same time: this one must look again. */
export class Overtaken extends Error {
  constructor() {
    super("Another publisher has written the site meanwhile.");
    this.name = "Overtaken";
  }
}

/** The state, or undefined where nothing was published yet or the file is not of this format. */
export async function readState(files: SiteFiles): Promise<Held | undefined> {
  const bytes = await files.read(FILE);
  if (!bytes) return undefined;
  const parsed = State.safeParse(parseJson(textOf(bytes)));
  return parsed.success ? { state: parsed.data, bytes } : undefined;
}

/** Replaces the state. @throws `Overtaken` */
export async function writeState(files: SiteFiles, before: Held | undefined, state: State): Promise<Held> {
  if (before && before.state.fence > state.fence) throw new Overtaken();
  const bytes = bytesOf(`${JSON.stringify(state, null, 1)}\n`);
  const expected = before?.bytes ?? (await files.read(FILE));
  if (!(await files.replace(FILE, bytes, expected))) throw new Overtaken();
  return { state, bytes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
