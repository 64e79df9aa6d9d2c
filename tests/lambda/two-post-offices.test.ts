import { newAttempt } from "@mainstreet/core/registration";
import { openPostOffice } from "@mainstreet/functions/mail/post-office";
import * as EventStore from "@mainstreet/store/event-store";
import * as LeaseStore from "@mainstreet/store/lease-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import { expect, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { by, freshTable, random, sleep } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { partyOf, personOf } from "../simulate/town.ts";

/** A table with one mail to send, and another post office at work that ends after so many waits. */
async function setting(waits: number) {
  const { table } = await freshTable();
  const event = await EventStore.create(table, by(), { ...eventDraft(), capacity: 8 });
  const from = { eventId: event.id, personKey: personOf(1), attempt: newAttempt(Date.now(), random) };
  await RegistrationStore.register({ table, now: Date.now, random, sleep }, { ...from, party: partyOf(1, 1) });
  const now = Date.now();
  const times = { now, forMs: 60_000, graceMs: 5_000 };
  const other = await LeaseStore.take(table, { name: "outbox", holder: "another", fence: null, ...times });
  if (!other) throw new Error("Nobody else has it.");
  const slept: number[] = [];
  const sent: string[] = [];
  const open = (sleeps: boolean) =>
    openPostOffice({
      ...{ table, keyring: KEYRING, now: Date.now, log: () => undefined },
      ...(sleeps && {
        sleep: async (ms: number) => {
          slept.push(ms);
          if (slept.length === waits) await LeaseStore.giveBack(table, other);
        },
      }),
      mailer: { send: async ({ to }) => void sent.push(to) },
      from: "chamber@example.org",
      origin: "https://example.org",
    });
  return { open, slept, sent };
}

test("who was woken while another is at work waits for it, and then sends what it has not seen", async () => {
  const { open, slept, sent } = await setting(3);

  await open(true).drain();

  expect(slept).toHaveLength(3);
  expect(sent).toHaveLength(1);
});

test("it does not wait for ever, and on one machine not at all", async () => {
  const { open, slept, sent } = await setting(1_000);

  await open(true).drain();
  const waited = slept.length;
  await open(false).drain();

  expect(waited).toBe(40);
  expect([slept.length, sent]).toEqual([40, []]);
});
