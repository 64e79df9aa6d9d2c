import path from "node:path";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ChamberError } from "@mainstreet/core/error";
import type { Now, Random, Sleep } from "@mainstreet/core/needs";
import { checkParts, latestOf, tally } from "./backup-check.ts";
import { checkPart, linesOf, readText } from "./backup-folder.ts";
import { ERASURES, MANIFEST, Manifest, type Part, parsed } from "./backup-format.ts";
import { entryOf, keyOf, kindOf, lineOf, type RawItem } from "./backup-item.ts";
import { fateOf, isByItself, isOfAStart } from "./backup-kinds.ts";
import * as Marker from "./backup-marker.ts";
import { openPepper } from "./backup-pepper.ts";
import { bringBackPictures, checkPictures } from "./backup-pictures.ts";
import { type Keyring, keyringOf, WrongPepper } from "./keyring.ts";
import { type Key, pepperKey } from "./keys.ts";
import { reapplyTombstones } from "./reapply-erasures.ts";
import type { Item, Table } from "./table.ts";
import type { WholeTable } from "./whole-table.ts";

export type RestoreNeeds = {
  readonly whole: WholeTable;
  readonly folder: string;
  readonly passphrase: string;
  /** Under which pepper the table will be used. */
  readonly keyring: Pick<Keyring, "check">;
  /** Where the pictures of listings go; null where they are elsewhere. */
  readonly pictures: string | null;
  /** Tables or files that know who was erased after the backup was made. */
  readonly erasedIn: readonly Pick<Table, "scan">[];
  readonly now: Now;
  readonly sleep: Sleep;
  readonly random: Random;
  /** Told how many items are back, of how many. */
  readonly progress?: (items: number, of: number) => void;
};

/** What a restore came to. */
export type Restored = {
  readonly manifest: Manifest;
  readonly pictures: number;
  /** Of how many people something was erased again, and how many items that were. */
  readonly erased: { readonly people: number; readonly items: number };
  /** Kinds that a Mainstreet which runs on the table has gone on with before they could be compared. */
  readonly movedOn: readonly string[];
};

const LANES = 3;
const AT_ONCE = 500;
/** What is in no restore's way. */
const STAYS: ReadonlySet<string> = new Set(["pepper", "lease", "restore"]);
/** A fence that no publisher has reached: whatever papers of publishers are left give way to it. */
const LATER = 1_000_000_000;

/** Reads the manifest of a backup. @throws `not-found` where there is none */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readText(path.join(folder, MANIFEST));
  if (text !== null) return parsed(Manifest, MANIFEST, text);
  throw new ChamberError("not-found", `${folder} holds no finished backup.`);
}

/** The chamber's secret in a backup. @throws `invalid` for another passphrase */
export function pepperIn(manifest: Manifest, passphrase: string): Uint8Array {
  const pepper = openPepper(passphrase, manifest.pepper);
  if (keyringOf(pepper).check === manifest.check) return pepper;
  throw new ChamberError("malformed", "The pepper in this backup is not the one that its items were written under.");
}

/** A file of a backup that says who was erased. @throws `not-found`, `malformed` */
export async function erasuresIn(file: string): Promise<Pick<Table, "scan">> {
  const items: Item[] = [];
  if ((await readText(file)) === null) throw new ChamberError("not-found", `${file} cannot be opened.`);
  for await (const line of linesOf(path.dirname(file), { file: path.basename(file) })) {
    const entry = entryOf(line);
    if ("item" in entry && kindOf(entry.item) === "tombstone") items.push(unmarshall({ ...entry.item }));
  }
  return {
    async *scan() {
      yield items;
    },
  };
}

/**
 * Brings a backup back into an empty table. Every part is looked at before anything is written; cut short at any time it
 * goes on where it was when it is called again. At last it reads the table again and compares, and erases whoever was erased.
 * @throws `malformed` with the name of a part that was changed; `invalid` for another pepper or passphrase; `in-use` for a
 *   table that has something else; `conflict` where the table differs in the end
 */
export async function restore(needs: RestoreNeeds): Promise<Restored> {
  const { whole, folder, passphrase, keyring } = needs;
  const manifest = await readManifest(folder);
  pepperIn(manifest, passphrase);
  if (manifest.check !== keyring.check) {
    throw new ChamberError(
      "invalid",
      "This Mainstreet has another pepper than the backup: nobody in it would be found again.",
    );
  }
  for (const kind of Object.keys(manifest.kinds)) fateOf(kind);
  const kinds = await checkParts(folder, manifest);
  if (JSON.stringify(kinds) !== JSON.stringify(manifest.kinds))
    throw new ChamberError("malformed", `${MANIFEST} does not tell what is in the parts.`);
  await checkPart(folder, manifest.erasures);
  if (manifest.pictures) await checkPictures(folder, manifest.pictures);

  const begunWith = (await whole.table.get(pepperKey()))?.check;
  if (begunWith !== undefined && begunWith !== manifest.check) throw new WrongPepper();
  const marker = await Marker.take(whole, manifest.id, () => leftOfAStart(whole));
  await putParts(needs, manifest, marker);
  const changed = await latestOf(folder, manifest.changes);
  await writeAll(
    whole,
    [...changed].map(([name, item]) => ({ name, item })),
  );
  const movedOn = marker.isCompared() ? [] : await compare(whole, manifest);
  await marker.compared();
  const pictures =
    manifest.pictures && needs.pictures !== null
      ? await bringBackPictures(folder, manifest.pictures, needs.pictures)
      : 0;
  const own = await erasuresIn(path.join(folder, ERASURES));
  const keys = keyringOf(pepperIn(manifest, passphrase));
  const erased = await reapplyTombstones({ ...needs, table: whole.table }, keys, together([own, ...needs.erasedIn]));
  await marker.remove();
  return { manifest, pictures, erased, movedOn };
}

/** Puts the parts into the table, some beside each other; those that the marker knows are there. */
async function putParts(
  { whole, folder, progress }: RestoreNeeds,
  manifest: Manifest,
  marker: Marker.Marker,
): Promise<void> {
  const of = manifest.parts.reduce((sum, { lines }) => sum + lines, 0);
  let back = 0;
  const done = (lines: number) => {
    back += lines;
    progress?.(back, of);
  };
  const rest: Part[] = [];
  for (const part of manifest.parts) {
    if (marker.has(part.file)) done(part.lines);
    else rest.push(part);
  }
  const next = rest.values();
  const lane = async () => {
    for (const part of next) {
      let held: RawItem[] = [];
      for await (const line of linesOf(folder, part)) {
        const entry = entryOf(line);
        if ("item" in entry) held.push(...broughtBack(entry.item));
        if (held.length < AT_ONCE) continue;
        await whole.write(held);
        held = [];
      }
      await whole.write(held);
      await marker.add(part.file);
      done(part.lines);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Puts items and removes those that were gone. */
async function writeAll(
  whole: WholeTable,
  entries: readonly { readonly name: string; readonly item: RawItem | null }[],
): Promise<void> {
  const puts = entries.flatMap(({ item }) => (item ? broughtBack(item) : []));
  const gone = entries.flatMap(({ name, item }) => (item ? [] : [keyNamed(name)]));
  for (let from = 0; from < puts.length; from += AT_ONCE) await whole.write(puts.slice(from, from + AT_ONCE));
  for (let from = 0; from < gone.length; from += AT_ONCE) await whole.write([], gone.slice(from, from + AT_ONCE));
}

/** An item as it comes back: a lease that nobody holds, and nothing of what no backup has. */
function broughtBack(item: RawItem): RawItem[] {
  switch (fateOf(kindOf(item))) {
    case "kept":
      return [item];
    case "dropped":
      return [];
    case "freed": {
      const fence = String(Number(item.fence?.N ?? 0) + LATER);
      return [{ ...item, holder: { S: "" }, until: { N: "0" }, fence: { N: fence } }];
    }
  }
}

/** What the first start of a Mainstreet has put into a table that is empty otherwise. @throws `in-use` */
async function leftOfAStart(whole: WholeTable): Promise<Key[]> {
  const found: Key[] = [];
  for await (const item of itemsOf(whole)) {
    // Somebody has changed the chamber that the first start made.
    const isChanged = kindOf(item) === "chamber" && item.version?.N !== "1";
    const isUntouched = STAYS.has(kindOf(item)) || (isOfAStart(kindOf(item)) && !isChanged);
    if (!isUntouched) {
      throw new ChamberError("in-use", `The table ${whole.name} is not empty. Restore into an empty one.`);
    }
    if (!STAYS.has(kindOf(item))) found.push(keyOf(item));
  }
  return found;
}

/** Reads the table and compares it with the manifest. @returns the kinds that may well differ @throws `conflict` */
async function compare(whole: WholeTable, { kinds }: Manifest): Promise<string[]> {
  const counted = tally();
  for await (const item of itemsOf(whole)) counted.add(kindOf(item), lineOf(item));
  const found = counted.kinds();
  const differing = Object.keys({ ...kinds, ...found }).filter(
    (kind) => kind !== "restore" && kind !== "lease" && found[kind]?.checksum !== kinds[kind]?.checksum,
  );
  const wrong = differing.filter((kind) => !isByItself(kind));
  if (wrong.length === 0) return differing;
  const said = wrong.map((kind) => `${kind} ${found[kind]?.items ?? 0} of ${kinds[kind]?.items ?? 0}`).join(", ");
  throw new ChamberError(
    "conflict",
    `The table differs from the backup (${said}). Has somebody written into it meanwhile? Empty it and restore again.`,
  );
}

async function* itemsOf(whole: WholeTable): AsyncGenerator<RawItem> {
  let after: Key | null = null;
  do {
    const { items, next }: Awaited<ReturnType<WholeTable["scan"]>> = await whole.scan({ segment: 0, of: 1, after });
    yield* items;
    after = next;
  } while (after);
}

/** Several sources as one. */
function together(sources: readonly Pick<Table, "scan">[]): Pick<Table, "scan"> {
  return {
    async *scan(kinds) {
      for (const source of sources) yield* source.scan(kinds);
    },
  };
}

function keyNamed(name: string): Key {
  const [pk, sk]: unknown[] = JSON.parse(name);
  return { pk: String(pk), sk: String(sk) };
}
