import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Now, Sleep } from "@mainstreet/core/needs";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { folder } from "@mainstreet/functions/publish/folder";
import type { Media } from "@mainstreet/functions/publish/media";
import { createPublisher, type Publisher } from "@mainstreet/functions/publish/publisher";
import { type SiteFiles, textOf } from "@mainstreet/functions/publish/site-files";
import type { WebBuild } from "@mainstreet/functions/publish/web-build";
import { applyDelta, decodeDelta } from "@mainstreet/search/delta";
import { decodeDetails } from "@mainstreet/search/details";
import type { Listed, SnapshotHead } from "@mainstreet/search/entry";
import { type HeadFile, parseHead } from "@mainstreet/search/head-file";
import { decode } from "@mainstreet/search/snapshot";
import type { Table } from "@mainstreet/store/table";
import { sleep } from "../emulator/table.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "./plain-web.ts";

/** An empty folder that the test leaves to the system to clear. */
export function emptyFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "mainstreet-test-"));
}

export type MemoryFiles = SiteFiles & { readonly files: Map<string, Uint8Array> };

/** Files in memory, with the same five verbs. */
export function inMemory(files: Map<string, Uint8Array> = new Map()): MemoryFiles {
  return {
    files,
    read: async (path) => files.get(path),
    write: async (path, bytes) => {
      files.set(path, bytes);
    },
    replace: async (path, bytes, expected) => {
      const now = files.get(path);
      const same = now && expected ? Buffer.compare(now, expected) === 0 : now === expected;
      if (same) files.set(path, bytes);
      return same;
    },
    remove: async (path) => {
      files.delete(path);
    },
    list: async (prefix) => [...files.keys()].filter((path) => path.startsWith(prefix)),
  };
}

export type Place = { readonly site: SiteFiles; readonly workshop: SiteFiles };

/** A place for a site, in memory or in folders. */
export function place(kind: "memory" | "folder" = "memory"): Place {
  return kind === "memory"
    ? { site: inMemory(), workshop: inMemory() }
    : { site: folder(emptyFolder()), workshop: folder(emptyFolder()) };
}

/** A publisher over a place. */
export function publisherOf(
  table: Table,
  at: Place,
  options: { now?: Now; holder?: string; web?: WebBuild; media?: Media; sleep?: Sleep } = {},
): Publisher {
  return createPublisher({
    table,
    ...at,
    web: options.web ?? PLAIN_WEB,
    media: options.media ?? NO_MEDIA,
    address: ADDRESS,
    holder: options.holder ?? "test",
    now: options.now ?? Date.now,
    sleep: options.sleep ?? sleep,
    log: () => undefined,
  });
}

/** The pages where people search, which name the snapshot's file. */
const SEARCHED: readonly string[] = ["index.html", "directory/index.html"];

/** A site's files as text, without the snapshot, which may differ in bytes and name; its decoded rows stand in for it. */
export async function contentOf(site: SiteFiles): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  const { base } = await headOf(site);
  for (const path of (await site.list("")).sort()) {
    const bytes = await site.read(path);
    if (!bytes || path.startsWith("s/")) continue;
    content.set(path, SEARCHED.includes(path) ? textOf(bytes).replaceAll(base, "the snapshot") : textOf(bytes));
  }
  content.set("search snapshot", JSON.stringify(await searched(site), null, 1));
  return content;
}

/** What the search of a site finds, by slug, and what its snapshot says besides. */
export async function searched(site: SiteFiles): Promise<{ rows: Listed[]; count: number; head: SnapshotHead }> {
  const bytes = async (file: string) => (await site.read(`s/${file}`)) ?? new Uint8Array();
  const names = await headOf(site);
  const base = decode(await bytes(names.base));
  const rows: Listed[] = [];
  for (const { file, details } of names.shards.length > 0 ? names.shards : [{ ...names, file: names.base }]) {
    const snapshot = decode(await bytes(file));
    const { contact } = decodeDetails(await bytes(details ?? ""), snapshot.size);
    rows.push(...snapshot.entries().map((entry, row) => ({ ...entry, ...contact(row) })));
  }
  const delta = names.delta === null ? null : decodeDelta(await bytes(names.delta));
  return {
    rows: applyDelta(rows, delta ?? { put: [], removed: [] }),
    count: names.count,
    head: delta?.head ?? base.head,
  };
}

async function headOf(site: SiteFiles): Promise<HeadFile> {
  return parseHead(textOf((await site.read("s/head.json")) ?? new Uint8Array()));
}

/** What the site must be: everything drawn afresh from the table, by nothing that knows of changes. */
export async function oracle(
  table: Table,
  now: Now,
  web: WebBuild = PLAIN_WEB,
  media: Media = NO_MEDIA,
): Promise<Map<string, string>> {
  const site = inMemory();
  await exportSite({ table, site, now, address: ADDRESS, web, media, signpostPages: false, log: () => undefined });
  return contentOf(site);
}

/** The paths whose content differs between two sites. */
export function differing(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => a.get(path) !== b.get(path)).sort();
}
