import { fileName, headFields } from "@mainstreet/search/file-names";
import { openSnapshot } from "@mainstreet/search/read-rows";
import { whenIdle } from "../site/idle.ts";
import { readBytes } from "./opened.ts";
import type { Answer, Ask, Command } from "./protocol.ts";
import { askOf } from "./search-box.ts";
import { answerMore } from "./worker-more.ts";

/** Asked once each before the engine is used, so that no letter waits for what is made with the first of its kind. */
const FIRST_WORDS = ["a", "zzzzz"];

/**
 * The engine of a directory that is one file, in the page itself. A worker's answer waits behind the frame that draws the
 * typed letter; this one is there before that frame, so that letter and rows are drawn as one. It is made of the files
 * that the worker has read, in idle moments.
 * @param folder where they lie, such as "/sub/s/"
 * @returns what answers commands as the worker does; null for a directory of shards, which is too large for a page's thread
 */
export async function engineInPage(folder: string): Promise<((command: Command) => Promise<Answer>) | null> {
  // What a cache has is what the worker has read, and rows keep their numbers.
  const head = new TextDecoder().decode(await readBytes(folder, "head.json", "force-cache"));
  const files = headFields(head);
  if (!Array.isArray(files.shards) || files.shards.length > 0) return null;
  const bytes = await readBytes(folder, fileName(files.base), "force-cache");
  await idle();
  const opened = { ...openSnapshot(bytes), folder, head, whole: null };
  await idle();
  for (const command of [{ kind: "details" } as const, ...FIRST_WORDS.map(wordsAlone)]) {
    await answerMore(opened, command);
    await idle();
  }
  return (command) => answerMore(opened, command);
}

function wordsAlone(text: string): Ask {
  return askOf({ text, category: "", town: "", more: null }, 0);
}

function idle(): Promise<void> {
  return new Promise((resolve) => whenIdle(resolve));
}
