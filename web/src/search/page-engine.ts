import { snapshotOfData } from "@mainstreet/search/snapshot-data";
import { whenIdle } from "../site/idle.ts";
import { directoryOf } from "./directory.ts";
import type { Answer, Ask, Command } from "./protocol.ts";
import { extraOf, takeDetails } from "./worker-details.ts";
import { answerFrom } from "./worker-more.ts";

/** Asked once each before the engine is used, so that no letter waits for what is made with the first of its kind. */
const FIRST_WORDS = ["a", "zzzzz"];

/**
 * The engine of a directory that is one file, in the page itself. A worker's answer waits behind the frame that draws the
 * typed letter; this one is there before that frame, so that letter and rows are drawn as one. The worker has read and
 * indexed the files: the page takes over what came of it.
 * @param folder where they lie, such as "/sub/s/"
 * @param ask asks the worker
 * @returns what answers commands as the worker does, and null to those that only the worker can answer; null for a
 *   directory of shards, which is too large for a page's thread
 */
export async function engineInPage(
  folder: string,
  ask: (command: Command) => Promise<Answer>,
): Promise<((command: Command) => Promise<Answer> | null) | null> {
  const answer = await ask({ kind: "share" });
  if (answer.kind !== "shared" || !answer.shared) return null;
  const base = snapshotOfData(answer.shared.snapshot);
  const directory = await directoryOf(folder, answer.shared.files, base);
  for (const text of FIRST_WORDS) {
    await idle();
    await answerFrom(directory, wordsAlone(text));
  }
  const readDetails = async (): Promise<Answer> => {
    const more = await ask({ kind: "share-details" });
    if (more.kind === "shared-details") takeDetails(base, more.details);
    await idle();
    directory.extra = await extraOf(directory);
    return { kind: "done" };
  };
  return (command) => {
    if (command.kind === "details") return readDetails();
    // Who has had the worker read the second file asks for rows because of it, and this engine may not have it yet.
    const isWorkers = command.kind === "share-details" || (command.kind === "rows" && !directory.extra);
    return isWorkers ? null : answerFrom(directory, command);
  };
}

function wordsAlone(text: string): Ask {
  const question = { text, category: "", town: "", more: null };
  return { kind: "search", question, day: "", offset: 0, limit: 1, points: false, choices: false, patient: true };
}

function idle(): Promise<void> {
  return new Promise((resolve) => whenIdle(resolve));
}
