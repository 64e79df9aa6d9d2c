import type { Changed, Key } from "@mainstreet/store/keys";
import { expect, test } from "vitest";
import { publishEvents } from "./publish-events.ts";
import type { Publisher } from "./publisher.ts";

const LISTING = (id: string): Key => ({ pk: `LISTING#${id}`, sk: "META" });

/** Records as the table's stream sends them, numbered from 1. */
function batch(...keys: readonly Key[]): object {
  return {
    Records: keys.map(({ pk, sk }, i) => ({
      eventSource: "aws:dynamodb",
      dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(i + 1) },
    })),
  };
}

/** A publisher that notes what it is asked, and fails whenever a change is among what it publishes that is poison. */
function setting(given: { poison?: string; late?: () => number | null } = {}) {
  const asked: string[] = [];
  const done = { written: ["a", "b"], removed: ["c"] };
  const note = (what: string) => async () => {
    asked.push(what);
    return done;
  };
  const publisher: Publisher = {
    publish: async (changed: readonly Changed[]) => {
      asked.push(changed.map(({ kind, id }) => `${kind} ${id}`).join(", "));
      if (changed.some(({ id }) => id === given.poison)) throw new Error("This cannot be drawn.");
      return done;
    },
    publishAll: note("all"),
    nightly: note("nightly"),
    tick: note("tick"),
    lateIn: async () => given.late?.() ?? null,
    checkpoint: async () => null,
  };
  const clock = { now: 1_000_000, slept: 0, calls: 0 };
  const answer = publishEvents({
    publisher: async () => publisher,
    callLater: async () => {
      clock.calls++;
    },
    now: () => clock.now,
    sleep: async (ms) => {
      clock.slept += ms;
      clock.now += ms;
    },
    log: () => undefined,
  });
  return { asked, clock, answer };
}

test("a batch is published as one, each entity once, and nothing of the rest of the table", async () => {
  const { asked, answer } = setting();

  const said = await answer(batch(LISTING("a"), { pk: "PERSON#1", sk: "META" }, LISTING("b"), LISTING("a")));

  expect(said).toEqual({ batchItemFailures: [] });
  expect(asked).toEqual(["listing a, listing b"]);
});

test("of a batch with something that cannot be published, what came before it is done and the rest is sent again", async () => {
  const { asked, answer } = setting({ poison: "c" });

  const said = await answer(batch(LISTING("a"), LISTING("b"), LISTING("c"), LISTING("d")));

  expect(said).toEqual({ batchItemFailures: [{ itemIdentifier: "3" }] });
  expect(asked).toEqual(["listing a, listing b, listing c, listing d", "listing a", "listing b", "listing c"]);
});

test("when nothing can be published the whole batch is sent again, after one try", async () => {
  const { asked, answer } = setting({ poison: "a" });

  const said = await answer(batch(LISTING("a"), LISTING("b")));

  expect(said).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
  expect(asked).toHaveLength(2);
});

test("what may be late has one call of its own, and one more when something else comes later", async () => {
  let due: number | null = null;
  const { clock, answer } = setting({ late: () => due });
  const calls: number[] = [];

  // Late is 15 s after 1,000 s; at 1,002 s something else has come, at 1,016 s the first has gone and others are late.
  for (const [at, wait] of [
    [1_000_000, null],
    [1_000_000, 15_000],
    [1_002_000, 13_000],
    [1_016_000, 5_000],
    [1_016_000, 60_000],
  ] as const) {
    clock.now = at;
    due = wait;
    await answer(batch(LISTING("a")));
    calls.push(clock.calls);
  }

  expect(calls).toEqual([0, 1, 1, 2, 2]);
});

test("asked directly it publishes all, looks at the night, or ticks; for what is late it waits first", async () => {
  const { asked, clock, answer } = setting({ late: () => 4_000 });

  const said = [];
  for (const publish of ["all", "nightly", "tick", "late"]) said.push(await answer({ publish }));

  expect(asked).toEqual(["all", "nightly", "tick", "tick"]);
  expect(clock.slept).toBe(4_000);
  expect(said[0]).toEqual({ written: 2, removed: 1 });
  await expect(answer({ publish: "everything" })).rejects.toThrow();
});
