import { readdir } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";
import { instant } from "@mainstreet/core/local-date";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import { checkParts, checksumOf } from "./backup-check.ts";
import { beginPart, makeFolder, readText, writeWhole } from "./backup-folder.ts";
import {
  BEGUN,
  Begun,
  ERASURES,
  FORMAT,
  MANIFEST,
  type Manifest,
  type Part,
  parsed,
  type Receipt,
} from "./backup-format.ts";
import { goneLine, keyOf, kindOf, lineOf } from "./backup-item.ts";
import { openPepper, sealPepper } from "./backup-pepper.ts";
import { copyPictures } from "./backup-pictures.ts";
import { type Parts, receiptsIn, scanSegment, writeChanges } from "./backup-scan.ts";
import { keyringOf } from "./keyring.ts";
import { type Key, restoreKey } from "./keys.ts";
import { requireSamePepper } from "./pepper-check.ts";
import { Lost } from "./stream.ts";
import { tableDefinition, timeToLive } from "./table-definition.ts";
import type { WholeTable } from "./whole-table.ts";

export type BackupNeeds = {
  readonly whole: WholeTable;
  /** Where it goes: empty, or with a backup of this table that was cut short. */
  readonly folder: string;
  /** The chamber's secret, and what it is sealed with. */
  readonly pepper: Uint8Array;
  readonly passphrase: string;
  /** Where the pictures of listings are kept; null where they are elsewhere. */
  readonly pictures: string | null;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly random: Random;
  /** Told how many items and bytes lie in the folder by now. */
  readonly progress?: (items: number, bytes: number) => void;
  readonly segments?: number;
  readonly partBytes?: number;
  /** Of scrypt, a power of two. */
  readonly cost?: number;
};

const SEGMENTS = 4;
const PART_BYTES = 8 * 1024 * 1024;
/** The table counts as quiet when so many looks at its stream, each this long after the last, find nothing. */
const QUIET_LOOKS = 3;
const QUIET_MS = 250;
const MOST_LOOKS = 1_000;

/**
 * Writes everything that is in a table into a folder. What changes meanwhile is read again until nothing does, so that it is
 * the table of one moment. Cut short at any time it goes on where it was when it is called again.
 * @throws `in-use` for a folder that holds something else; `invalid` for another passphrase than it was begun with, or a
 *   table that is being restored; `stale` when the stream of changes does not reach back any more; `busy` when changes do
 *   not end; `WrongPepper`
 */
export async function backup(needs: BackupNeeds): Promise<Manifest> {
  const { whole, folder, now, pictures } = needs;
  const begun = await begin(needs);
  const seen = { items: 0, bytes: 0 };
  const parts: Parts = {
    folder,
    partBytes: needs.partBytes ?? PART_BYTES,
    told({ lines, bytes }) {
      seen.items += lines;
      seen.bytes += bytes;
      needs.progress?.(seen.items, seen.bytes);
    },
  };
  const receipts = await scanAll(whole, begun.segments, parts);
  const changes = await catchUp(needs, begun, parts);
  const erasures = await beginPart(folder, ERASURES);
  const held = { parts: receipts.map(partOf), changes: changes.map(partOf) };
  const kinds = await checkParts(folder, held, async (item, line) => {
    if (kindOf(item) === "tombstone") await erasures.add(line);
  });
  const rest = {
    erasures: await erasures.close(),
    pictures: pictures === null ? null : await copyPictures(pictures, folder),
  };
  const manifest: Manifest = {
    ...begun,
    finishedAt: instant(now()),
    definition: { table: tableDefinition(begun.table), clearing: timeToLive(begun.table) },
    ...held,
    ...rest,
    items: Object.values(kinds).reduce((sum, { items }) => sum + items, 0),
    kinds,
    checksum: checksumOf([...held.parts, ...held.changes, rest.erasures, ...(rest.pictures ? [rest.pictures] : [])]),
  };
  await writeWhole(path.join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

/** Writes the list of who was erased and nothing else, to be kept with backups of before. @returns how many they are */
export async function saveErasures(whole: WholeTable, file: string): Promise<number> {
  const list = await beginPart(path.dirname(file), path.basename(file));
  let after: Key | null = null;
  do {
    const { items, next }: Awaited<ReturnType<WholeTable["scan"]>> = await whole.scan({ segment: 0, of: 1, after });
    for (const item of items) if (kindOf(item) === "tombstone") await list.add(lineOf(item));
    after = next;
  } while (after);
  return (await list.close()).lines;
}

/** Takes up the backup that was begun in the folder, or begins one. */
async function begin(needs: BackupNeeds): Promise<Begun> {
  const { whole, folder, pepper, passphrase, now, random, cost } = needs;
  const keyring = keyringOf(pepper);
  const text = await readText(path.join(folder, BEGUN));
  if (text === null && (await readdir(folder).catch(() => [])).some((name) => !name.endsWith(".half"))) {
    throw new ChamberError("in-use", `The folder ${folder} holds something else. Name an empty one.`);
  }
  await requireSamePepper(whole.table, keyring);
  if (await whole.table.get(restoreKey())) {
    throw new ChamberError(
      "invalid",
      "This table is being restored. Finish that first: what is in it is not all there is.",
    );
  }
  if (text === null) {
    await makeFolder(folder);
    const begun: Begun = {
      format: FORMAT,
      id: Buffer.from(random(16)).toString("hex"),
      begunAt: instant(now()),
      table: whole.name,
      check: keyring.check,
      pepper: sealPepper({ passphrase, random, ...(cost && { cost }) }, pepper),
      segments: needs.segments ?? SEGMENTS,
      // Before the first item is read: whatever changes from then on is in the stream.
      from: await whole.stream.newest(),
    };
    await writeWhole(path.join(folder, BEGUN), JSON.stringify(begun, null, 1));
    return begun;
  }
  if ((await readText(path.join(folder, MANIFEST))) !== null) {
    throw new ChamberError("in-use", `The folder ${folder} holds a finished backup. Name an empty one.`);
  }
  const begun = parsed(Begun, BEGUN, text);
  if (begun.check !== keyring.check || begun.table !== whole.name) {
    throw new ChamberError("in-use", `The folder ${folder} holds a backup of another table. Name an empty one.`);
  }
  openPepper(passphrase, begun.pepper);
  return begun;
}

/** All segments beside each other; the first failure ends the others with their page. */
async function scanAll(whole: WholeTable, of: number, parts: Parts): Promise<Receipt[]> {
  let failed = false;
  const lanes = Array.from({ length: of }, (_, segment) =>
    scanSegment(whole, { segment, of }, parts, () => failed).catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const settled = await Promise.allSettled(lanes);
  return settled.flatMap((lane) => {
    if (lane.status === "rejected") throw lane.reason;
    return lane.value;
  });
}

/** Reads again what changed since the backup was begun, until nothing does. */
async function catchUp({ whole, sleep }: BackupNeeds, begun: Begun, parts: Parts): Promise<Receipt[]> {
  const nameOf = (n: number) => `changes-${String(n).padStart(5, "0")}`;
  const done = await receiptsIn(parts, nameOf);
  let positions = done.at(-1)?.positions ?? begun.from;
  let quiet = 0;
  for (let look = 0; quiet < QUIET_LOOKS; look++) {
    if (look > MOST_LOOKS)
      throw new ChamberError("busy", "The table changes all the time. Back it up in a quieter hour.");
    const batch = await whole.stream.read(positions).catch((error: unknown) => {
      throw error instanceof Lost ? tooLate(error) : error;
    });
    positions = batch.positions;
    if (batch.keys.length === 0) {
      quiet++;
      await sleep(QUIET_MS);
      continue;
    }
    quiet = 0;
    const keys = new Map(batch.keys.map((key) => [JSON.stringify([key.pk, key.sk]), key]));
    const items = await whole.read([...keys.values()]);
    for (const item of items) {
      const { pk, sk } = keyOf(item);
      keys.delete(JSON.stringify([pk, sk]));
    }
    done.push(
      await writeChanges(parts, nameOf(done.length + 1), { items, gone: [...keys.values()].map(goneLine) }, positions),
    );
  }
  return done;
}

function tooLate(cause: unknown): ChamberError {
  return new ChamberError(
    "stale",
    "This backup was begun too long ago: what has changed since is not known any more. Begin another one in an empty folder.",
    { cause },
  );
}

function partOf({ file, lines, bytes, sha256 }: Receipt): Part {
  return { file, lines, bytes, sha256 };
}
