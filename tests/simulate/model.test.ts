import { ChamberError } from "@mainstreet/core/error";
import { LAST_PROMOTION_MS, newSeats, type SeatsChange } from "@mainstreet/core/seats";
import { changeParty } from "@mainstreet/store/party-change";
import type { Needs } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep } from "@mainstreet/store/sweep";
import { createTable } from "@mainstreet/store/table";
import type { Write } from "@mainstreet/store/write";
import fc from "fast-check";
import { expect, test } from "vitest";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { createClock } from "./clock.ts";
import { dice } from "./dice.ts";
import { createJudge } from "./judge.ts";
import { createService, GOOD } from "./line.ts";
import { createMemory } from "./memory.ts";
import { chance, EVENT_ID, partyOf, personOf, START } from "./town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const PEOPLE = 8;
const HOUR = 3_600_000;

/** What registration promises, in the plainest form: one thing happens after another. */
type Model = {
  now: number;
  open: boolean;
  capacity: number;
  fillGaps: boolean;
  readonly closesAt: number;
  readonly promoteUntil: number;
  /** The parties on the list, in its order, and the confirmed ones. */
  waiting: { n: number; size: number }[];
  readonly confirmed: Map<number, number>;
};

type Real = {
  readonly needs: Needs;
  readonly attempt: () => string;
  readonly jump: (ms: number) => void;
  /** The first attempt of each person. */
  readonly first: Map<number, string>;
};

type Command = fc.AsyncCommand<Model, Real>;

const taken = ({ confirmed }: Model) => [...confirmed.values()].reduce((sum, size) => sum + size, 0);
const isPromoting = ({ open, now, promoteUntil }: Model) => open && now + LAST_PROMOTION_MS < promoteUntil;

function promote(model: Model): void {
  if (!isPromoting(model)) return;
  for (const party of [...model.waiting]) {
    if (party.size > model.capacity) continue;
    if (party.size <= model.capacity - taken(model)) {
      model.waiting = model.waiting.filter((other) => other !== party);
      model.confirmed.set(party.n, party.size);
    } else if (!model.fillGaps) return;
  }
}

async function compare(model: Model, real: Real): Promise<void> {
  const seats = await SeatsStore.get(real.needs.table, EVENT_ID);
  expect({ taken: seats.taken, capacity: seats.capacity }).toEqual({ taken: taken(model), capacity: model.capacity });
  const listed: { n: number; place: string }[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const { registration } = await RegistrationStore.status(real.needs.table, EVENT_ID, personOf(n));
    const size = model.confirmed.get(n) ?? model.waiting.find((party) => party.n === n)?.size;
    const status = model.confirmed.has(n) ? "confirmed" : size !== undefined ? "waitlisted" : null;
    const known = registration?.status === "cancelled" ? null : (registration?.status ?? null);
    expect({ n, status: known, size: known ? registration?.size : undefined }).toEqual({ n, status, size });
    if (registration?.place) listed.push({ n, place: registration.place });
  }
  listed.sort((a, b) => (a.place < b.place ? -1 : 1));
  expect(listed.map(({ n }) => n)).toEqual(model.waiting.map(({ n }) => n));
}

/** A command that expects a refusal of a kind, or null for none. */
function command(
  text: string,
  run: (model: Model, real: Real) => Promise<[expected: string | null, work: Promise<unknown>]>,
): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      // No two places on the list may have the same millisecond for the model to know their order.
      real.jump(1);
      model.now = real.needs.now();
      const [expected, work] = await run(model, real);
      const got = await work.then(
        () => null,
        (error: unknown) => (error instanceof ChamberError ? error.code : error),
      );
      expect(got).toBe(expected);
      await compare(model, real);
    },
    toString: () => text,
  };
}

const fromOf = (n: number, size: number, attempt: string) => ({
  eventId: EVENT_ID,
  personKey: personOf(n),
  attempt,
  party: partyOf(n, size),
});
const isActive = (model: Model, n: number) => model.confirmed.has(n) || model.waiting.some((party) => party.n === n);
const mineOf = async (real: Real, n: number) =>
  (await RegistrationStore.status(real.needs.table, EVENT_ID, personOf(n))).registration;

const register = (n: number, size: number) =>
  command(`register(${n}, ${size})`, async (model, real) => {
    const attempt = real.attempt();
    const work = RegistrationStore.register(real.needs, fromOf(n, size, attempt));
    if (isActive(model, n)) return [null, work];
    if (!model.open || model.now >= model.closesAt) return ["closed", work];
    if (size > model.capacity) return ["full", work];
    if (!real.first.has(n)) real.first.set(n, attempt);
    model.waiting.push({ n, size });
    promote(model);
    return [null, work];
  });

const replay = (n: number) =>
  command(`replay(${n})`, async (_, real) => {
    const attempt = real.first.get(n);
    if (!attempt) return [null, Promise.resolve()];
    return [null, RegistrationStore.register(real.needs, fromOf(n, 1, attempt))];
  });

const cancel = (n: number) =>
  command(`cancel(${n})`, async (model, real) => {
    const mine = await mineOf(real, n);
    if (!mine) return [null, Promise.resolve()];
    if (isActive(model, n)) {
      model.confirmed.delete(n);
      model.waiting = model.waiting.filter((party) => party.n !== n);
      promote(model);
    }
    return [null, RegistrationStore.cancel(real.needs, mine)];
  });

const change = (n: number, size: number) =>
  command(`change(${n}, ${size})`, async (model, real) => {
    const mine = await mineOf(real, n);
    if (!mine) return [null, Promise.resolve()];
    const flow = real.attempt();
    const work = changeParty(real.needs, { ...mine, flow, party: partyOf(n, size, flow) });
    const had = model.confirmed.get(n);
    if (had !== undefined) {
      const awaited = model.waiting.some((party) => party.size <= model.capacity);
      if (size > had && !isPromoting(model)) return ["closed", work];
      if (size > had && (size - had > model.capacity - taken(model) || awaited)) return ["full", work];
      model.confirmed.set(n, size);
      if (size !== had) promote(model);
      return [null, work];
    }
    const party = model.waiting.find((one) => one.n === n);
    if (!party) return ["not-found", work];
    if (size > party.size && size > model.capacity) return ["full", work];
    if (size > party.size) model.waiting = [...model.waiting.filter((one) => one !== party), { n, size }];
    else model.waiting = model.waiting.map((one) => (one === party ? { n, size } : one));
    if (size !== party.size) promote(model);
    return [null, work];
  });

const add = (n: number, size: number) =>
  command(`addAnyway(${n}, ${size})`, async (model, real) => {
    const attempt = real.attempt();
    const work = RegistrationStore.addAnyway(real.needs, by(model.now), fromOf(n, size, attempt));
    if (model.confirmed.has(n)) return [null, work];
    const party = model.waiting.find((one) => one.n === n);
    if (!party && !real.first.has(n)) real.first.set(n, attempt);
    model.waiting = model.waiting.filter((one) => one !== party);
    model.confirmed.set(n, party?.size ?? size);
    return [null, work];
  });

const set = (text: string, to: SeatsChange) =>
  command(`set(${text})`, async (model, real) => {
    if (to.capacity !== undefined) model.capacity = to.capacity;
    if (to.status !== undefined) model.open = to.status === "open";
    promote(model);
    const change = { set: to, edition: null, flow: real.attempt() };
    const work = SeatsStore.changeSeats(real.needs.table, by(model.now), EVENT_ID, change).then(() =>
      sweep(real.needs, EVENT_ID),
    );
    return [null, work];
  });

const jump = (minutes: number) =>
  command(`jump(${minutes} min)`, async (model, real) => {
    real.jump(minutes * 60_000);
    model.now = real.needs.now();
    return [null, Promise.resolve()];
  });

let drawn = 0;
const by = <T>(now: number): Write<T> => ({
  actor: TRUSTED,
  now,
  random: (length) => Uint8Array.from({ length }, () => drawn++ % 251),
  keyring: KEYRING,
  remember: null,
});
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const size = fc.integer({ min: 1, max: 4 });
const commands = fc.commands(
  [
    fc.tuple(person, size).map(([n, s]) => register(n, s)),
    fc.tuple(person, size).map(([n, s]) => register(n, s)),
    person.map(replay),
    person.map(cancel),
    fc.tuple(person, size).map(([n, s]) => change(n, s)),
    fc.tuple(person, size).map(([n, s]) => add(n, s)),
    fc.integer({ min: 0, max: 12 }).map((capacity) => set(`capacity ${capacity}`, { capacity })),
    fc.constantFrom("open" as const, "open" as const, "closed" as const).map((status) => set(status, { status })),
    fc.integer({ min: 1, max: 90 }).map(jump),
  ],
  { size: "+1" },
);

test("one thing after another, the stores do what the plainest model says", async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(commands, fc.boolean(), fc.constantFrom(1, 4), async (commands, fillGaps, shards) => {
      const roll = dice(7);
      const { random, attempt } = chance(roll);
      const clock = createClock(START);
      const judge = createJudge(() => now());
      const memory = createMemory({ time: clock.time, roll, onCommit: judge.commit });
      const client = createService({ clock, memory, roll }).client({ faults: () => GOOD });
      const table = createTable({ client, name: "simulated", sleep: clock.sleep, random });
      let ahead = 0;
      const now = () => Math.floor(clock.time()) + ahead;
      const times = {
        opensAt: START,
        closesAt: START + 2 * HOUR,
        promoteUntil: START + 3 * HOUR,
        startsAt: START + 4 * HOUR,
      };
      const draft = { status: "open", capacity: 6, ...times, openTo: "everyone", fillGaps } as const;
      const cancelling = { ...table, transact: allowCancels(table.transact, judge.askToCancel) };
      const needs = { table: cancelling, now, sleep: clock.sleep, random };

      await clock.until(
        (async () => {
          await table.transact([SeatsStore.put(newSeats(EVENT_ID, draft, shards))]);
          await fc.asyncModelRun(
            () => ({
              model: { ...times, now: START, open: true, capacity: 6, fillGaps, waiting: [], confirmed: new Map() },
              real: {
                needs,
                attempt,
                first: new Map(),
                jump: (ms) => {
                  ahead += ms;
                  steps++;
                },
              },
            }),
            commands,
          );
        })(),
      );

      expect(judge.violations).toEqual([]);
    }),
    { numRuns: long ? 3_000 : 60 },
  );
  if (long) console.log(`registration against its model: ${steps} steps`);
});

/** Tells the judge that whatever is cancelled was meant to be. */
function allowCancels(
  transact: Needs["table"]["transact"],
  ask: (attempt: string) => void,
): Needs["table"]["transact"] {
  return async (actions) => {
    for (const action of actions)
      if ("put" in action && action.put.what === "cancelled") ask(String(action.put.attempt));
    await transact(actions);
  };
}
