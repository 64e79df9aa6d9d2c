import type { Now, Sleep } from "@mainstreet/core/needs";
import { type Batch, Lost, type Positions, type Stream } from "@mainstreet/store/stream";
import * as z from "zod";
import { framesOf, type Log } from "../log.ts";
import { changesOf } from "../publish/changes.ts";
import type { Publisher } from "../publish/publisher.ts";

const Checkpoint = z.object({ stream: z.string(), shards: z.record(z.string(), z.string()) });

const IDLE_MS = 60;
/** So many changes at once are an import or the like: it is let run on, since pages drawn in the middle are drawn again. */
const MANY = 100;
const MANY_POLL_MS = 500;
const MANY_LONGEST_MS = 20_000;
const TICK_MS = 1_000;
const NIGHTLY_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;

export type FollowNeeds = {
  readonly stream: Stream;
  readonly publisher: Publisher;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/**
 * Publishes everything if nobody knows how far the stream has been followed, else what came since. Then returns a promise
 * that follows the stream until the signal aborts.
 */
export async function startFollowing(needs: FollowNeeds): Promise<{ readonly following: Promise<void> }> {
  const positions = await catchUp(needs);
  return { following: follow(needs, positions) };
}

async function catchUp({ stream, publisher }: FollowNeeds): Promise<Positions> {
  const known = Checkpoint.safeParse(parseJson((await publisher.checkpoint()) ?? ""));
  if (!known.success) return everything(stream, publisher);
  try {
    let positions: Positions = known.data;
    for (;;) {
      const batch = await stream.read(positions);
      positions = batch.positions;
      const changes = changesOf(batch.keys);
      // Even without a change: what a publish had still to do when it was killed is done now.
      await publisher.publish(changes, JSON.stringify(positions));
      // Not "no records": each publish makes some of its own, by taking and giving back its lease.
      if (changes.length === 0) return positions;
    }
  } catch (error) {
    if (error instanceof Lost) return everything(stream, publisher);
    throw error;
  }
}

async function everything(stream: Stream, publisher: Publisher): Promise<Positions> {
  // Positions first, table second: whatever changes between the two is read twice rather than not at all.
  const positions = await stream.newest();
  await publisher.publishAll(JSON.stringify(positions));
  return positions;
}

async function follow(needs: FollowNeeds, from: Positions): Promise<void> {
  const { stream, publisher, now, sleep, log, signal } = needs;
  let positions = from;
  let failures = 0;
  let ticked = now();
  let looked = now();
  while (!signal.aborted) {
    try {
      const batch = await gather(needs, positions);
      const changes = changesOf(batch.keys);
      if (changes.length > 0) await publisher.publish(changes, JSON.stringify(batch.positions));
      positions = batch.positions;
      if (now() - ticked >= TICK_MS) {
        await publisher.tick();
        ticked = now();
      }
      if (now() - looked >= NIGHTLY_MS) {
        await publisher.nightly();
        looked = now();
      }
      failures = 0;
      if (batch.keys.length === 0) await sleep(IDLE_MS);
    } catch (error) {
      if (signal.aborted) return;
      log({
        level: "error",
        event: "publish-failed",
        error: error instanceof Error ? error.name : "unknown",
        frames: framesOf(error),
      });
      if (error instanceof Lost) positions = await everything(stream, publisher);
      else await sleep(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures++));
    }
  }
}

/** What came after the positions; of many changes, all until they stop coming or have come for a while. */
async function gather({ stream, now, sleep, signal }: FollowNeeds, from: Positions): Promise<Batch> {
  let { keys, positions } = await stream.read(from);
  const began = now();
  while (changesOf(keys).length > MANY && now() - began < MANY_LONGEST_MS && !signal.aborted) {
    await sleep(MANY_POLL_MS);
    const more = await stream.read(positions);
    positions = more.positions;
    if (more.keys.length === 0) break;
    keys = [...keys, ...more.keys];
  }
  return { keys, positions };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
