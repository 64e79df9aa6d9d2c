import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import { BLANK } from "@mainstreet/core/member";
import { newAttempt } from "@mainstreet/core/registration";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { seedChamber } from "@mainstreet/seed/seed";
import type { BackupNeeds } from "@mainstreet/store/backup";
import type { RestoreNeeds } from "@mainstreet/store/backup-restore";
import * as EventStore from "@mainstreet/store/event-store";
import type { Keyring } from "@mainstreet/store/keyring";
import * as MemberStore from "@mainstreet/store/member-store";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Item, Table } from "@mainstreet/store/table";
import { type WholeTable, wholeTable } from "@mainstreet/store/whole-table";
import { inject } from "vitest";
import { everything } from "../api/site.ts";
import { by, emulated, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf, PEPPER, settlePerson, startSession } from "../people.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "../publish/plain-web.ts";
import { partyOf } from "../simulate/town.ts";

export const PASSPHRASE = "seven boats at noon";
export const NOON = Date.parse("2026-11-22T17:00:00Z");
export const GUEST = "guest4711@example.org";

/** An empty folder that the test leaves to the system to clear. */
export function backupFolder(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), "mainstreet-backup-")), "backup");
}

/** A table of the emulator as backups see it. */
function wholeOf(name: string): WholeTable {
  const streams = new DynamoDBStreamsClient({ endpoint: inject("dynamodb"), ...EMULATED });
  return wholeTable({ client: emulated(), streams, name, sleep, random });
}

/** A table with nothing in it. */
export async function emptyTable(): Promise<WholeTable> {
  return wholeOf((await freshTable({ chamber: null })).name);
}

export type Town = {
  readonly whole: WholeTable;
  readonly table: Table;
  readonly name: string;
  readonly eventId: string;
};

/** The demo chamber, with people in it. */
export async function seededTown(): Promise<Town> {
  const { table, name } = await freshTable({ chamber: null });
  await seedChamber(table, { now: () => NOON, random, keyring: KEYRING });
  return peopled(table, name);
}

/** A chamber with so many members, and with people in it. */
export async function smallTown(members = 4): Promise<Town> {
  const { table, name } = await freshTable();
  await Promise.all(
    Array.from({ length: members }, (_, n) => MemberStore.create(table, by(), { ...BLANK, name: `Member ${n}` })),
  );
  return peopled(table, name);
}

/** An event, guests who have registered for it, and somebody who is signed in. */
async function peopled(table: Table, name: string): Promise<Town> {
  await requireSamePepper(table, KEYRING);
  const day = "2026-12-05";
  const draft = { ...BLANK_EVENT, title: "Mixer", capacity: 20, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
  const event = await EventStore.create(table, by(undefined, NOON), { ...draft, status: "published" });
  const needs = { table, now: () => NOON, sleep, random };
  for (const [n, email] of [GUEST, "bea@example.org", "cem@example.org"].entries()) {
    const party = { ...partyOf(n, 2), registrant: { name: `Guest ${n}`, company: "", email } };
    const attempt = newAttempt(NOON, random);
    await RegistrationStore.register(needs, { eventId: event.id, personKey: keyOf(email), attempt, party });
  }
  const person = await settlePerson(table, "signed-in@example.org");
  await startSession(table, person, {}, NOON);
  return { whole: wholeOf(name), table, name, eventId: event.id };
}

/** What a backup needs, as tests have it. */
export function backupNeeds(whole: WholeTable, folder: string, change: Partial<BackupNeeds> = {}): BackupNeeds {
  const usual = { pepper: PEPPER, passphrase: PASSPHRASE, pictures: null, cost: 1024, partBytes: 20_000 };
  return { whole, folder, ...usual, now: () => NOON, sleep: (ms) => sleep(ms / 10), random, ...change };
}

/** What a restore needs, as tests have it. */
export function restoreNeeds(whole: WholeTable, folder: string, change: Partial<RestoreNeeds> = {}): RestoreNeeds {
  const keyring: Keyring = KEYRING;
  const usual = { passphrase: PASSPHRASE, keyring, pictures: null, erasedIn: [] };
  return { whole, folder, ...usual, now: () => NOON, sleep, random, ...change };
}

/** All items of a table but those of some kinds, in a fixed order. */
export async function itemsBut(table: Table, kinds: readonly string[]): Promise<Item[]> {
  return (await everything(table)).filter(({ kind }) => !kinds.includes(String(kind)));
}

/** Every file of the site that is drawn from a table. */
export async function siteOf(table: Table): Promise<Map<string, string>> {
  const site = inMemory();
  const shown = { web: PLAIN_WEB, address: ADDRESS, media: NO_MEDIA, signpostPages: false };
  await exportSite({ table, site, now: () => NOON, log: () => undefined, ...shown });
  return new Map([...site.files].map(([file, bytes]) => [file, Buffer.from(bytes).toString("base64")]));
}
