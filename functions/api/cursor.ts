import { ChamberError } from "@mainstreet/core/error";
import type { Seats } from "@mainstreet/core/seats";
import type { Subject } from "@mainstreet/store/audit-rules";
import { batchIndex, batchKey } from "@mainstreet/store/batch-keys";
import { doneTaskIndex, noteIndex, noteKey, openTaskIndex, taskKey } from "@mainstreet/store/console-keys";
import {
  changeIndex,
  changesOfListing,
  listingIndex,
  listingKey,
  memberKey,
  membersPartition,
} from "@mainstreet/store/directory-keys";
import { eventIndex, eventKey, registrationsPartition } from "@mainstreet/store/event-keys";
import { auditIndex, auditKey, auditPartition, INDEX } from "@mainstreet/store/keys";
import { mailingIndex, mailingKey } from "@mainstreet/store/mailing-keys";
import * as z from "zod";

const LONGEST_KEY = 1024;
/** What keys of the newest count down from. */
const LAST_MS = 9_999_999_999_999;
const Id = "[0-9a-z]{26}";

/** How many a page of a list has, and where it begins. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(4000).optional(),
});

/** The part of an answer that says how to go on. */
export const Cursor = z.string().nullable().meta({ description: "Where the next page begins; null on the last" });

/** A key of the index, as it stands in the table's cursors: DynamoDB answers a made-up one with an error of its own. */
const StartKey = z.strictObject({
  pk: z.string(),
  sk: z.string(),
  [INDEX.pk]: z.string(),
  [INDEX.sk]: z.string().refine((s) => s.isWellFormed() && Buffer.byteLength(s) <= LONGEST_KEY),
});
type StartKey = z.infer<typeof StartKey>;

/** The cursor of a list of members, checked. @throws `malformed` */
export function membersCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const id = new RegExp(`#(mem_${Id})$`).exec(key[INDEX.sk])?.[1] ?? "";
    return { ...memberKey(id), [INDEX.pk]: membersPartition() };
  });
}

/** The cursor of a list of listings, checked. @throws `malformed` */
export function listingsCursor(cursor: string | undefined, memberId: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, owner = "", id = ""] = new RegExp(`^(mem_${Id})#(lst_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...listingKey(id), ...listingIndex(id, memberId ?? owner) };
  });
}

const PlaceOfPair = z.tuple([z.number().min(0).max(1), z.string(), z.string()]);

/** The cursor of a list of pairs of listings, best first. @throws `malformed` */
export function pairsCursor(
  cursor: string | undefined,
): { readonly score: number; readonly a: string; readonly b: string } | null {
  if (cursor === undefined) return null;
  const place = PlaceOfPair.safeParse(parsed(cursor)).data;
  if (!place) throw foreign();
  const [score, a, b] = place;
  return { score, a, b };
}

/** The cursor behind a pair. */
export function pairsCursorAfter(pair: { readonly score: number; readonly a: string; readonly b: string }): string {
  return Buffer.from(JSON.stringify([pair.score, pair.a, pair.b])).toString("base64url");
}

/** The cursor of a list of events, checked. @throws `malformed` */
export function eventsCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, startsAt = "", id = ""] = new RegExp(`^([\\d:.TZ-]{24})#(evt_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...eventKey(id), ...eventIndex(id, startsAt) };
  });
}

/** The cursor of a list of notes, checked. @throws `malformed` */
export function notesCursor(cursor: string | undefined, memberId: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, owner = "", left = "", id = ""] =
      new RegExp(`^(mem_${Id})#(\\d{13})#(not_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...noteKey(id), ...noteIndex(memberId ?? owner, Number(left), id) };
  });
}

/** The cursor of a list of tasks, checked. @throws `malformed` */
export function tasksCursor(cursor: string | undefined, state: "open" | "done"): string | null {
  return checked(cursor, (key) => {
    const [, place = "", id = ""] = new RegExp(`^([\\d-]+)#(tsk_${Id})$`).exec(key[INDEX.sk]) ?? [];
    const index = state === "open" ? openTaskIndex(place, id) : doneTaskIndex(Number(place), id);
    return { ...taskKey(id), ...index };
  });
}

/** The cursor of a list of changes that were made together, checked. @throws `malformed` */
export function batchesCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, left = "", id = ""] = new RegExp(`^(\\d{13})#(bat_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...batchKey(id), ...batchIndex(LAST_MS - Number(left), id) };
  });
}

/** The cursor of a list of announcements, checked. @throws `malformed` */
export function mailingsCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, left = "", id = ""] = new RegExp(`^(\\d{13})#(mlg_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...mailingKey(id), ...mailingIndex(Number(left), id) };
  });
}

/** The cursor of a list of changes that staff have to look at, checked. @throws `malformed` */
export function changesCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, createdAt = "", id = ""] = new RegExp(`^([\\d:.TZ-]{24})#(lst_${Id})$`).exec(key[INDEX.sk]) ?? [];
    const sk = new RegExp(`^(PENDING|chg_${Id})$`).exec(key.sk)?.[0] ?? "";
    return { pk: changesOfListing(id), sk, ...changeIndex(createdAt, id) };
  });
}

const Audited = z.strictObject({ pk: z.string(), sk: z.string().regex(new RegExp(`^\\d{13}#aud_${Id}$`)) });

/** The cursor of a list of what was done, checked. @throws `malformed` */
export function auditCursor(cursor: string | undefined, subject: Subject | null): string | null {
  if (cursor !== undefined && subject) {
    if (Audited.safeParse(parsed(cursor)).data?.pk !== auditPartition(subject)) throw foreign();
    return cursor;
  }
  return checked(cursor, (key) => {
    const [, left = "", id = ""] = new RegExp(`^(\\d{13})#(aud_${Id})$`).exec(key[INDEX.sk]) ?? [];
    const [, kind = "", of = ""] = /^AUDIT#([a-z]+)#([\w-]+)$/.exec(key.pk) ?? [];
    return { ...auditKey({ kind, id: of }, Number(left), id), ...auditIndex(Number(left), id) };
  });
}

const RegistrationKey = z.strictObject({ pk: z.string(), sk: z.string().regex(new RegExp(`^P#${Id}$`)) });

/** The cursor of a list of registrations, checked: it goes from shard to shard. @throws `malformed` */
export function registrationsCursor(
  cursor: string | undefined,
  seats: Seats,
): { readonly shard: number; readonly cursor: string | null } {
  if (cursor === undefined) return { shard: 0, cursor: null };
  const [, digits = "", rest = ""] = /^(\d{1,2})-([\w-]*)$/.exec(cursor) ?? [];
  const shard = Number(digits);
  if (digits === "" || shard >= seats.shards) throw foreign();
  if (rest === "") return { shard, cursor: null };
  const key = RegistrationKey.safeParse(parsed(rest)).data;
  if (key?.pk !== registrationsPartition(seats.eventId, shard)) throw foreign();
  return { shard, cursor: rest };
}

/** The cursor behind a page of registrations, or null behind the last. */
export function registrationsCursorAfter(shard: number, cursor: string | null, seats: Seats): string | null {
  if (cursor !== null) return `${shard}-${cursor}`;
  return shard + 1 < seats.shards ? `${shard + 1}-` : null;
}

function foreign(): ChamberError {
  return new ChamberError("malformed", "This cursor does not come from a page of this list.");
}

function checked(cursor: string | undefined, expected: (key: StartKey) => Record<string, string>): string | null {
  if (cursor === undefined) return null;
  const key = StartKey.safeParse(parsed(cursor)).data;
  const parts = new Map(Object.entries(key ?? {}));
  const fits = key && Object.entries(expected(key)).every(([name, value]) => parts.get(name) === value);
  if (!fits) throw foreign();
  return cursor;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
