import { timingSafeEqual } from "node:crypto";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import type { Random } from "@mainstreet/core/needs";
import { Party } from "@mainstreet/core/party";
import { PersonKey } from "@mainstreet/core/person-key";
import { Attempt } from "@mainstreet/core/registration";
import * as z from "zod";
import * as CodeStore from "./code-store.ts";
import { TTL } from "./keys.ts";
import type { Limit } from "./limit-store.ts";
import { withinLimits } from "./limited.ts";
import { flowKey } from "./person-keys.ts";
import { type Action, type Condition, Refused, type Table } from "./table.ts";
import { AlreadyDone, entityOf } from "./write.ts";

/** How long a code opens what was begun, in milliseconds. */
export const CODE_MS = 10 * 60 * 1000;
/** How long a mailbox counts as proved in the browser that proved it, in milliseconds. */
export const PROVED_MS = 30 * 60 * 1000;
/** How many different codes may be tried. */
export const TRIES = 5;

/** What somebody began in one browser for one event, before and after they proved that they read a mailbox. */
export const Flow = z.strictObject({
  /** Null when they want to sign in. */
  eventId: idOf("event").nullable(),
  email: z.string(),
  personKey: PersonKey,
  attempt: Attempt,
  /** Who is to be registered once the mailbox is proved; null when somebody only asks how they stand. */
  party: Party.nullable(),
  /** Keyed hashes: of the code, and of the codes that were tried. */
  codeHash: z.string(),
  tried: z.array(z.string()).max(TRIES),
  provedAt: z.int().nullable(),
  expires: z.int(),
  version: z.int().min(1),
});
export type Flow = z.infer<typeof Flow>;

export type NewFlow = Pick<Flow, "eventId" | "email" | "personKey" | "attempt" | "party" | "codeHash">;

/** What somebody began, or null when that was nothing, or too long ago. */
export async function find(table: Table, id: string, now: number): Promise<Flow | null> {
  const item = await table.get(flowKey(id));
  if (!item) return null;
  const { [TTL]: ttl, ...rest } = item;
  const flow = Flow.parse(entityOf(rest));
  return flow.expires > now ? flow : null;
}

/**
 * Begins something and posts the code for it, in one transaction with the limits: whatever is refused has used nothing up.
 * What the same browser had begun for the event is over.
 * @param options.remember the step that refuses the transaction when the same request was carried out before
 * @throws `AlreadyDone`, `too-many`
 */
export async function begin(
  needs: { table: Table; now: () => number; random: Random },
  id: string,
  from: NewFlow,
  options: { code: string; limits: readonly Limit[]; remember: Action },
): Promise<void> {
  const { table, random } = needs;
  const now = needs.now();
  const { code, limits, remember } = options;
  const { attempt, eventId, email } = from;
  const expires = now + CODE_MS;
  const flow: Flow = { ...from, tried: [], provedAt: null, expires, version: 1 };
  const mail = { attempt, eventId, email, code, createdAt: instant(now), expires };
  await withinLimits({ table, now, random }, limits, remember, [put(id, flow), CodeStore.post(mail)], tooMany);
}

/** The step that ends what somebody began in a browser, if they did. */
export function end(id: string): Action {
  return { remove: flowKey(id) };
}

/**
 * Tries a code and proves the mailbox with the right one.
 * @param hashOf the keyed hash of the code that was typed, for an attempt
 * @param remember the step that goes with the proof, and refuses it when the same request was carried out before
 * @returns the proved flow, with whether `remember` went with it; or how many more codes may be tried
 * @throws `expired`, when nothing was begun too; `AlreadyDone`
 */
export async function tryCode(
  needs: { table: Table; now: () => number },
  id: string,
  hashOf: (attempt: Attempt) => string,
  remember: Action | null = null,
): Promise<{ flow: Flow; remembered: boolean } | { left: number }> {
  for (;;) {
    const charged = await charge(needs, id, hashOf);
    if ("left" in charged) return charged;
    const { flow } = charged;
    if (flow.provedAt !== null) return { flow, remembered: false };
    const at = needs.now();
    const proved = { ...flow, provedAt: at, expires: at + PROVED_MS, version: flow.version + 1 };
    if (await replace(needs.table, id, at, flow, proved, remember)) {
      return { flow: proved, remembered: remember !== null };
    }
  }
}

/**
 * Tries a code and leaves it to the caller to use up what it opens. A code that was not tried before is charged before it
 * is compared, so that however many are tried at once no more than five are; the same one again, as by a double click,
 * tells nobody anything new.
 * @returns the flow whose code this is, or that was proved before; or how many more codes may be tried
 * @throws `expired`, when nothing was begun too
 */
export async function charge(
  { table, now }: { table: Table; now: () => number },
  id: string,
  hashOf: (attempt: Attempt) => string,
): Promise<{ flow: Flow } | { left: number }> {
  for (;;) {
    const at = now();
    let flow = await find(table, id, at);
    if (!flow) throw new ChamberError("expired", "This code has expired. Ask for a new one.");
    if (flow.provedAt !== null) return { flow };
    const guess = hashOf(flow.attempt);
    if (!flow.tried.includes(guess)) {
      if (flow.tried.length >= TRIES) {
        throw new ChamberError("expired", "Too many wrong codes were tried. Ask for a new one.");
      }
      const charged = { ...flow, tried: [...flow.tried, guess], version: flow.version + 1 };
      // Whoever was faster may have proved the mailbox, or asked for another code.
      if (!(await replace(table, id, at, flow, charged))) continue;
      flow = charged;
    }
    if (!timingSafeEqual(Buffer.from(guess), Buffer.from(flow.codeHash))) return { left: TRIES - flow.tried.length };
    return { flow };
  }
}

/** The step that uses a flow up, if it is still as it was: what it opens can be had once. */
export function spend(id: string, flow: Flow, now: number): Action {
  return { remove: flowKey(id), when: unchanged(flow, now) };
}

/** The flow in which a browser has proved a mailbox. @throws `unproved` */
export async function proved(table: Table, id: string, now: number): Promise<Flow> {
  const flow = await find(table, id, now);
  if (flow?.provedAt) return flow;
  throw unproved();
}

/** The error for somebody who has proved no mailbox. */
export function unproved(): ChamberError {
  return new ChamberError("unproved", "Prove first that this is your mailbox: ask for a code, then type it in.");
}

async function replace(
  table: Table,
  id: string,
  now: number,
  before: Flow,
  after: Flow,
  remember: Action | null = null,
): Promise<boolean> {
  try {
    await table.transact([{ ...put(id, after), when: unchanged(before, now) }, ...(remember ? [remember] : [])]);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.failed(1)) throw new AlreadyDone();
    return false;
  }
}

function unchanged({ attempt, version }: Flow, now: number): Condition {
  return {
    // What has expired may lie there for days yet.
    expression: "attempt = :attempt AND #version = :version AND expires > :now",
    names: { "#version": "version" },
    values: { ":attempt": attempt, ":version": version, ":now": now },
  };
}

function put(id: string, flow: Flow) {
  return { put: { ...flowKey(id), kind: "flow", ...flow, [TTL]: Math.ceil(flow.expires / 1000) } };
}

function tooMany(cause?: unknown): ChamberError {
  return new ChamberError("too-many", "Too many codes were asked for. Try again in an hour.", { cause });
}
