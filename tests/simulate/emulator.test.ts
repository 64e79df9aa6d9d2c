import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { newAttempt, type Registration } from "@mainstreet/core/registration";
import { newSeats } from "@mainstreet/core/seats";
import { type Emulator, startEmulator } from "@mainstreet/functions/local/emulator";
import { parse } from "@mainstreet/store/registration-items";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { isPassing } from "@mainstreet/store/retry";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweep } from "@mainstreet/store/sweep";
import { createTable, type Item, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { expect, test } from "vitest";
import { BAD_DAY, dice, faultyClient } from "../emulator/fault-layer.ts";
import { emulated, random, sleep } from "../emulator/table.ts";
import { partyOf, personOf } from "./town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const RUNS = long ? 20 : 1;
const REQUESTS = long ? 600 : 150;
const KILLS = long ? 3 : 1;
const HOUR = 3_600_000;
const TRIES = 40;
const ODDS = { ...BAD_DAY, conflict: 0.05, latency: 0.2 };

/** A client that goes on with whatever emulator runs just now. */
function following(current: () => DynamoDBClient): Pick<DynamoDBClient, "send"> {
  return new Proxy(current(), { get: (_, name) => Reflect.get(current(), name).bind(current()) });
}

/** One rush on an emulator that is killed in it. @returns how many answers there were and what became of them */
async function rush(seed: number): Promise<{ answers: number; requests: number; lost: string[]; torn: string[] }> {
  const roll = dice(seed);
  const folder = mkdtempSync(path.join(tmpdir(), "mainstreet-rush-"));
  const file = path.join(folder, "table.db");
  let emulator: Emulator = await startEmulator(file);
  let client = faultyClient({ seed, odds: ODDS, client: emulated(emulator.endpoint) }).client;
  const quick = (ms: number) => sleep(ms / 8);
  const table = createTable({ client: following(() => client), name: "rush", sleep: quick, random });
  const needs = { table, now: Date.now, sleep: quick, random };
  await ensureTable(emulated(emulator.endpoint), "rush", sleep);
  const now = Date.now();
  const eventId = newId("event", now, random);
  const times = { opensAt: 0, closesAt: now + HOUR, promoteUntil: now + HOUR, startsAt: now + 2 * HOUR };
  const draft = { status: "open", capacity: 50, ...times, openTo: "everyone", fillGaps: false } as const;
  await table.transact([SeatsStore.put(newSeats(eventId, draft))]);

  const answers: Registration[] = [];
  let requests = 0;
  const kills = Array.from({ length: KILLS }, () => Math.floor((0.1 + 0.7 * roll()) * REQUESTS)).sort((a, b) => a - b);
  let killing: Promise<void> = Promise.resolve();
  async function kill(): Promise<void> {
    await emulator.stop("SIGKILL");
    emulator = await startEmulator(file);
    client = faultyClient({ seed: seed + answers.length, odds: ODDS, client: emulated(emulator.endpoint) }).client;
  }
  async function ask(work: () => Promise<RegistrationStore.Answer>): Promise<Registration | null> {
    requests++;
    for (let tried = 1; ; tried++) {
      try {
        const { registration } = await work();
        answers.push(registration);
        if (kills[0] !== undefined && answers.length >= kills[0]) {
          kills.shift();
          killing = killing.then(kill);
        }
        return registration;
      } catch (error) {
        if (error instanceof ChamberError && error.code === "not-found") return null;
        if (!(error instanceof ChamberError && error.code === "busy") && !isPassing(error)) throw error;
        if (tried === TRIES) throw error;
        await sleep(roll() * 40);
      }
    }
  }
  async function person(n: number): Promise<void> {
    await sleep(roll() * 1_500);
    const id = newAttempt(Date.now(), random);
    const from = { eventId, personKey: personOf(n), attempt: id, party: partyOf(n, roll() < 0.8 ? 1 : 3) };
    const register = () => ask(() => RegistrationStore.register(needs, from));
    const twice = roll() < 0.05 ? register() : null;
    const mine = await register();
    if (mine && roll() < 0.2) await ask(() => RegistrationStore.cancel(needs, mine));
    await twice;
  }

  try {
    await Promise.all(Array.from({ length: REQUESTS }, (_, n) => person(n)));
    await killing;
    const calm = createTable({ client: emulated(emulator.endpoint), name: "rush", sleep, random });
    await sweep({ ...needs, table: calm, sleep }, eventId);
    return { answers: answers.length, requests, ...(await audit(calm, eventId, answers)) };
  } finally {
    // Whoever fails while the next emulator is being started leaves that one to be ended as well.
    await killing.catch(() => undefined);
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is left of the answers, and whether the items of each transaction are all there. */
async function audit(
  table: Table,
  eventId: string,
  answers: readonly Registration[],
): Promise<{ lost: string[]; torn: string[] }> {
  const items: Item[] = [];
  for await (const page of table.scan(["registration", "waiting", "mail"])) items.push(...page);
  const registrations = items.filter(({ kind }) => kind === "registration").map(parse);
  const byPerson = new Map(registrations.map((one) => [one.personKey, one]));
  const waiting = items.filter(({ kind }) => kind === "waiting").map(({ sk }) => sk);
  const mails = new Set(items.filter(({ kind }) => kind === "mail").map(({ flow, what }) => `${flow}/${what}`));
  const order = ["waitlisted", "confirmed", "cancelled"];
  const lost = answers.flatMap((answer) => {
    const kept = byPerson.get(answer.personKey);
    const isKept = kept?.attempt === answer.attempt && order.indexOf(kept.status) >= order.indexOf(answer.status);
    return isKept ? [] : [`${answer.attempt} was ${answer.status}, is ${kept?.status}`];
  });
  const cancelled = new Set(answers.filter(({ status }) => status === "cancelled").map(({ attempt }) => attempt));
  const torn: string[] = [];
  const demand = (holds: boolean, text: string) => holds || torn.push(text);
  for (const { attempt, status, place, confirmedAt } of registrations) {
    demand(mails.has(`${attempt}/registered`), `${attempt} has no first mail`);
    demand(
      mails.has(`${attempt}/promoted`) === (confirmedAt !== null),
      `${attempt}: confirmed ${confirmedAt}, mails differ`,
    );
    demand(mails.has(`${attempt}/cancelled`) === (status === "cancelled"), `${attempt}: ${status}, mails differ`);
    demand(waiting.includes(place ?? "") === (status === "waitlisted"), `${attempt}: ${status}, the list differs`);
    demand(status !== "cancelled" || cancelled.has(attempt), `${attempt} was cancelled by nobody`);
  }
  const { taken, capacity } = await SeatsStore.get(table, eventId);
  const people = registrations.reduce((sum, { status, size }) => sum + (status === "confirmed" ? size : 0), 0);
  demand(taken === people && taken <= capacity, `${taken} of ${capacity} taken, ${people} confirmed`);
  demand(waiting.length === registrations.filter(({ status }) => status === "waitlisted").length, "the list is longer");
  return { lost, torn };
}

test(`an emulator that is killed ${KILLS} times in a rush loses no answer and tears no transaction`, async () => {
  const total = { answers: 0, requests: 0 };

  for (let seed = 1; seed <= RUNS; seed++) {
    const { lost, torn, answers, requests } = await rush(seed);
    expect([seed, lost, torn]).toEqual([seed, [], []]);
    total.answers += answers;
    total.requests += requests;
  }

  console.log(
    `registration and kill -9: ${RUNS} runs, ${total.requests} requests, ${total.answers} answers, ${RUNS * KILLS} kills, 0 lost, 0 torn`,
  );
  expect(total.answers).toBeGreaterThan(RUNS * REQUESTS * 0.9);
});
