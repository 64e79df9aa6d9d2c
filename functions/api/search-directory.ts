import { createHash } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import type { Now } from "@mainstreet/core/needs";
import { decodeDelta } from "@mainstreet/search/delta";
import { decodeDetails } from "@mainstreet/search/details";
import { createEngine, type Engine } from "@mainstreet/search/engine";
import type { Contact, SnapshotHead } from "@mainstreet/search/entry";
import { type HeadFile, parseHead } from "@mainstreet/search/head-file";
import { overlayOf } from "@mainstreet/search/overlay";
import { PLUGS } from "@mainstreet/search/plugs";
import { decode } from "@mainstreet/search/snapshot";

/** The public files of the site, as far as search reads them. */
export type SiteReader = { read(path: string): Promise<Uint8Array | undefined> };

/** The directory as it was last published, ready to be searched. */
export type SearchDirectory = {
  /** Changes with whatever a search may answer. */
  readonly tag: string;
  readonly head: SnapshotHead;
  readonly engine: Engine;
  contactOf(slug: string): Contact;
};

/** For so long it is not asked again whether something newer has been published. */
const FRESH_MS = 1_000;
const NO_CONTACT: Contact = { street: "", phone: "", website: "" };
const FOLDER = "s/";

/**
 * Keeps the published snapshot in memory, and looks for a newer one now and then. While a newer one cannot be read the
 * older one goes on answering.
 * @returns a function that gives the directory, and fails with `busy` while nothing has been published
 */
export function openDirectory({ site, now }: { site: SiteReader; now: Now }): () => Promise<SearchDirectory> {
  let held: SearchDirectory | undefined;
  let headText = "";
  let looked = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const text = textOf(await wanted(site, "head.json"));
    if (held && text === headText) return;
    held = await load(site, parseHead(text), tagOf(text));
    headText = text;
  }

  return async () => {
    if (now() - looked >= FRESH_MS) {
      looking ??= look()
        .catch((error: unknown) => {
          if (held === undefined) throw new ChamberError("busy", "The directory is being published.", { cause: error });
        })
        .finally(() => {
          looked = now();
          looking = undefined;
        });
      await looking;
    }
    if (!held) throw new ChamberError("busy", "The directory is being published.");
    return held;
  };
}

async function load(site: SiteReader, files: HeadFile, tag: string): Promise<SearchDirectory> {
  const bytes = (file: string) => wanted(site, file);
  const parts = files.shards.length > 0 ? files.shards : [{ file: files.base, details: files.details }];
  const contacts = new Map<string, Contact>();
  const snapshots = [];
  for (const { file, details } of parts) {
    const snapshot = decode(await bytes(file));
    snapshots.push(snapshot);
    if (details === null) continue;
    const { contact } = decodeDetails(await bytes(details), snapshot.size);
    for (let row = 0; row < snapshot.size; row++) contacts.set(snapshot.slug(row), contact(row));
  }
  const delta = files.delta === null ? null : decodeDelta(await bytes(files.delta));
  for (const { slug, street, phone, website } of delta?.put ?? []) contacts.set(slug, { street, phone, website });
  const [first] = files.shards.length > 0 ? [decode(await bytes(files.base))] : snapshots;
  const engine = createEngine(snapshots, delta && overlayOf(delta));
  engine.plugIn(PLUGS);
  if (!first) throw new Error("A head file names at least one snapshot.");
  return {
    tag,
    head: delta?.head ?? first.head,
    engine,
    contactOf: (slug) => contacts.get(slug) ?? NO_CONTACT,
  };
}

async function wanted(site: SiteReader, file: string): Promise<Uint8Array> {
  const bytes = await site.read(FOLDER + file);
  if (!bytes) throw new Error("A file of the snapshot is missing.");
  return bytes;
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function tagOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
