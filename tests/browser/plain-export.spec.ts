import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { EMULATED, startEmulator } from "@mainstreet/functions/local/emulator";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { folder } from "@mainstreet/functions/publish/folder";
import { seedChamber } from "@mainstreet/seed/seed";
import { openClient } from "@mainstreet/store/client";
import * as ListingStore from "@mainstreet/store/listing-store";
import { createTable } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { KEYRING } from "../people.ts";
import { NO_MEDIA } from "../publish/plain-web.ts";
import { realWeb } from "../site/build.ts";
import { TRUSTED } from "../trusted.ts";
import { serveBare } from "./bare-server.ts";
import { box, expect, names, openMap, TABLET, test, visit } from "./watched.ts";

test.use(TABLET);

const BASE = "/sub/";
const random = (length: number): Uint8Array => randomBytes(length);
const sleep = async (ms: number): Promise<void> => {
  await setTimeout(ms);
};

/** The demo chamber as a plain export, and one listing of it that has moved. */
async function exportDemo(at: string, database: string, origin: string): Promise<void> {
  const emulator = await startEmulator(database);
  try {
    const client = openClient({ endpoint: emulator.endpoint, ...EMULATED });
    await ensureTable(client, "export", sleep);
    const table = createTable({ client, name: "export", sleep, random });
    await seedChamber(table, { now: Date.now, random, keyring: KEYRING });
    const { listings } = await ListingStore.list(table, TRUSTED, { limit: 100, cursor: null });
    const kiln = listings.find(({ slug }) => slug === "slow-kiln-pottery");
    if (!kiln) throw new Error("The seed has a pottery.");
    const write = { actor: TRUSTED, now: Date.now(), random, keyring: KEYRING, remember: null };
    await ListingStore.update(table, write, kiln.id, kiln.version, { slug: "moved-here" });
    const web = await realWeb();
    const address = { origin, base: BASE };
    await exportSite({
      table,
      site: folder(at),
      now: Date.now,
      log: () => undefined,
      media: NO_MEDIA,
      web,
      address,
      signpostPages: true,
    });
  } finally {
    await emulator.stop();
  }
}

test("a plain export works below a path, on a server that only hands out files", async ({ page, watch }) => {
  const at = mkdtempSync(path.join(tmpdir(), "mainstreet-export-"));
  const site = path.join(at, "site");
  const server = await serveBare(site, BASE);
  const { origin } = server;
  const home = origin + BASE;
  try {
    await exportDemo(site, path.join(at, "table.db"), origin);
    watch.allow(origin);
    // The signpost pages name no icon, so the browser looks for one at the top of the host.
    watch.expect(/favicon\.ico/);

    await test.step("search answers and leads to a listing", async () => {
      await visit(page, home);
      await box(page).fill("caf");
      await names(page).getByRole("link", { name: "Café Zoë" }).click();
      await expect(page).toHaveURL(`${home}members/cafe-zoe/`);
    });

    await test.step("the map opens", async () => {
      await visit(page, `${home}towns/woodstock/`);
      await openMap(page);
    });

    await test.step("an old address leads on", async () => {
      await page.goto(`${home}members/slow-kiln-pottery/`);
      await expect(page).toHaveURL(`${home}members/moved-here/`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Slow Kiln Pottery");
    });

    await test.step("every link that a walk comes across leads somewhere", async () => {
      const toVisit = [home, `${home}directory/`, `${home}towns/kingston/`, `${home}members/hearthstone-bakery/`];
      const links = new Set<string>();
      for (const url of toVisit) {
        await visit(page, url);
        const found = await page
          .locator(":is(a, link)[href]")
          .evaluateAll((all) =>
            all.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).href.replace(/#.*/, "")),
          );
        for (const href of found) if (href.startsWith(origin)) links.add(href);
      }
      const broken: string[] = [];
      for (const href of links) if (!(await page.request.get(href)).ok()) broken.push(href);
      expect(broken).toEqual([]);
      expect(links.size).toBeGreaterThan(80);
    });
  } finally {
    await page.close();
    server.close();
    rmSync(at, { recursive: true, force: true });
  }
});
