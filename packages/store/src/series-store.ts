import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import type { Event } from "@mainstreet/core/event";
import { newId } from "@mainstreet/core/id";
import { instant, type LocalDate } from "@mainstreet/core/local-date";
import { datesOf, eventOn, Series, type SeriesChange, type SeriesDraft } from "@mainstreet/core/series";
import { seriesDateKey, seriesDatesPartition, seriesKey, seriesPartition } from "./event-keys.ts";
import * as EventStore from "./event-store.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** All series, by id. @throws `unauthenticated` */
export async function list(table: Table, actor: Actor): Promise<Series[]> {
  requireStaff(actor);
  const { items } = await table.query(seriesPartition());
  return items.map((item) => Series.parse(entityOf(item)));
}

/** One series. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Series> {
  requireStaff(actor);
  const item = await table.get(seriesKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such series.");
  return Series.parse(entityOf(item));
}

/** Makes a series; its events are made by `materialise`. */
export async function create(table: Table, write: Write<Series>, draft: SeriesDraft): Promise<Series> {
  requireStaff(write.actor);
  const at = instant(write.now);
  const id = newId("series", write.now, write.random);
  const series: Series = { ...draft, id, createdAt: at, updatedAt: at, version: 1 };
  return commit(table, write, [put(series, null)], series);
}

/** Changes a series, for the events still to be made: those that are made stay as they are. @throws `stale`, `not-found` */
export async function update(
  table: Table,
  write: Write<Series>,
  id: string,
  version: number,
  change: SeriesChange,
): Promise<Series> {
  const current = await get(table, write.actor, id);
  if (current.version !== version) throw stale();
  const series: Series = { ...applied<Series>(current, change), version: version + 1, updatedAt: instant(write.now) };
  try {
    return await commit(table, write, [put(series, version)], series);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/**
 * Makes the events of a series that fall on days from one to another, both included. A day that has, or ever had, an event
 * gets no second one, however often and by however many this is asked: each event claims its day.
 * @returns the events that were made now
 */
export async function materialise(
  table: Table,
  write: Omit<Write<Event>, "remember">,
  series: Series,
  { from, until }: { from: LocalDate; until: LocalDate },
): Promise<Event[]> {
  requireStaff(write.actor);
  const { items } = await table.query(seriesDatesPartition(series.id));
  const taken = new Set(items.map(({ sk }) => sk));
  const made: Event[] = [];
  for (const date of datesOf(series, from, until)) {
    if (taken.has(date)) continue;
    const take = (eventId: string): Action => ({
      put: { ...seriesDateKey(series.id, date), kind: "series-date", eventId },
      when: ABSENT,
    });
    const of = { seriesId: series.id, seriesDate: date, take };
    try {
      made.push(await EventStore.create(table, { ...write, remember: null }, eventOn(series, date), of));
    } catch (error) {
      // Somebody else has made the event of this day in the meantime.
      if (!(error instanceof ChamberError) || error.code !== "taken") throw error;
    }
  }
  return made;
}

function put(series: Series, version: number | null): Action {
  return {
    put: { ...seriesKey(series.id), kind: "series", ...series },
    when: version === null ? ABSENT : atVersion(version),
  };
}
