import { ChamberError } from "@mainstreet/core/error";
import type { Registration } from "@mainstreet/core/registration";
import { newSeats, type SeatsChange } from "@mainstreet/core/seats";
import { changeParty } from "@mainstreet/store/party-change";
import { cancelMany } from "@mainstreet/store/registration-bulk";
import type { Needs } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { isPassing } from "@mainstreet/store/retry";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweepAll, sweepIfPossible } from "@mainstreet/store/sweep";
import { createTable, Refused, type Table } from "@mainstreet/store/table";
import type { Write } from "@mainstreet/store/write";
import { KEYRING } from "../people.ts";
import { TRUSTED } from "../trusted.ts";
import { createClock } from "./clock.ts";
import { dice } from "./dice.ts";
import { createJudge, type Violation } from "./judge.ts";
import { BAD, Crash, createService, GOOD } from "./line.ts";
import { createMemory } from "./memory.ts";
import { chance, EVENT_ID, partyOf, personOf, START } from "./town.ts";

/** What differs between runs besides the seed. */
export type Setup = {
  readonly seed: number;
  readonly requests: number;
  readonly seats: number;
  /** Puts something between the stores and the table, such as a mutation. */
  readonly wrap?: (table: Table, who: "client" | "sweeper") => Table;
  readonly sweeper?: boolean;
  /** How likely staff are to end promotion in the middle of it; 0.3 if nothing is said. */
  readonly endsEarly?: number;
  /** How likely somebody is to cancel; 0.1 to 0.3 if nothing is said. */
  readonly cancels?: number;
  /** How likely somebody is to change their party; 0.25 if nothing is said. */
  readonly changes?: number;
  /** Within how many milliseconds all come; from 0 to over a minute if nothing is said. */
  readonly window?: number;
  /** Over how many partitions the event is spread; 1 or 4 if nothing is said. */
  readonly shards?: number;
};

export type Figures = {
  readonly violations: readonly Violation[];
  readonly requests: number;
  readonly commits: number;
  readonly promoted: number;
  readonly batches: number;
  readonly conflicts: number;
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  /** When the last of the first wave had an answer, in milliseconds. */
  readonly lasted: number;
};

const MINUTE = 60_000;
const TRIES = 12;

/** Runs one event's registration on a bad day and says what went wrong. The same setup gives the same run. */
export async function simulate(setup: Setup): Promise<Figures> {
  const roll = dice(setup.seed * 7919 + 13);
  const pick = <T>(things: readonly T[]): T | undefined => things[Math.floor(roll() * things.length)];
  const { random, attempt } = chance(roll);
  const clock = createClock(START);
  const judge = createJudge(clock.time);
  const memory = createMemory({ time: clock.time, roll, onCommit: judge.commit });
  const service = createService({ clock, memory, roll });
  const now = () => Math.floor(clock.time());
  let faults = BAD;

  const often = pick([0, 0, 100, 100, 1_000, 1_000, 5_000, 70_000]) ?? 0;
  const window = setup.window ?? often;
  const some = 0.1 + roll() * 0.2;
  const cancels = setup.cancels ?? some;
  const endsEarly = roll() < (setup.endsEarly ?? 0.3);
  const shards = setup.shards ?? pick([1, 1, 4]) ?? 1;
  const moves = pick([3, 3, 12]) ?? 3;
  const people = Math.max(1, Math.floor(setup.requests * 0.9));
  // Dice of their own: whether staff cancel registrations changes nothing else about a seed in which they do not.
  const bulk = dice(setup.seed * 104_729 + 7);
  const known: string[] = [];
  const latencies: number[] = [];
  let [requests, lasted] = [0, 0];

  function needsOf(options: { lives?: boolean; sweeps?: boolean } = {}): Needs {
    const client = service.client({ faults: () => (options.lives ? { ...faults, crash: 0 } : faults) });
    const table = createTable({ client, name: "simulated", sleep: clock.sleep, random });
    return {
      table: setup.wrap?.(table, options.sweeps ? "sweeper" : "client") ?? table,
      now,
      sleep: clock.sleep,
      random,
    };
  }
  const by = <T>(): Write<T> => ({ actor: TRUSTED, now: now(), random, keyring: KEYRING, remember: null });

  /** Does something as clients do: again after what may pass, and after a crash in two of three cases. Null for no answer. */
  async function client<T>(
    work: (needs: Needs) => Promise<T>,
    options: { lives?: boolean; sweeps?: boolean } = {},
  ): Promise<T | null> {
    let needs = needsOf(options);
    for (let tried = 1; ; tried++) {
      try {
        return await work(needs);
      } catch (error) {
        if (error instanceof Crash) {
          if (roll() < 0.3) return null;
          needs = needsOf(options);
        } else if (error instanceof ChamberError) {
          if (error.code !== "busy") return null;
        } else if (!isPassing(error)) {
          const text =
            error instanceof Error ? `${error.name}: ${error.message} ${error.stack?.split("\n")[1]}` : String(error);
          judge.blame("error", error instanceof Refused ? `refused ${JSON.stringify(error.found)}` : text);
          return null;
        }
        if (tried === TRIES) return null;
        await clock.sleep(roll() * 50 * tried);
      }
    }
  }

  async function register(n: number, id: string, size: number): Promise<Registration | null> {
    const since = clock.time();
    requests++;
    judge.begin(id);
    const from = { eventId: EVENT_ID, personKey: personOf(n), attempt: id, party: partyOf(n, size) };
    const answer = await client((needs) => RegistrationStore.register(needs, from));
    if (answer) {
      judge.acknowledge(answer.registration, since);
      known.push(answer.registration.attempt);
      latencies.push(clock.time() - since);
    }
    return answer?.registration ?? null;
  }

  async function cancel(mine: Registration): Promise<boolean> {
    const since = clock.time();
    requests++;
    judge.askToCancel(mine.attempt);
    const answer = await client((needs) => RegistrationStore.cancel(needs, mine));
    if (answer) judge.acknowledge(answer.registration, since);
    return answer !== null;
  }

  async function change(mine: Registration, n: number): Promise<Registration> {
    const since = clock.time();
    requests++;
    const flow = attempt();
    judge.begin(flow);
    const size = roll() < 0.3 ? mine.size : 1 + Math.floor(roll() * 6);
    const { eventId, personKey, version } = mine;
    const which = { eventId, personKey, attempt: mine.attempt, flow, version, party: partyOf(n, size, flow) };
    const answer = await client((needs) => changeParty(needs, which));
    if (answer) judge.acknowledge(answer.registration, since);
    return answer?.registration ?? mine;
  }

  const zombies: { n: number; id: string; size: number }[] = [];

  /** One person: registers, perhaps twice, perhaps changes the party, perhaps cancels, perhaps comes back. */
  async function person(n: number, id: string): Promise<void> {
    await clock.sleep(roll() * window);
    const size = roll() < 0.7 ? 1 : 1 + Math.floor(roll() * 6);
    const others: Promise<unknown>[] = [];
    if (roll() < 0.05) others.push(register(n, id, size));
    if (roll() < 0.1) others.push(clock.sleep(roll() * 20).then(() => register(n, attempt(), size)));
    if (roll() < 0.03) others.push(clock.sleep(roll() * 2_000).then(() => register(n, id, size)));
    let mine = await register(n, id, size);
    if (mine && roll() < (setup.changes ?? 0.25)) {
      await clock.sleep(roll() * 60);
      mine = await change(mine, n);
    }
    if (mine && roll() < cancels) {
      await clock.sleep(roll() * 100);
      const twice = roll() < 0.1 ? cancel(mine) : null;
      const done = await cancel(mine);
      await twice;
      if (done && roll() < 0.5) zombies.push({ n, id: mine.attempt, size });
      if (done && roll() < 0.3)
        others.push(clock.sleep(roll() * 500).then(() => register(n, mine?.attempt ?? id, size)));
      if (done && roll() < 0.2) await register(n, attempt(), size);
    }
    await Promise.all(others);
    lasted = Math.max(lasted, clock.time() - START);
  }

  async function staff(): Promise<void> {
    const set = async (set: SeatsChange) => {
      const flow = attempt();
      await client(
        async (needs) => {
          await SeatsStore.changeSeats(needs.table, by(), EVENT_ID, { set, edition: null, flow });
          await sweepIfPossible(needs, EVENT_ID);
        },
        { lives: roll() < 0.8 },
      );
    };
    const span = Math.max(window, 200) + 300;
    const at = async (work: () => Promise<void>) => {
      await clock.sleep(roll() * span);
      await work();
    };
    const capacity = () => Math.floor(setup.seats * (0.5 + roll()));
    const low = roll() < 0.3;
    await Promise.all([
      ...Array.from({ length: moves }, () => at(() => set({ capacity: capacity() }))),
      at(() => set({ capacity: low ? 3 : capacity() })),
      ...[1, 2].map((n) => at(() => add(people + n))),
      ...(roll() < 0.3 ? [at(() => add(Math.floor(roll() * people)))] : []),
      ...(roll() < 0.3 ? [at(() => shut(set))] : []),
      ...(bulk() < 0.25 ? [cancelSome(bulk() * span)] : []),
      ...(endsEarly
        ? [at(() => set({ promoteUntil: now() + Math.floor(roll() * 2) * Math.floor(roll() * 500) }))]
        : []),
    ]);
    // Seats that were nearly all taken away come back, so that marks have to go again.
    if (low) await set({ capacity: capacity() });
  }

  /** Staff cancel some of those whom they know of, twice at once as with a double click. */
  async function cancelSome(after: number): Promise<void> {
    await clock.sleep(after);
    const attempts = known.filter(() => bulk() < 0.2).slice(0, 20);
    for (const id of attempts) judge.askToCancel(id);
    const cancel = () =>
      client((needs) => cancelMany(needs, by(), { eventId: EVENT_ID, attempts, reason: "No such firms." }));
    await Promise.all([cancel(), cancel()]);
  }

  async function shut(set: (change: SeatsChange) => Promise<void>): Promise<void> {
    await set({ status: "closed" });
    await clock.sleep(roll() * 400);
    await set({ status: "open" });
  }

  async function add(n: number): Promise<void> {
    const id = attempt();
    const since = clock.time();
    judge.begin(id);
    const from = { eventId: EVENT_ID, personKey: personOf(n), attempt: id, party: partyOf(n, 2) };
    const answer = await client((needs) => RegistrationStore.addAnyway(needs, by(), from));
    if (answer) judge.acknowledge(answer.registration, since);
  }

  async function sweeper(isOver: () => boolean): Promise<void> {
    await clock.sleep(roll() * MINUTE);
    while (!isOver()) {
      if (setup.sweeper !== false) await client((needs) => sweepAll(needs), { lives: true, sweeps: true });
      await clock.sleep(MINUTE);
    }
  }

  async function day(): Promise<void> {
    faults = GOOD;
    const opening = newSeats(
      EVENT_ID,
      {
        status: "open",
        capacity: setup.seats,
        opensAt: START,
        closesAt: START + 30 * MINUTE,
        promoteUntil: START + 60 * MINUTE,
        startsAt: START + 120 * MINUTE,
        openTo: "everyone",
        fillGaps: roll() < 0.25,
      },
      shards,
    );
    await needsOf({ lives: true }).table.transact([SeatsStore.put(opening)]);
    faults = BAD;
    let over = false;
    const sweeping = sweeper(() => over);
    const jobs = Array.from({ length: setup.requests }, (_, i) => person(i % people, attempt()));
    await Promise.all([...jobs, staff()]);
    faults = GOOD;
    await clock.sleep(2 * MINUTE);
    for (const { n, id, size } of zombies) await register(n, id, size);
    await clock.sleep(2 * MINUTE);
    over = true;
    await sweeping;
    const seats = judge.seats();
    judge.atRest(seats !== null && seats.status === "open" && clock.time() < seats.promoteUntil - MINUTE);
  }

  await clock.until(day());
  latencies.sort((a, b) => a - b);
  const quantile = (q: number) =>
    Math.round(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0);
  return {
    violations: judge.violations,
    requests,
    commits: judge.commits(),
    promoted: judge.count.promoted,
    batches: judge.count.batches,
    conflicts: service.counts.conflicts,
    calls: service.counts.calls,
    p50: quantile(0.5),
    p99: quantile(0.99),
    lasted: Math.round(lasted),
  };
}
