import { setTimeout } from "node:timers/promises";
import {
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { emulated } from "./table.ts";

/** What can go wrong between us and DynamoDB; the emulator by itself never lets any of it happen. */
export const FAULTS = ["conflict", "throttle", "inProgress", "reset", "lostReply", "latency"] as const;
export type Fault = (typeof FAULTS)[number];

/** How likely each fault is in one call, from 0 to 1. */
export type Odds = Readonly<Record<Fault, number>>;

/** Bad, but such that ten tries nearly always get through. */
export const BAD_DAY: Odds = {
  conflict: 0.1,
  throttle: 0.05,
  inProgress: 0.05,
  reset: 0.05,
  lostReply: 0.1,
  latency: 0.5,
};

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A client of the emulator with a bad line, and how many faults of each kind it has injected so far.
 * @param options.longestMs of a slow call, in milliseconds
 */
export function faultyClient(options: { seed: number; odds?: Odds; longestMs?: number; client?: DynamoDBClient }): {
  client: DynamoDBClient;
  injected: Record<Fault, number>;
} {
  const { seed, odds = BAD_DAY, longestMs = 8, client = emulated() } = options;
  const roll = dice(seed);
  const injected = { conflict: 0, throttle: 0, inProgress: 0, reset: 0, lostReply: 0, latency: 0 };
  const happens = (fault: Fault): boolean => {
    if (roll() >= odds[fault]) return false;
    injected[fault]++;
    return true;
  };
  client.middlewareStack.add(
    (next) => async (args) => {
      const actions = "TransactItems" in args.input ? (args.input.TransactItems?.length ?? 0) : 0;
      if (happens("latency")) await setTimeout(roll() * longestMs);
      if (happens("reset")) throw broken(roll());
      if (happens("throttle")) throw throttled(roll(), actions);
      if (actions > 0 && happens("conflict")) throw cancelled("TransactionConflict", actions, roll());
      if (actions > 0 && happens("inProgress")) {
        throw new TransactionInProgressException({ message: "The transaction is in progress.", $metadata: {} });
      }
      const reply = await next(args);
      if (happens("lostReply")) throw broken(roll());
      return reply;
    },
    { step: "initialize", name: "faults" },
  );
  return { client, injected };
}

/** What the SDK throws when a connection breaks or nobody answers: unlike any other error, it may have come too late. */
function broken(roll: number): Error {
  if (roll < 0.5) return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return Object.assign(new Error("The request timed out."), { name: "TimeoutError" });
}

function throttled(roll: number, actions: number): Error {
  if (actions > 0 && roll < 0.5) return cancelled("ThrottlingError", actions, roll);
  const message = "Too many requests.";
  if (roll < 0.75) return new ProvisionedThroughputExceededException({ message, $metadata: {} });
  return new RequestLimitExceeded({ message, $metadata: {} });
}

function cancelled(Code: string, actions: number, roll: number): Error {
  const guilty = Math.floor(roll * actions);
  return new TransactionCanceledException({
    message: "Transaction cancelled, please refer cancellation reasons for specific reasons.",
    $metadata: {},
    CancellationReasons: Array.from({ length: actions }, (_, i) => ({ Code: i === guilty ? Code : "None" })),
  });
}
