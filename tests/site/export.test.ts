import { exportSite } from "@mainstreet/functions/publish/export-site";
import { folder } from "@mainstreet/functions/publish/folder";
import { textOf } from "@mainstreet/functions/publish/site-files";
import { seedChamber } from "@mainstreet/seed/seed";
import * as ListingStore from "@mainstreet/store/listing-store";
import { expect, test } from "vitest";
import { by, freshTable, random } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { contentOf, differing, emptyFolder, oracle, place, publisherOf } from "../publish/fixture.ts";
import { NO_MEDIA } from "../publish/plain-web.ts";
import { realWeb } from "./build.ts";
import { brokenLinks } from "./links.ts";

const NOON = Date.parse("2026-11-22T17:00:00Z");
const now = () => NOON;

test("a plain export below /sub/ has no broken link and leads old addresses on", async () => {
  const { table } = await freshTable({ chamber: null });
  await seedChamber(table, { now, random, keyring: KEYRING });
  const [first] = (await ListingStore.list(table, by().actor, { limit: 1, cursor: null })).listings;
  if (!first) throw new Error("The seed has listings.");
  await ListingStore.update(table, by(), first.id, first.version, { slug: "moved-here" });
  const site = folder(emptyFolder());

  const paths = await exportSite({
    table,
    site,
    now,
    media: NO_MEDIA,
    web: await realWeb(),
    address: { origin: "https://chamber.example", base: "/sub/" },
    signpostPages: true,
    log: () => undefined,
  });

  expect(await brokenLinks(site, "https://chamber.example", "/sub/")).toEqual([]);
  expect(textOf((await site.read(`members/${first.slug}/index.html`)) ?? new Uint8Array())).toContain(
    'content="0; url=/sub/members/moved-here/"',
  );
  expect((await site.list("")).sort()).toEqual([...paths].sort());
});

test("a published site has no broken link, no inline script and no inline style", async () => {
  const { table } = await freshTable({ chamber: null });
  await seedChamber(table, { now, random, keyring: KEYRING });
  const at = place("folder");
  const web = await realWeb();
  await publisherOf(table, at, { now, web }).publishAll();

  const broken = await brokenLinks(at.site, "https://chamber.example", "/");
  const pages = [...(await contentOf(at.site))].filter(([path]) => path.endsWith(".html"));

  // Registration is no file: the API answers there.
  expect(broken.filter(({ link }) => !/^\/api\/mixers\/[a-z0-9-]+\/register$/.test(link))).toEqual([]);
  expect(pages.length).toBeGreaterThan(80);
  for (const [path, html] of pages) {
    expect(html.match(/<script(?![^>]*\ssrc=)(?![^>]*application\/ld\+json)[^>]*>/g), path).toBe(null);
    expect(html.match(/<style|\sstyle=|\son[a-z]+=/g), path).toBe(null);
  }
});

test("the real pages are the same drawn one by one as drawn all at once", async () => {
  const { table } = await freshTable({ chamber: null });
  await seedChamber(table, { now, random, keyring: KEYRING });
  const at = place();
  const web = await realWeb();
  const publisher = publisherOf(table, at, { now, web });
  await publisher.publishAll();
  const { listings } = await ListingStore.list(table, by().actor, { limit: 5, cursor: null });
  const [a, b, c] = listings;
  if (!a || !b || !c) throw new Error("The seed has listings.");

  await ListingStore.update(table, by(), a.id, a.version, { name: "Zebra & Søns", summary: "New" });
  await ListingStore.remove(table, by(), b.id, b.version);
  await ListingStore.update(table, by(), c.id, c.version, { slug: "somewhere-else", hours: "24/7" });
  await publisher.publish([a, b, c].map(({ id }) => ({ kind: "listing" as const, id })));

  expect(differing(await contentOf(at.site), await oracle(table, now, web))).toEqual([]);
});
