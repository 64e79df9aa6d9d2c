import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page, Site } from "@mainstreet/core/page";
import { contentHash } from "./hash.ts";

/** The built web: what draws pages, and the files that every page leans on. */
export type WebBuild = {
  /** Changes whenever anything that draws does. */
  readonly id: string;
  readonly renderPage: (page: Page, site: Site) => Promise<string>;
  readonly themeCss: (accent: string) => string;
  /** Scripts, styles and images: path → what they are. */
  readonly assets: ReadonlyMap<string, { readonly hash: string; read(): Promise<Uint8Array> }>;
};

/** In a build's folder: the hash of the sources it was made from. */
export const MADE_FROM = "made-from";

/** Loads a build of `web/` from its `dist` folder. */
export async function loadWebBuild(dist: string): Promise<WebBuild> {
  const assets = await filesIn(path.join(dist, "client"));
  // Not the hash of the server's files: Astro writes the path of the checkout into them.
  const id = contentHash(await readFile(path.join(dist, MADE_FROM)));
  return { ...(await loadPainter(dist)), id, assets: new Map(assets) };
}

/** Loads what of a build draws pages, for those who need no file that they lean on. */
export async function loadPainter(dist: string): Promise<Pick<WebBuild, "renderPage" | "themeCss">> {
  const entry = path.join(dist, "server", "entry.mjs");
  const { renderPage, themeCss }: typeof import("*/dist/server/entry.mjs") = await import(pathToFileURL(entry).href);
  return { renderPage, themeCss };
}

async function filesIn(root: string): Promise<[string, { hash: string; read(): Promise<Uint8Array> }][]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const full = path.join(entry.parentPath, entry.name);
        const file = path.relative(root, full).split(path.sep).join("/");
        return [file, { hash: contentHash(await readFile(full)), read: () => readFile(full) }] as const;
      }),
  ).then((found) => found.map(([file, asset]) => [file, asset]));
}
