import { newId } from "@mainstreet/core/id";
import { newAttempt, type Registration } from "@mainstreet/core/registration";
import { newSeats, type SeatsChange, type SeatsDraft } from "@mainstreet/core/seats";
import { changeParty } from "@mainstreet/store/party-change";
import type { Needs } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep } from "@mainstreet/store/sweep";
import type { Table } from "@mainstreet/store/table";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { partyOf, personOf } from "../simulate/town.ts";

const HOUR = 3_600_000;
export const NOON = Date.UTC(2026, 10, 22, 12);

/** A mixer with so many seats, and people to register for it. Time passes only when `clock.now` is set. */
export async function mixer(
  options: Partial<SeatsDraft> & { shards?: number; wrap?: (table: Table) => Table } = {},
): Promise<ReturnType<typeof doors>> {
  const { shards = 1, wrap, ...draft } = options;
  const { table } = await freshTable({ chamber: null });
  const eventId = newId("event", NOON, random);
  const seats = newSeats(
    eventId,
    {
      status: "open",
      capacity: 3,
      opensAt: NOON,
      closesAt: NOON + 2 * HOUR,
      promoteUntil: NOON + 3 * HOUR,
      startsAt: NOON + 4 * HOUR,
      openTo: "everyone",
      fillGaps: false,
      ...draft,
    },
    shards,
  );
  await table.transact([SeatsStore.put(seats)]);
  const clock = { now: NOON };
  // A place on the list is told from another by its millisecond.
  const now = () => clock.now++;
  return doors({ table: wrap?.(table) ?? table, now, sleep: (ms) => sleep(ms / 20), random }, table, eventId, clock);
}

function doors(needs: Needs, table: Table, eventId: string, clock: { now: number }) {
  const attempt = () => newAttempt(NOON, random);
  const fromOf = (n: number, size: number, id: string) => ({
    eventId,
    personKey: personOf(n),
    attempt: id,
    party: partyOf(n, size),
  });
  const seats = () => SeatsStore.get(table, eventId);
  return {
    needs,
    table,
    eventId,
    clock,
    attempt,
    seats,
    register: async (n: number, size = 1, id = attempt()) =>
      (await RegistrationStore.register(needs, fromOf(n, size, id))).registration,
    cancel: (mine: Registration) => RegistrationStore.cancel(needs, mine),
    change: (mine: Registration, n: number, size: number, options: { note?: string; flow?: string } = {}) =>
      changeParty(needs, {
        ...mine,
        flow: options.flow ?? attempt(),
        party: partyOf(n, size, options.note),
      }),
    addAnyway: (n: number, size = 1, id = attempt()) => RegistrationStore.addAnyway(needs, by(), fromOf(n, size, id)),
    set: async (set: SeatsChange) => {
      await SeatsStore.changeSeats(table, by(), eventId, { set, edition: null, flow: attempt() });
      await sweep(needs, eventId);
    },
    status: async (n: number) => (await RegistrationStore.status(table, eventId, personOf(n))).registration,
    statuses: async (...people: number[]) => {
      const found = await Promise.all(people.map((n) => RegistrationStore.status(table, eventId, personOf(n))));
      return found.map(({ registration }) => registration?.status ?? null);
    },
    /** What was posted about the registrations of an attempt: "promoted", "cancelled" … */
    posted: async (id: string) => (await table.query(`OUT#${id}`)).items.map(({ template }) => template),
  };
}
