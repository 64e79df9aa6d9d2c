import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { system } from "@mainstreet/core/actor";
import * as Chamber from "@mainstreet/core/chamber";
import type { Random, Sleep } from "@mainstreet/core/needs";
import { amazonPlaces } from "@mainstreet/import/amazon-places";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { openClient } from "@mainstreet/store/client";
import { type Keyring, keyringOf, WrongPepper } from "@mainstreet/store/keyring";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { createStream } from "@mainstreet/store/stream";
import { createTable, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { createApi } from "../api/create-api.ts";
import type { Log } from "../log.ts";
import { folderMailer } from "../mail/folder-mailer.ts";
import { openPostOffice } from "../mail/post-office.ts";
import { smtpMailer } from "../mail/smtp-mailer.ts";
import { ensureWebBuild } from "../publish/build-web.ts";
import { folder } from "../publish/folder.ts";
import { createPreview } from "../publish/preview.ts";
import { createPublisher } from "../publish/publisher.ts";
import { loadWebBuild } from "../publish/web-build.ts";
import { encode } from "../upload/encode.ts";
import { openImportFiles } from "../upload/import-files.ts";
import { openPictures } from "../upload/pictures.ts";
import { VERSION } from "../version.ts";
import { EMULATED, startEmulator } from "./emulator.ts";
import type { Env } from "./env.ts";
import { startFollowing } from "./follow.ts";
import { listen } from "./listen.ts";
import { outboxPage } from "./outbox-page.ts";
import { pepper } from "./pepper.ts";
import { endOrphan, findRunning, tellRunning, tellStopped } from "./running.ts";
import { serveSite } from "./site-server.ts";
import { type Steps, StoppedEarly } from "./steps.ts";
import { startTicking } from "./ticking.ts";

export const TABLE = "mainstreet";

const random: Random = (length) => randomBytes(length);
const sleep: Sleep = async (ms) => {
  await setTimeout(ms);
};

/** A Mainstreet that runs on this machine. */
export type Mainstreet = { readonly site: string; stop(): Promise<void> };

/**
 * Starts everything on one port: database, site, API, publisher.
 * @param steps is told of each slow step
 * @throws with a sentence for the person who started it when it cannot be
 */
export async function startMainstreet(root: string, env: Env, steps: Steps, log: Log): Promise<Mainstreet> {
  const site = `http://localhost:${env.port}`;
  const running = await findRunning(env.home);
  if (running) {
    throw new StoppedEarly(
      `Mainstreet already runs at ${running.site} (process ${running.pid}). Stop it first, or set MAINSTREET_HOME to another folder.`,
    );
  }
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => undefined);
  };
  try {
    // The port comes first: when it is taken, that is said before a minute of work and not after.
    const server = await listen(env.port);
    stops.push(server.close);
    await endOrphan(env.home);
    const { dist } = await steps.slow("Building the pages", () => ensureWebBuild(root, env.npm));

    const emulator = env.endpoint
      ? null
      : await steps.slow("Starting the database", () => startEmulator(path.join(env.home, "table.db")));
    if (emulator) stops.push(() => emulator.stop());
    const endpoint = env.endpoint ?? emulator?.endpoint ?? "";
    const client = openClient({ endpoint, ...EMULATED });
    const streams = new DynamoDBStreamsClient({ endpoint, ...EMULATED });
    const table = createTable({ client, name: TABLE, sleep, random });
    await ensureTable(client, TABLE, sleep).catch((error: unknown) => {
      throw new StoppedEarly(`The database at ${endpoint} does not answer. Is it running?`, { cause: error });
    });
    const secret = await pepper(env.home);
    const keyring = keyringOf(secret);
    await requireSamePepper(table, keyring).catch((error: unknown) => {
      throw error instanceof WrongPepper ? new StoppedEarly(error.message, { cause: error }) : error;
    });
    await fill(table, env.seed, steps, keyring);

    const [web, address] = [await loadWebBuild(dist), { origin: site, base: "/" }];
    const siteFiles = folder(path.join(env.home, "site"));
    const uploads = (name: string) => folder(path.join(env.home, "uploads", name));
    const media = uploads("media");
    const { country } = await ChamberStore.get(table);
    const quarantine = uploads("quarantine");
    const pictures = openPictures({ quarantine, media, draw: encode, now: Date.now, random });
    const imports = openImportFiles({ files: uploads("imports"), now: Date.now });
    const publisher = createPublisher({
      table,
      site: siteFiles,
      media,
      workshop: folder(path.join(env.home, "publisher")),
      web,
      address,
      holder: "npm start",
      now: Date.now,
      sleep,
      log,
      progress: steps.progress,
    });
    const abort = new AbortController();
    const { following } = await steps.slow("Publishing the site", () =>
      startFollowing({
        stream: createStream({ client, streams, name: TABLE }),
        publisher,
        now: Date.now,
        sleep,
        log,
        signal: abort.signal,
      }),
    );
    stops.push(() => {
      abort.abort();
      return following;
    });

    const outbox = path.join(env.home, "outbox");
    const post = openPostOffice({
      keyring,
      table,
      now: Date.now,
      log,
      mailer: env.smtpUrl ? smtpMailer(env.smtpUrl) : folderMailer(outbox, Date.now),
      from: env.mailFrom,
      origin: site,
    });
    const ticking = startTicking({
      table,
      now: Date.now,
      sleep,
      random,
      log,
      post,
      keyring,
      pictures,
      imports,
    });
    stops.push(ticking.stop);

    const api = createApi({
      table,
      site: siteFiles,
      now: Date.now,
      sleep,
      random,
      origin: site,
      base: address.base,
      staffPasskey: env.staffPasskey,
      pepper: secret,
      codeLimits: env.codeLimits,
      cdn: null,
      preview: createPreview({ web, address, media }),
      pictures,
      imports,
      ...(env.places && { geocode: amazonPlaces({ ...env.places, send: fetch, country }) }),
      log,
      version: VERSION,
    });
    const files = serveSite(path.join(env.home, "site"));
    server.answer(async (request, address) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/dev/mail" || pathname === "/dev/mail/") return outboxPage(outbox, env.smtpUrl !== null);
      if (pathname !== "/api" && !pathname.startsWith("/api/")) return files(request);
      const answer = await api.fetch(request, { address });
      // Nobody waits for the mail, so that its time tells nobody anything.
      if (request.method !== "GET" && request.method !== "HEAD") ticking.mailSoon();
      return answer;
    });
    await tellRunning(env.home, {
      pid: process.pid,
      emulatorPid: emulator?.child.pid ?? null,
      endpoint,
      table: TABLE,
      site,
    });
    stops.push(() => tellStopped(env.home));
    return { site, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(table: Table, seed: Env["seed"], steps: Steps, keyring: Keyring): Promise<void> {
  const now = Date.now;
  if (seed === "demo") {
    const { isEmpty, seedChamber } = await import("@mainstreet/seed/seed");
    // The seed goes on where a killed one stopped, and touches nothing once the chamber is filled.
    if (await isEmpty(table)) {
      await steps.slow("Filling the demo chamber", () => seedChamber(table, { now, random, keyring }));
    }
    return;
  }
  if (await ChamberStore.find(table)) return;
  const write = { actor: system("start"), now: now(), random, keyring, remember: null };
  await ChamberStore.create(table, write, Chamber.BLANK);
}
