import { idOf } from "@mainstreet/core/id";
import { Attempt, type Registration } from "@mainstreet/core/registration";
import type { Seats } from "@mainstreet/core/seats";
import * as z from "zod";
import { announcementIndex, announcementKey, announcementsPartition, registrationsPartition } from "./event-keys.ts";
import { mailOf, post, type Template, WAITLISTED_DELAY_MS } from "./outbox-store.ts";
import { parse } from "./registration-items.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** The most mails that go out with one step of an announcement. */
const CHUNK = 50;

/** Something that everybody who registered is to be told, and how far that has come. */
export const Announcement = z.strictObject({
  flow: Attempt,
  eventId: idOf("event"),
  template: z.enum(["event-changed", "event-cancelled", "more-seats", "fewer-seats"]),
  /** The edition of the seats that it is about: each is announced once. */
  edition: z.int(),
  /** The capacity since then; `isOver` when more seats than that were taken. */
  capacity: z.int().default(0),
  isOver: z.boolean().default(false),
  shards: z.int(),
  shard: z.int(),
  cursor: z.string().nullable(),
  version: z.int(),
});
export type Announcement = z.infer<typeof Announcement>;

/** The step that begins to tell everybody whom it concerns, for the transaction of what there is to tell. */
export function announce(seats: Seats, template: Announcement["template"], flow: Attempt): Action {
  const { eventId, edition, shards, capacity, taken } = seats;
  const isOver = taken > capacity;
  return {
    put: itemOf({ flow, eventId, template, edition, capacity, isOver, shards, shard: 0, cursor: null, version: 1 }),
    when: ABSENT,
  };
}

/**
 * What somebody is told, or null for nothing. Of other seats hear those on the waitlist whose party fits: a larger one is
 * told apart that others overtake it. Whoever is confirmed hears of them only when there are fewer than were taken.
 */
function toldTo({ status, size }: Registration, { template, capacity, isOver }: Announcement): Template | null {
  if (status === "cancelled") return null;
  if (template === "event-changed" || template === "event-cancelled") return template;
  if (status === "confirmed") return template === "fewer-seats" && isOver ? "seat-kept" : null;
  return size > capacity ? null : template;
}

/** Announcements that are not finished. Read through the index: one that has just begun may be missing for a moment. */
export async function listUnfinished(table: Table): Promise<Announcement[]> {
  const { items } = await table.query(announcementsPartition(), { index: true });
  return items.map((item) => Announcement.parse(entityOf(item)));
}

/**
 * Posts the mails of an announcement to the next fifty registrations, in the transaction that notes how far it has come: a
 * process that dies between two steps leaves nothing out and tells nobody twice.
 * @returns false when there is nothing left to do
 */
export async function advance(table: Table, flow: Attempt, now: number): Promise<boolean> {
  const item = await table.get(announcementKey(flow));
  if (!item) return false;
  const before = Announcement.parse(entityOf(item));
  const { eventId, shard, edition: n } = before;
  if (shard >= before.shards) return false;
  const { items, cursor } = await table.query(registrationsPartition(eventId, shard), {
    limit: CHUNK,
    cursor: before.cursor,
  });
  const mails = items.map(parse).flatMap((registration) => {
    const template = toldTo(registration, before);
    // Whoever gets one of the new seats in the meantime hears of that instead.
    const delayMs = template === "more-seats" ? WAITLISTED_DELAY_MS : 0;
    return template === null ? [] : [post(mailOf(registration, { template, n, shard, now, delayMs }))];
  });
  const next = { ...before, cursor, shard: cursor === null ? shard + 1 : shard, version: before.version + 1 };
  try {
    await table.transact([{ put: itemOf(next), when: atVersion(before.version) }, ...mails]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  return true;
}

function itemOf(announcement: Announcement) {
  const { flow, shard, shards } = announcement;
  return {
    ...announcementKey(flow),
    ...(shard < shards && announcementIndex(flow)),
    kind: "announcement",
    ...announcement,
  };
}
