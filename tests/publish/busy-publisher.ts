import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ListingChange } from "@mainstreet/core/listing";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { folder } from "@mainstreet/functions/publish/folder";
import { createPublisher } from "@mainstreet/functions/publish/publisher";
import { openClient } from "@mainstreet/store/client";
import * as ListingStore from "@mainstreet/store/listing-store";
import { createTable } from "@mainstreet/store/table";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "./plain-web.ts";

/*
 * A process that edits and publishes until it is killed. Edit number n is of listing n, counted round; the checkpoint says
 * how many edits are on the site.
 */

const { ENDPOINT: endpoint = "", TABLE: name = "", SITE: site = "", WORKSHOP: workshop = "", IDS = "" } = process.env;
const ids = IDS.split(",");
const random = (length: number): Uint8Array => randomBytes(length);
const sleep = async (ms: number): Promise<void> => {
  await setTimeout(ms);
};

const table = createTable({ client: openClient({ endpoint, ...EMULATED }), name, sleep, random });
const publisher = createPublisher({
  table,
  site: folder(site),
  workshop: folder(workshop),
  web: PLAIN_WEB,
  media: NO_MEDIA,
  address: ADDRESS,
  holder: "busy",
  now: Date.now,
  sleep,
  log: () => undefined,
});

if ((await publisher.checkpoint()) === null) await publisher.publishAll("0");
for (let n = Number(await publisher.checkpoint()); ; n++) {
  const id = ids[n % ids.length] ?? "";
  const { version, slug } = await ListingStore.get(table, id);
  const edits: readonly ListingChange[] = [
    { summary: `Edit ${n}` },
    { status: "hidden" },
    { status: "published", slug: slug.endsWith("-b") ? slug.slice(0, -2) : `${slug}-b` },
    { address: { street: "", extra: "", town: `Town ${n % 9}`, state: "", postalCode: "" } },
  ];
  const by = { actor: TRUSTED, now: Date.now(), random, keyring: KEYRING, remember: null };
  await ListingStore.update(table, by, id, version, edits[Math.floor(n / ids.length) % edits.length] ?? {});
  await publisher.publish([{ kind: "listing", id }], `${n + 1}`);
  if (n % 10 === 9) await publisher.publishAll();
  process.stdout.write(`${n}\n`);
}
