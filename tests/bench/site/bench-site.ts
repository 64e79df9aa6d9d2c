import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { BLANK } from "@mainstreet/core/listing";
import { serveSite } from "@mainstreet/functions/local/site-server";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { folder } from "@mainstreet/functions/publish/folder";
import { loadWebBuild } from "@mainstreet/functions/publish/web-build";
import * as CategoryStore from "@mainstreet/store/category-store";
import { random } from "../../emulator/table.ts";
import { KEYRING } from "../../people.ts";
import { NO_MEDIA } from "../../publish/plain-web.ts";
import { settle } from "../../publish/town.ts";
import { TRUSTED } from "../../trusted.ts";
import { benchChamber } from "../chamber.ts";
import { type BenchDirectory, benchDirectory } from "../directory-data.ts";
import { type Handler, type Link, type Served, serve } from "./slow-server.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

export type BenchSite = {
  readonly directory: BenchDirectory;
  /** Serves the site, and more at addresses of its own, over a link of some speed. */
  serve(link: Link | null, more?: Handler): Promise<Served>;
  stop(): Promise<void>;
};

/** A chamber of so many listings, published as any chamber is but for the pages of its listings, which are left empty. */
export async function benchSite(count: number): Promise<BenchSite> {
  const directory = benchDirectory(count);
  console.log(`Publishing a chamber of ${count.toLocaleString("en-US")} listings …`);
  const chamber = await benchChamber();
  const { table } = chamber;
  const ids = new Map<string, string>();
  for (const { slug, name, parent } of directory.head.categories) {
    const write = { actor: TRUSTED, now: Date.now(), random, keyring: KEYRING, remember: null };
    const draft = { name, parentId: parent === null ? null : (ids.get(parent) ?? null), schemaType: "LocalBusiness" };
    ids.set(slug, (await CategoryStore.create(table, write, draft)).id);
  }
  await settle(
    table,
    directory.listed.map((listing, i) => ({
      name: listing.name,
      summary: `${listing.name} in ${listing.town}`,
      position: listing.position,
      categories: listing.categories.flatMap((slug) => ids.get(slug) ?? []),
      tags: [...listing.tags],
      address: { ...BLANK.address, street: listing.street, town: listing.town },
      phone: listing.phone,
      website: listing.website,
      hours: directory.written[i] ?? "",
    })),
    Date.now(),
  );
  const { dist } = await ensureWebBuild(ROOT, npmOf(process.env));
  const web = await loadWebBuild(dist);
  const at = path.join(chamber.folder, "site");
  await exportSite({
    table,
    site: folder(at),
    media: NO_MEDIA,
    web: {
      ...web,
      renderPage: async (page, site) => (page.path.startsWith("/members/") ? "" : web.renderPage(page, site)),
    },
    address: { origin: "http://localhost", base: "/" },
    signpostPages: false,
    now: Date.now,
    log: () => undefined,
  });
  const site = serveSite(at);
  return {
    directory,
    serve: (link, more = () => null) => serve(async (request) => (await more(request)) ?? site(request), link),
    async stop() {
      // The emulator may still be writing.
      await setTimeout(100);
      await chamber.stop();
    },
  };
}
