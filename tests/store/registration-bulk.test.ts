import { PUBLIC } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import { cancelMany } from "@mainstreet/store/registration-bulk";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { KEYRING } from "../people.ts";
import { mixer, NOON } from "./mixer.ts";

test("staff cancel many, from the seats and from the list: each hears why once, and seats go past those who go too", async () => {
  const { register, needs, eventId, statuses, seats, posted, table } = await mixer({ capacity: 3, shards: 2 });
  const [a, b, c, d] = [await register(1), await register(2, 2), await register(3), await register(4)];
  await register(5);
  const attempts = [a.attempt, b.attempt, c.attempt, d.attempt];
  const what = { eventId, attempts, reason: "No such firms." };

  const rows = await cancelMany(needs, by(), what);
  const again = await cancelMany(needs, by(), what);

  expect(rows).toEqual(attempts.map((id) => ({ id, outcome: "cancelled" })));
  expect(again).toEqual(rows);
  expect(await statuses(1, 2, 3, 4, 5)).toEqual(["cancelled", "cancelled", "cancelled", "cancelled", "confirmed"]);
  expect((await seats()).taken).toBe(1);
  // Further down the same list nobody was promoted on the way.
  expect([await posted(c.attempt), await posted(d.attempt)]).toEqual([
    ["cancelled-by-staff", "waitlisted"],
    ["cancelled-by-staff", "waitlisted"],
  ]);
  const mails = (await OutboxStore.due(table, NOON + 60_000, 100)).due.filter(
    ({ template }) => template === "cancelled-by-staff",
  );
  expect(mails.filter(({ reason }) => /firms/.test(reason))).toEqual([]);
  expect(await Promise.all(mails.map((mail) => OutboxStore.reasonOf(table, KEYRING, mail)))).toEqual(
    Array.from({ length: 4 }, () => "No such firms."),
  );
});

test("a row that is not there, of another event, or replaced by a newer one is told apart and keeps no other from it", async () => {
  const one = await mixer({ capacity: 5 });
  const { register, cancel, needs, eventId, statuses, attempt } = one;
  const first = await register(1);
  await cancel(first);
  const newer = await register(1);
  const second = await register(2);
  const unknown = attempt();

  const rows = await cancelMany(needs, by(), {
    eventId,
    attempts: [unknown, first.attempt, second.attempt, second.attempt],
    reason: "",
  });
  const elsewhere = await cancelMany(needs, by(), {
    eventId: `evt_${"0".repeat(26)}`,
    attempts: [newer.attempt],
    reason: "",
  }).catch((error: unknown) => (error instanceof ChamberError ? error.code : error));

  expect(rows).toEqual([
    { id: unknown, outcome: "not-found" },
    { id: first.attempt, outcome: "not-found" },
    { id: second.attempt, outcome: "cancelled" },
  ]);
  expect(elsewhere).toBe("not-found");
  expect(await statuses(1, 2)).toEqual(["confirmed", "cancelled"]);
});

test("only staff cancel for others", async () => {
  const { register, needs, eventId, statuses } = await mixer();
  const { attempt } = await register(1);

  const refused = cancelMany(needs, by(PUBLIC), { eventId, attempts: [attempt], reason: "" });

  await expect(refused).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await statuses(1)).toEqual(["confirmed"]);
});
