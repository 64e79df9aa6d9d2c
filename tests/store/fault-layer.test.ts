import { isPassing } from "@mainstreet/store/retry";
import { ABSENT, createTable } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { BAD_DAY, dice, FAULTS, faultyClient } from "../emulator/fault-layer.ts";
import { emulated, freshTable, random, sleep } from "../emulator/table.ts";

const CALLS = 200;
const NEVER = { conflict: 0, throttle: 0, inProgress: 0, reset: 0, lostReply: 0, latency: 0 };
const key = (n: number) => ({ pk: "LEASE#test", sk: `${n}` });
const noSleep = async () => {};

test("a bad day has every kind of fault, and nothing of it reaches whoever writes", async () => {
  const { name } = await freshTable({ chamber: null });
  const { client, injected } = faultyClient({ seed: 1 });
  const table = createTable({ client, name, sleep: (ms) => sleep(ms / 20), random });

  await Promise.all(Array.from({ length: CALLS }, (_, n) => table.transact([{ put: { ...key(n), n }, when: ABSENT }])));
  const items = await Promise.all(Array.from({ length: CALLS }, (_, n) => table.get(key(n))));

  for (const fault of FAULTS) expect([fault, injected[fault]]).toEqual([fault, expect.toSatisfy((n) => n >= 1)]);
  expect(items.map((item) => item?.n)).toEqual([...items.keys()]);
});

test.each(["conflict", "throttle", "inProgress", "reset"] as const)(
  "a call with the fault %s does not happen",
  async (fault) => {
    const { table: calm, name } = await freshTable({ chamber: null });
    for (let seed = 0; seed < 8; seed++) {
      const { client, injected } = faultyClient({ seed, odds: { ...NEVER, [fault]: 1 } });
      const table = createTable({ client, name, sleep: noSleep, random });

      const error: unknown = await table.transact([{ put: key(1), when: ABSENT }]).catch((e: unknown) => e);

      expect(isPassing(error)).toBe(true);
      expect(injected).toEqual({ ...NEVER, [fault]: 10 });
    }
    expect(await calm.get(key(1))).toBeUndefined();
  },
);

test("a call whose reply is lost has happened", async () => {
  const { table: calm, name } = await freshTable({ chamber: null });
  const { client, injected } = faultyClient({ seed: 1, odds: { ...NEVER, lostReply: 1 } });
  const table = createTable({ client, name, sleep: noSleep, random });

  const error: unknown = await table.transact([{ put: key(1), when: ABSENT }]).catch((e: unknown) => e);

  expect(isPassing(error)).toBe(true);
  expect(injected.lostReply).toBe(10);
  expect(await calm.get(key(1))).toEqual(key(1));
});

test("reads have no conflicts", async () => {
  const { name } = await freshTable({ chamber: null });
  const { client, injected } = faultyClient({ seed: 1, odds: { ...NEVER, conflict: 1, inProgress: 1 } });

  await createTable({ client, name, sleep: noSleep, random }).get(key(1));

  expect(injected).toEqual(NEVER);
});

test("the same seed rolls the same dice, another one others, all between 0 and 1", () => {
  const rolls = (seed: number) => Array.from({ length: 1_000 }, dice(seed));

  expect(rolls(7)).toEqual(rolls(7));
  expect(rolls(7)).not.toEqual(rolls(8));
  expect(rolls(7).every((roll) => roll >= 0 && roll < 1)).toBe(true);
  expect(rolls(7).filter((roll) => roll < BAD_DAY.latency).length).toBeGreaterThan(400);
});

test("the emulator alone is no test of conflicts: it has none", async () => {
  const { name } = await freshTable({ chamber: null });
  let pauses = 0;
  const counting = async () => {
    pauses++;
  };
  const table = createTable({ client: emulated(), name, sleep: counting, random });

  await Promise.all(Array.from({ length: 20 }, (_, n) => table.transact([{ put: { ...key(0), n } }])));

  expect(pauses).toBe(0);
});
