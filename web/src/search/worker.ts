import { fileName, headFields } from "@mainstreet/search/file-names";
import { FORGIVE_BELOW } from "@mainstreet/search/query";
import { openSnapshot } from "@mainstreet/search/read-rows";
import { searchWords } from "@mainstreet/search/search-words";
import { SnapshotError } from "@mainstreet/search/snapshot-error";
import { foundRow, type OpenedDirectory, readBytes } from "./opened.ts";
import type { Answer, Ask, Command, Numbered } from "./protocol.ts";

/*
 * Search off the main thread. Commands are answered in the order they come, so a search waits for the snapshot. The first
 * words typed are answered with little; the engine and what only some questions need are fetched with the first of those.
 */

type Load = Extract<Command, { kind: "load" }>;

let directory: Promise<OpenedDirectory> | null = null;
let more: typeof import("./worker-more.ts") | null = null;

self.onmessage = async ({ data }: MessageEvent<Numbered<Command>>): Promise<void> => {
  const answer = await answerTo(data).catch(
    (error: unknown): Answer => ({ kind: "failed", problem: isNewer(error) ? "newer-version" : "unavailable" }),
  );
  const transfer = "points" in answer ? [answer.points.buffer, answer.pointRows.buffer] : [];
  const reply: Numbered<Answer> = { ...answer, id: data.id };
  self.postMessage(reply, { transfer });
};

async function answerTo(command: Command): Promise<Answer> {
  if (command.kind === "load") {
    directory = load(command);
    // A page that is about a category or a town asks for it with the first words already.
    if (!command.base) import("./worker-more.ts").catch(() => undefined);
    await directory;
    return { kind: "done" };
  }
  if (!directory) throw new Error("nothing is loaded");
  const opened = await directory;
  const first = command.kind === "search" ? findFirst(opened, command) : null;
  if (first && (!first.isPart || (first.total > 0 && command.kind === "search" && !command.patient))) return first;
  try {
    // To import what is here already takes as long as to search.
    more ??= await import("./worker-more.ts");
    return await more.answerMore(opened, command);
  } catch (error) {
    if (first) return first;
    throw error;
  }
}

/** The answer to words alone while nothing else was asked; null for other questions. */
function findFirst({ rows, whole }: OpenedDirectory, ask: Ask): (Answer & { kind: "found" }) | null {
  const { text, category, town, more } = ask.question;
  if (whole || more || category || town || ask.points || ask.choices || NAMES_A_PLACE.test(text)) return null;
  const found = searchWords(rows, text, ask.day, ask.offset, ask.limit);
  return (
    found && {
      kind: "found",
      total: found.total,
      rows: found.rows.map((row) => foundRow(rows, row, rows.categoryNames)),
      points: new Int32Array(0),
      pointRows: new Uint32Array(0),
      forgiven: false,
      // Few may be all there is, or all that is spelled so: what is found is shown before typos are looked into.
      isPart: found.total < FORGIVE_BELOW,
      isWhole: true,
      place: null,
      category: "",
      choices: null,
    }
  );
}

/** Whether words may name a place, which takes two of them or the digits of a postal code. */
const NAMES_A_PLACE = /\S\s+\S|\d{4}/;

function isNewer(error: unknown): boolean {
  return error instanceof SnapshotError && error.code === "newer-version";
}

async function load(command: Load): Promise<OpenedDirectory> {
  try {
    return await read(command);
  } catch (error) {
    if (isNewer(error)) throw error;
    // A head file that a page or a cache kept may name a snapshot that has been replaced since: ask for today's, once.
    const head = new TextDecoder().decode(await readBytes(command.folder, "head.json", "reload"));
    return read({ ...command, head, bytes: null });
  }
}

async function read({ folder, head, base, bytes }: Load): Promise<OpenedDirectory> {
  const files = headFields(head);
  const file = fileName(files.base);
  const isKnown = bytes && file === base;
  const opened = openSnapshot(isKnown ? new Uint8Array(bytes) : await readBytes(folder, file));
  const directory = { ...opened, folder, head, whole: null };
  const isAll = files.delta === null && Array.isArray(files.shards) && files.shards.length === 0;
  if (!isAll) await (await import("./worker-more.ts")).makeWhole(directory);
  return directory;
}
