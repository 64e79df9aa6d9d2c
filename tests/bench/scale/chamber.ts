import { randomUUID } from "node:crypto";
import path from "node:path";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import { BLANK, type Listing } from "@mainstreet/core/listing";
import { createApi } from "@mainstreet/functions/api/create-api";
import { answerElsewhere } from "@mainstreet/functions/api/elsewhere";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { serveSite } from "@mainstreet/functions/local/site-server";
import type { Message } from "@mainstreet/functions/mail/mailer";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { folder } from "@mainstreet/functions/publish/folder";
import { createPublisher } from "@mainstreet/functions/publish/publisher";
import { loadWebBuild } from "@mainstreet/functions/publish/web-build";
import { hourly, type TickNeeds, tick } from "@mainstreet/functions/tick/tick";
import { encode } from "@mainstreet/functions/upload/encode";
import { openImportFiles } from "@mainstreet/functions/upload/import-files";
import { openPictures } from "@mainstreet/functions/upload/pictures";
import * as CategoryStore from "@mainstreet/store/category-store";
import { openClient } from "@mainstreet/store/client";
import * as EventStore from "@mainstreet/store/event-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { createTable } from "@mainstreet/store/table";
import { random, sleep } from "../../emulator/table.ts";
import { KEYRING, PEPPER, settlePerson, startSession } from "../../people.ts";
import { settle } from "../../publish/town.ts";
import { TRUSTED } from "../../trusted.ts";
import { benchChamber } from "../chamber.ts";
import { benchDirectory } from "../directory-data.ts";
import { type Count, countingClient, countingFiles, NOTHING } from "./counting.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const ORIGIN = "http://bench.test";
const LIMIT = 1_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A request as a browser sends it. */
export type Ask = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: number;
};

/** A chamber of so many listings, all of whose requests to table and files are counted. */
export async function countedChamber(listings: number) {
  const count: Count = { ...NOTHING };
  const chamber = await benchChamber();
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const write = () => ({ actor: TRUSTED, now: now(), random, keyring: KEYRING, remember: null });
  const settled = await fill(chamber.table, listings, now());
  await requireSamePepper(chamber.table, KEYRING);
  const day = new Date(now() + 30 * DAY_MS).toISOString().slice(0, 10);
  const draft = { ...BLANK_EVENT, capacity: 200, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
  const event = await EventStore.create(chamber.table, write(), { ...draft, status: "published" });

  const client = countingClient(openClient({ endpoint: chamber.endpoint, ...EMULATED }), count);
  const table = createTable({ client, name: chamber.name, sleep, random });
  const place = (name: string) => folder(path.join(chamber.folder, name));
  const counted = (name: string) => countingFiles(place(name), count);
  const { dist } = await ensureWebBuild(ROOT, npmOf(process.env));
  const web = await loadWebBuild(dist);
  const log = () => undefined;
  const media = counted("media");
  const address = { origin: ORIGIN, base: "/" };
  const newPublisher = () =>
    createPublisher({
      ...{ table, web, media, address, now, sleep, log },
      ...{ site: counted("site"), workshop: counted("publisher"), holder: randomUUID() },
    });
  const pictures = openPictures({ quarantine: counted("quarantine"), media, draw: encode, now, random });
  const imports = openImportFiles({ files: counted("imports"), now });
  const sent: Message[] = [];
  const mailer = {
    send: async (message: Message) => {
      sent.push(message);
      count.mails++;
    },
  };
  const post = openPostOffice({
    table,
    keyring: KEYRING,
    now,
    log,
    mailer,
    from: "chamber@bench.test",
    origin: ORIGIN,
  });
  const codeLimits = { mailbox: LIMIT, network: LIMIT, domain: LIMIT, all: LIMIT };
  const api = createApi({
    ...{ table, site: counted("site"), now, sleep, random, pepper: PEPPER, codeLimits, cdn: null, preview: null },
    ...{ origin: ORIGIN, base: "/", staffPasskey: "offered", log, pictures, imports, version: "bench" },
  });
  const ticking: TickNeeds = { table, now, sleep, random, log, post, keyring: KEYRING, pictures, imports };
  const first = settled[0];
  if (!first) throw new Error("There are listings.");
  const staff = await settlePerson(chamber.table, "staff@bench.test", { staff: "admin" });
  const owner = await settlePerson(chamber.table, "owner@bench.test", { represents: { [first.memberId]: "owner" } });
  const signedIn = async (person: typeof staff) => (await startSession(chamber.table, person)).headers;

  return {
    ...{
      count,
      chamber,
      clock,
      event,
      sent,
      first,
      listings: settled,
      site: serveSite(path.join(chamber.folder, "site")),
    },
    staff: await signedIn(staff),
    owner: await signedIn(owner),
    publisher: newPublisher(),
    /** A function that has just been started: it knows nothing of the last call. */
    newPublisher,
    /** The same table, uncounted. */
    uncounted: chamber.table,
    async ask(method: string, at: string, { headers = {}, body, version }: Ask = {}) {
      count.calls++;
      count.api++;
      const all = new Headers(headers);
      if (method !== "GET") {
        all.set("Origin", ORIGIN);
        all.set("Idempotency-Key", randomUUID());
        all.set("Content-Type", "application/json");
      }
      if (version !== undefined) all.set("If-Match", `"v${version}"`);
      const init = { method, headers: all, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const answer = await api.fetch(new Request(`${ORIGIN}${at}`, init));
      if (answer.status >= 400) throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`);
      return { headers: answer.headers, json: await answer.json().catch(() => null) };
    },
    /** What a CDN asks the API when there is no file at an address. */
    async miss() {
      count.calls++;
      count.api++;
      await answerElsewhere({ site: counted("site"), now })(new Request(`${ORIGIN}/wp-login.php`));
    },
    /** The post office, woken by what is new in the outbox. */
    async deliver() {
      count.calls++;
      await post.drain();
    },
    async tick() {
      count.calls++;
      await tick(ticking);
    },
    /** What a tick does once an hour besides. */
    hourly: () => hourly(ticking),
    /** One call of the publisher's function. */
    async publishing(work: () => Promise<unknown>) {
      count.calls++;
      await work();
    },
  };
}
export type CountedChamber = Awaited<ReturnType<typeof countedChamber>>;

/** Made-up listings with the statistics of real ones, and their categories. */
async function fill(table: Parameters<typeof settle>[0], count: number, now: number): Promise<readonly Listing[]> {
  const directory = benchDirectory(count);
  const ids = new Map<string, string>();
  for (const { slug, name, parent } of directory.head.categories) {
    const draft = { name, parentId: parent === null ? null : (ids.get(parent) ?? null), schemaType: "LocalBusiness" };
    const write = { actor: TRUSTED, now, random, keyring: KEYRING, remember: null };
    ids.set(slug, (await CategoryStore.create(table, write, draft)).id);
  }
  const specs = directory.listed.map((listing, i) => ({
    name: listing.name,
    summary: `${listing.name} in ${listing.town}`,
    description: `${listing.name} has been at ${listing.street} for many years. ${listing.tags.join(", ")}.`,
    position: listing.position,
    categories: listing.categories.flatMap((slug) => ids.get(slug) ?? []),
    tags: [...listing.tags],
    address: { ...BLANK.address, street: listing.street, town: listing.town },
    phone: listing.phone,
    website: listing.website,
    hours: directory.written[i] ?? "",
  }));
  return settle(table, specs, now);
}
