import type { Actor } from "@mainstreet/core/actor";
import type { Event } from "@mainstreet/core/event";
import { dateIn, type LocalDate } from "@mainstreet/core/local-date";
import type { Now, Random } from "@mainstreet/core/needs";
import type { Series } from "@mainstreet/core/series";
import type { Keyring } from "@mainstreet/store/keyring";
import * as SeriesStore from "@mainstreet/store/series-store";
import type { Table } from "@mainstreet/store/table";

const MONTHS = 6;

/** Makes the events of a series for the coming six months, those that are not there yet. @returns the new ones */
export function makeAhead(
  { table, now, random, keyring }: { table: Table; now: Now; random: Random; keyring: Keyring },
  actor: Actor,
  series: Series,
): Promise<Event[]> {
  const at = now();
  const from = dateIn(series.event.zone, at);
  return SeriesStore.materialise(table, { actor, now: at, random, keyring }, series, {
    from,
    until: monthsLater(from),
  });
}

function monthsLater(date: LocalDate): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + MONTHS, day)).toISOString().slice(0, 10);
}
