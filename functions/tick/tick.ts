import { system } from "@mainstreet/core/actor";
import * as AnnouncementStore from "@mainstreet/store/announcement-store";
import { finishErasing, listErasing } from "@mainstreet/store/erase-person";
import type { Keyring } from "@mainstreet/store/keyring";
import type { Needs } from "@mainstreet/store/registration-items";
import * as SeriesStore from "@mainstreet/store/series-store";
import { sweepAll } from "@mainstreet/store/sweep";
import { makeAhead } from "../ahead.ts";
import { framesOf, type Log } from "../log.ts";
import type { PostOffice } from "../mail/post-office.ts";
import { takeUpMails } from "../mail/unreadable.ts";
import type { ImportFiles } from "../upload/import-files.ts";
import type { Pictures } from "../upload/pictures.ts";
import { askStillRight } from "./confirm-mails.ts";
import { sendMailing } from "./mailing-letters.ts";
import { remindOfRenewals } from "./renewal-mails.ts";
import { sweepPictures } from "./sweep-pictures.ts";

const ACTOR = system("tick");

export type TickNeeds = Needs & {
  readonly log: Log;
  readonly post: PostOffice;
  readonly keyring: Keyring;
  readonly pictures: Pictures;
  readonly imports: ImportFiles;
};

/**
 * Does what nobody asks for: gives free seats to whoever waits, tells everybody of changed events, asks owners whether their
 * listings are still right and reminds members to renew, goes on with the announcement that is being sent, finishes what was
 * begun of erasing persons, removes pictures that nobody uses, and sends mail, with what was set aside and can be read by now.
 * Each part is done however the others go; what fails is logged and done by the next tick.
 */
export async function tick(needs: TickNeeds): Promise<void> {
  await attempt(needs, "sweep-failed", () => sweepAll(needs));
  await attempt(needs, "announce-failed", () => announceAll(needs));
  await attempt(needs, "confirm-failed", () => askStillRight(needs));
  await attempt(needs, "remind-failed", () => remindOfRenewals(needs));
  await attempt(needs, "mailing-failed", () => sendMailing(needs));
  await attempt(needs, "erase-failed", () => eraseAll(needs));
  await attempt(needs, "pictures-failed", () => sweepPictures(needs));
  await attempt(needs, "take-up-failed", () => takeUpMails(needs));
  await attempt(needs, "mail-failed", () => needs.post.drain());
}

/**
 * Does what is often enough once an hour: makes the events that series have in the coming months, and removes what broken uploads
 * and finished imports have left. To look for that costs more on AWS than all the rest of a tick.
 */
export async function hourly(needs: TickNeeds): Promise<void> {
  await makeEvents(needs);
  await attempt(needs, "quarantine-failed", () => needs.pictures.clear());
  await attempt(needs, "imports-failed", () => needs.imports.clear());
}

async function makeEvents(needs: TickNeeds): Promise<void> {
  await attempt(needs, "series-failed", async () => {
    for (const series of await SeriesStore.list(needs.table, ACTOR)) {
      await attempt(needs, "series-failed", () => makeAhead(needs, ACTOR, series));
    }
  });
}

/** Whoever was cut short while erasing somebody has left a note of it. */
async function eraseAll(needs: TickNeeds): Promise<void> {
  const { keyOf } = needs.keyring;
  for (const personKey of await listErasing(needs)) {
    await attempt(needs, "erase-failed", () => finishErasing(needs, { personKey, keyOf }));
  }
}

async function announceAll({ table, now }: TickNeeds): Promise<void> {
  for (const { flow } of await AnnouncementStore.listUnfinished(table)) {
    while (await AnnouncementStore.advance(table, flow, now()));
  }
}

async function attempt({ log }: TickNeeds, event: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    log({ level: "error", event, error: name, frames: framesOf(error) });
  }
}
