import { ChamberError } from "@mainstreet/core/error";
import { newSeats, shardsFor } from "@mainstreet/core/seats";
import type { Needs } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { createTable } from "@mainstreet/store/table";
import { createClock } from "../../simulate/clock.ts";
import { dice } from "../../simulate/dice.ts";
import { createService, GOOD } from "../../simulate/line.ts";
import { createMemory } from "../../simulate/memory.ts";
import { chance, EVENT_ID, partyOf, personOf, START } from "../../simulate/town.ts";
import { percentile } from "../report/numbers.ts";
import type { Hot } from "./measured.ts";

const HOUR = 3_600_000;
const TRIES = 50;
const RUSHES = [
  { people: 180, seats: 60 },
  { people: 300, seats: 100 },
  { people: 1_000, seats: 100 },
  { people: 900, seats: 300 },
  { people: 3_000, seats: 1_000 },
] as const;

/** Some rushes: each in one partition, and in as many as the event would have. */
export async function hotEvents(): Promise<Hot[]> {
  const all: Hot[] = [];
  for (const rush of RUSHES) {
    for (const shards of new Set([1, shardsFor(rush.seats)])) all.push(await hotEvent({ ...rush, shards }));
  }
  return all;
}

/**
 * Lets so many people register at the same instant, with the code that does so, against a table whose partitions take 1,000
 * write units a second each and save none up. People whom the API asks to try again do.
 */
async function hotEvent({ people, seats, shards }: { people: number; seats: number; shards: number }): Promise<Hot> {
  const roll = dice(people * 31 + shards);
  const clock = createClock(START);
  const { random, attempt } = chance(roll);
  const memory = createMemory({ time: clock.time, roll, onCommit: () => undefined });
  const service = createService({ clock, memory, roll });
  const needsOf = (): Needs => {
    const client = service.client({ faults: () => GOOD });
    const table = createTable({ client, name: "simulated", sleep: clock.sleep, random });
    return { table, now: () => Math.floor(clock.time()), sleep: clock.sleep, random };
  };
  const times = {
    opensAt: START - 1,
    closesAt: START + HOUR,
    promoteUntil: START + 2 * HOUR,
    startsAt: START + 3 * HOUR,
  };
  const door = { status: "open", openTo: "everyone", fillGaps: false, capacity: seats } as const;
  const first = needsOf();
  const took: number[] = [];
  const statuses: string[] = [];

  async function come(n: number): Promise<void> {
    const needs = needsOf();
    const from = { eventId: EVENT_ID, personKey: personOf(n), attempt: attempt(), party: partyOf(n, 1) };
    for (let tried = 1; ; tried++) {
      try {
        const { registration } = await RegistrationStore.register(needs, from);
        took.push(clock.time() - START);
        statuses.push(registration.status);
        return;
      } catch (error) {
        if (tried === TRIES || (error instanceof ChamberError && error.code !== "busy")) throw error;
        await clock.sleep(roll() * 500);
      }
    }
  }

  await clock.until(first.table.transact([SeatsStore.put(newSeats(EVENT_ID, { ...door, ...times }, shards))]));
  await clock.until(Promise.all(Array.from({ length: people }, (_, n) => come(n))));
  return {
    ...{ people, seats, shards, p50: percentile(took, 0.5), p99: percentile(took, 0.99), last: Math.max(...took) },
    confirmed: statuses.filter((status) => status === "confirmed").length,
    waiting: statuses.filter((status) => status === "waitlisted").length,
    ...{ limits: service.counts.limits, conflicts: service.counts.conflicts },
  };
}
