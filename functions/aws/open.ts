import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Random, Sleep } from "@mainstreet/core/needs";
import { openClient } from "@mainstreet/store/client";
import { type Keyring, keyringOf } from "@mainstreet/store/keyring";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { createTable, type Table } from "@mainstreet/store/table";
import { createLog, type Log } from "../log.ts";
import { type Env, endpointOf, readKeys } from "./env.ts";
import { type Parameters, readParameters } from "./parameters.ts";
import { poster } from "./post.ts";
import { type SignedCall, signedCall } from "./signed-call.ts";

const LONGEST_MS = 25_000;

export const now = Date.now;
export const random: Random = (length) => randomBytes(length);
export const sleep: Sleep = async (ms) => {
  await setTimeout(ms);
};

/** The log of a function: its output, which CloudWatch keeps. */
export const log: Log = createLog((line) => process.stdout.write(`${line}\n`), now);

/** Requests to the services of AWS that have no client here. */
export function callsOf({ AWS_REGION: region }: Pick<Env, "AWS_REGION">): SignedCall {
  return signedCall({ region, credentials: async () => readKeys(), post: poster(LONGEST_MS), now, sleep });
}

/** What all functions over the table work with. */
export type Opened = {
  readonly table: Table;
  readonly parameters: Parameters;
  readonly keyring: Keyring;
  /** Done once it is known that the table and the pepper belong together. @throws `WrongPepper` */
  readonly checked: Promise<void>;
};

/** Opens the table and reads the parameters of the stage. @throws when one of them is missing */
export async function openStage(env: Env, call: SignedCall): Promise<Opened> {
  const client = openClient({ region: env.AWS_REGION });
  const table = createTable({ client, name: env.TABLE_NAME, sleep, random });
  const reading = readParameters(call, { endpoint: endpointOf("ssm"), prefix: env.PARAMETERS });
  const ring = reading.then(({ pepper }) => keyringOf(pepper));
  // The table is asked at once: one answer comes while the other is waited for.
  const checked = requireSamePepper(table, ring);
  // Whoever waits for it hears of it; nobody waiting is no reason to end the process.
  checked.catch(() => undefined);
  const [parameters, keyring] = await Promise.all([reading, ring]);
  return { table, parameters, keyring, checked };
}
