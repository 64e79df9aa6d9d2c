import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import {
  concernsCalendars,
  concernsGuests,
  Event,
  type EventChange,
  type EventDraft,
  instantsOf,
  problemsOf,
} from "@mainstreet/core/event";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { newAttempt } from "@mainstreet/core/registration";
import { newSeats, type SeatsDraft } from "@mainstreet/core/seats";
import { slugOf } from "@mainstreet/core/slug";
import { type Announcement, announce } from "./announcement-store.ts";
import { memberKey } from "./directory-keys.ts";
import { eventIndex, eventKey, eventsPartition } from "./event-keys.ts";
import { slugKey } from "./keys.ts";
import * as SeatsStore from "./seats-store.ts";
import { claimSlug, moveSlug } from "./slug-claim.ts";
import { ABSENT, type Action, atVersion, type Condition, cursorBehind, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

const TRIES = 40;

const IS_CURRENT: Condition = {
  expression: "#status = :current",
  names: { "#status": "status" },
  values: { ":current": "current" },
};

/** One event, whoever may see it. @throws `not-found` */
export async function get(table: Table, id: string): Promise<Event> {
  const item = await table.get(eventKey(id));
  if (!item) throw none();
  return Event.parse(entityOf(item));
}

/** The event that has, or had, an address. @throws `not-found` */
export async function getBySlug(table: Table, slug: string): Promise<Event> {
  const item = await table.get(slugKey("event", slug));
  if (typeof item?.target !== "string") throw none();
  return get(table, item.target);
}

/** A page of events by when they start. Read through the index, so the newest change may be missing for a moment. */
export async function list(
  table: Table,
  actor: Actor,
  page: { limit: number; cursor: string | null },
): Promise<{ events: Event[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(eventsPartition(), { index: true, ...page });
  return { events: items.map((item) => Event.parse(entityOf(item))), cursor };
}

/**
 * A page of events, those that begin last first.
 * @param behind what begins before this event, or at the same time and sorts before it; null from the last on
 */
export async function listBackwards(
  table: Table,
  actor: Actor,
  { limit, behind }: { limit: number; behind: Event | null },
): Promise<{ events: Event[]; isAll: boolean }> {
  requireStaff(actor);
  const cursor = behind && cursorBehind({ ...eventKey(behind.id), ...placeOf(behind) });
  const { items, cursor: more } = await table.query(eventsPartition(), {
    index: true,
    isReversed: true,
    limit,
    cursor,
  });
  return { events: items.map((item) => Event.parse(entityOf(item))), isAll: more === null };
}

function placeOf(event: Event): Record<string, string> {
  return eventIndex(event.id, instant(instantsOf(event).starts));
}

/** The seats that an event offers: none can be had of a draft or a cancelled one. */
export function seatsOf(event: Event): SeatsDraft {
  const { starts, opens, closes, promoteUntil } = instantsOf(event);
  return {
    status: event.status === "published" ? "open" : event.status === "draft" ? "closed" : "cancelled",
    capacity: event.capacity,
    opensAt: opens ?? 0,
    closesAt: closes,
    promoteUntil,
    startsAt: starts,
    openTo: event.openTo,
    fillGaps: event.fillGaps,
  };
}

/** Where an event comes from when it is one of a series. */
export type OfSeries = {
  readonly seriesId: string;
  readonly seriesDate: string;
  readonly take: (eventId: string) => Action;
};

/**
 * Makes an event with its seats, and the first free address that its title and day give.
 * @param series where it comes from, and the step that takes its day there
 * @throws `invalid`; `taken` when the day of the series has had an event
 */
export async function create(
  table: Table,
  write: Write<Event>,
  draft: EventDraft,
  series: OfSeries | null = null,
): Promise<Event> {
  requireStaff(write.actor);
  requireSound(draft);
  const at = instant(write.now);
  const base = {
    ...draft,
    id: newId("event", write.now, write.random),
    formerSlugs: [],
    seriesId: series?.seriesId ?? null,
    seriesDate: series?.seriesDate ?? null,
    cancelReason: "",
    sequence: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const day = series ? [series.take(base.id)] : [];
  const hosts = hostChecks(draft);
  return claimSlug("event", candidates(draft, series !== null), base.id, async (slug, claim) => {
    const event: Event = { ...base, slug };
    const seats = SeatsStore.put(newSeats(event.id, seatsOf(event)));
    try {
      return await commit(table, write, [claim, put(event, null), seats, ...day, ...hosts], event);
    } catch (error) {
      if (series && error instanceof Refused && error.failed(3)) {
        throw new ChamberError("taken", "This day of the series has had its event.", { cause: error });
      }
      throw hostRefusal(error, draft, 3 + day.length);
    }
  });
}

/**
 * Changes an event and the seats it offers. Whoever has registered is told of another time or place, and of other seats
 * whoever waits for one.
 * @throws `stale`, `not-found`, `invalid`, `taken` for an address another event has or had, `in-use` once it was cancelled
 */
export async function update(
  table: Table,
  write: Write<Event>,
  id: string,
  version: number,
  change: EventChange,
): Promise<Event> {
  return replace(table, write, id, version, (current) => {
    const moved = moveSlug("event", current, change.slug);
    const event = applied<Event>(current, { ...change, ...moved.slugs });
    requireSound({ ...event, status: event.status === "draft" ? "draft" : "published" });
    return { event, slugs: moved.actions };
  });
}

/** Cancels an event: everybody who registered is told, its page and its calendar entry stay and say so. */
export async function cancel(
  table: Table,
  write: Write<Event>,
  id: string,
  version: number,
  reason: string,
): Promise<Event> {
  return replace(table, write, id, version, (current) => ({
    event: { ...current, status: "cancelled", cancelReason: reason },
    slugs: [],
  }));
}

async function replace(
  table: Table,
  write: Write<Event>,
  id: string,
  version: number,
  change: (current: Event) => { event: Event; slugs: readonly Action[] },
): Promise<Event> {
  requireStaff(write.actor);
  const current = await get(table, id);
  if (current.version !== version) throw stale();
  if (current.status === "cancelled") throw new ChamberError("in-use", "This event was cancelled. Make a new one.");
  const { event: changed, slugs } = change(current);
  const event: Event = {
    ...changed,
    sequence: concernsCalendars(current, changed) ? current.sequence + 1 : current.sequence,
    updatedAt: instant(write.now),
    version: version + 1,
  };
  const hosts = hostChecks(event, current);
  const flow = newAttempt(write.now, write.random);
  const template = announcementOf(current, event, write.now);
  for (let tried = 1; ; tried++) {
    // Registrations change the seats all the time: whatever they do, the edit is made on top of it.
    const seats = SeatsStore.seatsChanged(await SeatsStore.get(table, id), seatsOf(event), flow);
    const told = template === null ? [] : [announce(seats.seats, template, flow)];
    const steps = [seats.action, put(event, version), ...slugs, ...told, ...hosts];
    try {
      return await commit(table, write, steps, event);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.failed(1)) throw stale(error);
      if (slugs.length > 0 && error.failed(2)) {
        throw new ChamberError("taken", `The address “${event.slug}” belongs to another event.`, { cause: error });
      }
      const refusal = hostRefusal(error, event, 2 + slugs.length + told.length, current);
      if (refusal !== error) throw refusal;
      if (tried === TRIES) throw new ChamberError("busy", "Many people are registering just now.", { cause: error });
    }
  }
}

/** What those who registered are to be told of a change, or null for nothing: one thing each, the most important. */
function announcementOf(before: Event, after: Event, now: number): Announcement["template"] | null {
  if (before.status !== "published") return null;
  if (after.status === "cancelled") return "event-cancelled";
  if (concernsGuests(before, after)) return "event-changed";
  if (before.capacity === after.capacity || now >= instantsOf(after).starts) return null;
  return after.capacity > before.capacity ? "more-seats" : "fewer-seats";
}

function put(event: Event, version: number | null): Action {
  return {
    put: { ...eventKey(event.id), ...placeOf(event), kind: "event", ...event },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** The addresses to try, best first: the title, for one of a series with its day; then with the day, then numbers. */
function* candidates({ title, startsAt }: EventDraft, isOfSeries: boolean): Generator<string, never> {
  const base = slugOf(title, "event");
  const dated = `${base}-${startsAt.slice(0, 10)}`;
  if (!isOfSeries) yield base;
  yield dated;
  for (let n = 2; ; n++) yield `${dated}-${n}`;
}

type Hosts = Pick<Event, "hostId" | "coHostIds">;

/** The members that host an event and did not before. */
function hostsOf({ hostId, coHostIds }: Hosts, before?: Hosts): { path: string; id: string }[] {
  const known = before ? [before.hostId, ...before.coHostIds] : [];
  return [
    ...(hostId === null ? [] : [{ path: "hostId", id: hostId }]),
    ...coHostIds.map((id, i) => ({ path: `coHostIds.${i}`, id })),
  ].filter(({ id }) => !known.includes(id));
}

function hostChecks(event: Hosts, before?: Hosts): Action[] {
  return hostsOf(event, before).map(({ id }) => ({ check: memberKey(id), when: IS_CURRENT }));
}

/** Says which host was not there; `first` is the index of the first of these checks. */
function hostRefusal(error: unknown, event: Hosts, first: number, before?: Hosts): unknown {
  if (!(error instanceof Refused)) return error;
  const missing = hostsOf(event, before).find((_, i) => error.failed(first + i));
  if (!missing) return error;
  const message = "There is no such member.";
  return new ChamberError("invalid", message, { cause: error, fields: [{ path: missing.path, message }] });
}

function requireSound(draft: EventDraft): void {
  const fields = problemsOf(draft);
  if (fields.length > 0)
    throw new ChamberError("invalid", "Some fields are not right. Nothing has been saved.", { fields });
}

function none(): ChamberError {
  return new ChamberError("not-found", "There is no such event.");
}
