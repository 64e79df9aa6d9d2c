import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { openClient } from "@mainstreet/store/client";
import type { Clock } from "./clock.ts";
import type { Memory } from "./memory.ts";

/** Thrown into a client that dies: nothing it still wants to do happens. */
export class Crash extends Error {
  constructor() {
    super("This client has died.");
    this.name = "Crash";
  }
}

/** How likely each fault is in one call, from 0 to 1. */
export type Faults = {
  readonly throttle: number;
  readonly reset: number;
  readonly inProgress: number;
  /** The reply is lost after the commit. */
  readonly timeout: number;
  /** Nobody waits for the reply any more while the commit is still to come. */
  readonly impatient: number;
  readonly crash: number;
};

export const BAD: Faults = {
  throttle: 0.03,
  reset: 0.02,
  inProgress: 0.01,
  timeout: 0.03,
  impatient: 0.01,
  crash: 0.008,
};
export const GOOD: Faults = { throttle: 0, reset: 0, inProgress: 0, timeout: 0, impatient: 0, crash: 0 };

const TOKEN_MS = 10 * 60 * 1000;
/** What one partition of an on-demand table takes in a second, in write units; a transaction costs two for each item. */
const WRITES_PER_SECOND = 1_000;

/** The service behind the line: item locks, the memory of tokens and the limits of partitions are shared by all clients. */
export function createService(needs: { clock: Clock; memory: Memory; roll: () => number }) {
  const { clock, memory, roll } = needs;
  const locks = new Set<string>();
  const tokens = new Map<string, { running: boolean; at: number }>();
  const budgets = new Map<string, { left: number; at: number }>();
  const counts = { calls: 0, conflicts: 0, throttles: 0, resets: 0, timeouts: 0, crashes: 0, inProgress: 0, limits: 0 };

  /** Takes write units of a partition; false when it has none left. */
  function spend(pk: string, units: number): boolean {
    const budget = budgets.get(pk) ?? { left: WRITES_PER_SECOND, at: clock.time() };
    const gained = ((clock.time() - budget.at) / 1000) * WRITES_PER_SECOND;
    const left = Math.min(WRITES_PER_SECOND, budget.left + gained);
    const enough = left >= units;
    budgets.set(pk, { left: enough ? left - units : left, at: clock.time() });
    return enough;
  }

  async function transact(actions: readonly TransactWriteItem[], token: string): Promise<object> {
    await clock.sleep(2 + roll() * 3 + tail(roll));
    const known = tokens.get(token);
    if (known?.running) {
      counts.inProgress++;
      throw new TransactionInProgressException({ message: "in progress", $metadata: {} });
    }
    if (known && clock.time() - known.at < TOKEN_MS) return {};
    const keys = actions.map(keyOf);
    const units = new Map<string, number>();
    for (const { pk } of keys) units.set(pk, (units.get(pk) ?? 0) + 2);
    if ([...units].some(([pk, cost]) => !spend(pk, cost))) {
      counts.limits++;
      throw cancelled(keys.map(() => ({ Code: "ThrottlingError" })));
    }
    const names = keys.map(({ pk, sk }) => `${pk}\u0000${sk}`);
    if (new Set(names).size < names.length) throw new Error("A transaction names an item twice.");
    if (names.length > 100) throw new Error("A transaction has more than 100 actions.");
    if (names.some((name) => locks.has(name))) {
      counts.conflicts++;
      throw cancelled(names.map((name) => ({ Code: locks.has(name) ? "TransactionConflict" : "None" })));
    }
    for (const name of names) locks.add(name);
    tokens.set(token, { running: true, at: clock.time() });
    await clock.sleep(4 + roll() * 7);
    const reasons = memory.transact(actions);
    for (const name of names) locks.delete(name);
    if (reasons) tokens.delete(token);
    else tokens.set(token, { running: false, at: clock.time() });
    await clock.sleep(1 + roll() * 2);
    if (reasons) throw cancelled(reasons);
    return {};
  }

  async function answer(command: object): Promise<object> {
    if (command instanceof TransactWriteItemsCommand) {
      const { TransactItems = [], ClientRequestToken = "" } = command.input;
      return transact(TransactItems, ClientRequestToken);
    }
    await clock.sleep(1 + roll() * 2 + tail(roll));
    const reply = read(command);
    await clock.sleep(1);
    return reply;
  }

  function read(command: object): object {
    if (command instanceof GetItemCommand) {
      const Item = memory.get(command.input.Key ?? {});
      return Item ? { Item } : {};
    }
    if (command instanceof QueryCommand) return memory.query(command.input);
    if (command instanceof ScanCommand) return { Items: memory.scan(command.input) };
    if (command instanceof BatchGetItemCommand) {
      const [[name, { Keys = [] }] = ["", { Keys: [] }]] = Object.entries(command.input.RequestItems ?? {});
      return { Responses: { [name]: Keys.map((key) => memory.get(key)).filter((item) => item !== undefined) } };
    }
    throw new Error(`The simulator does not know ${command.constructor.name}.`);
  }

  /** A client of its own, that lives until it crashes. */
  function client(options: { faults: () => Faults }): Pick<DynamoDBClient, "send"> {
    let alive = true;
    const die = (): Crash => {
      alive = false;
      counts.crashes++;
      return new Crash();
    };
    return answering(async (command) => {
      if (!alive) throw new Crash();
      counts.calls++;
      const odds = options.faults();
      const isWrite = command instanceof TransactWriteItemsCommand;
      const before = roll();
      let below = 0;
      const strikes = (odd: number): boolean => {
        below += odd;
        return before < below;
      };
      if (strikes(odds.throttle)) {
        counts.throttles++;
        await clock.sleep(2);
        throw new ProvisionedThroughputExceededException({ message: "too many", $metadata: {} });
      }
      if (strikes(odds.reset)) {
        counts.resets++;
        await clock.sleep(3);
        throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      }
      if (isWrite && strikes(odds.inProgress)) {
        counts.inProgress++;
        throw new TransactionInProgressException({ message: "in progress", $metadata: {} });
      }
      if (strikes(odds.crash / 2)) throw die();
      const work = answer(command);
      if (strikes(odds.impatient)) {
        work.catch(() => {});
        await clock.sleep(roll() * 14);
        counts.timeouts++;
        throw timedOut();
      }
      const reply = await work;
      const after = roll();
      if (after < odds.timeout) {
        counts.timeouts++;
        await clock.sleep(200);
        throw timedOut();
      }
      if (after < odds.timeout + odds.crash / 2) throw die();
      return reply;
    });
  }

  return { client, counts };
}

/** One call in a hundred takes long. */
function tail(roll: () => number): number {
  return roll() < 0.01 ? 20 + roll() * 60 : 0;
}

function timedOut(): Error {
  return Object.assign(new Error("The request timed out."), { name: "TimeoutError" });
}

function cancelled(CancellationReasons: { Code: string }[]): TransactionCanceledException {
  return new TransactionCanceledException({ message: "cancelled", $metadata: {}, CancellationReasons });
}

function keyOf({ Put, Delete, ConditionCheck }: TransactWriteItem): { pk: string; sk: string } {
  const key = Put?.Item ?? Delete?.Key ?? ConditionCheck?.Key;
  const { pk, sk } = key ?? {};
  if (pk?.S === undefined || sk?.S === undefined) throw new Error("An action names an item.");
  return { pk: pk.S, sk: sk.S };
}

const REAL = openClient({ region: "none" });

/** Something that the store takes for a client, and that answers by itself. */
function answering(answer: (command: object) => Promise<object>): Pick<DynamoDBClient, "send"> {
  return new Proxy(REAL, { get: (target, name) => (name === "send" ? answer : Reflect.get(target, name)) });
}
