import type { Now, Sleep } from "@mainstreet/core/needs";
import * as z from "zod";
import { type StreamRecord, streamRecords } from "../aws/stream-event.ts";
import { framesOf, type Log } from "../log.ts";
import { changesOf } from "./changes.ts";
import type { Published, Publisher } from "./publisher.ts";

/** What may be asked of the publisher directly. */
const Asked = z.object({ publish: z.enum(["all", "nightly", "tick", "late"]) });

/** From which record on a batch is to be sent again; none when all of it is done. */
export type BatchAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

type Needs = {
  readonly publisher: () => Promise<Publisher>;
  /** Has this function called once more, on its own, for what may be late: the next records need not wait for that. */
  readonly callLater: () => Promise<unknown>;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
};

/** What is late is written by a call of its own when it is due within so many milliseconds; otherwise by the next tick. */
const SOON_MS = 20_000;
const DONE: BatchAnswer = { batchItemFailures: [] };

/**
 * Publishes what the table's stream tells of, and what it is asked for. How far the stream has been followed the event source
 * keeps: it goes on behind a batch only when this has answered that the batch is done.
 */
export function publishEvents(
  needs: Needs,
): (event: unknown) => Promise<BatchAnswer | { written: number; removed: number }> {
  const { now, sleep, log } = needs;
  let calledFor = 0;

  return async (event) => {
    const publisher = await needs.publisher();
    const records = streamRecords(event);
    if (!records) return counted(await asked(publisher, Asked.parse(event).publish));
    const answer = await publishRecords(publisher, records, log);
    await callForLate(publisher).catch((error: unknown) => failed(log, "late-failed", error));
    return answer;
  };

  async function asked(publisher: Publisher, what: z.infer<typeof Asked>["publish"]): Promise<Published> {
    if (what === "all") return publisher.publishAll();
    if (what === "nightly") return publisher.nightly();
    if (what === "late") await sleep(Math.min(SOON_MS, (await publisher.lateIn()) ?? 0));
    return publisher.tick();
  }

  async function callForLate(publisher: Publisher): Promise<void> {
    const wait = await publisher.lateIn();
    if (wait === null || wait > SOON_MS) return;
    const at = now() + wait;
    // What came after it and is late as well is written by the same call.
    if (at <= calledFor) return;
    calledFor = at;
    await needs.callLater();
  }
}

/** Publishes the records of a batch; where that fails, one after the other up to the one that does. */
async function publishRecords(publisher: Publisher, records: readonly StreamRecord[], log: Log): Promise<BatchAnswer> {
  const changes = changesOf(records.map(({ key }) => key));
  if (changes.length === 0) return DONE;
  try {
    await publisher.publish(changes);
    return DONE;
  } catch (error) {
    failed(log, "publish-failed", error);
  }
  for (const { key, sequence } of records) {
    try {
      const changed = changesOf([key]);
      if (changed.length > 0) await publisher.publish(changed);
    } catch (error) {
      failed(log, "record-failed", error);
      return { batchItemFailures: [{ itemIdentifier: sequence }] };
    }
  }
  return DONE;
}

function failed(log: Log, event: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  log({ level: "error", event, error: name, frames: framesOf(error) });
}

function counted({ written, removed }: Published): { written: number; removed: number } {
  return { written: written.length, removed: removed.length };
}
