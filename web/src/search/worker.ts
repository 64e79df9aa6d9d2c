import { createEngine } from "@mainstreet/search/engine";
import { parseHead } from "@mainstreet/search/head-file";
import { FORGIVE_BELOW } from "@mainstreet/search/query";
import { decode, SnapshotError } from "@mainstreet/search/snapshot";
import { type Directory, found, readBytes } from "./directory.ts";
import type { Answer, Ask, Command, Numbered } from "./protocol.ts";

/*
 * Search off the main thread. Commands are answered in the order they come, so a search waits for the snapshot. What only
 * some questions need is fetched with the first of them.
 */

type Load = Extract<Command, { kind: "load" }>;

let directory: Promise<Directory> | null = null;

self.onmessage = async ({ data }: MessageEvent<Numbered<Command>>): Promise<void> => {
  const answer = await answerTo(data).catch(
    (error: unknown): Answer => ({
      kind: "failed",
      problem: error instanceof SnapshotError && error.code === "newer-version" ? "newer-version" : "unavailable",
    }),
  );
  const transfer = "points" in answer ? [answer.points.buffer, answer.pointRows.buffer] : [];
  const reply: Numbered<Answer> = { ...answer, id: data.id };
  self.postMessage(reply, { transfer });
};

async function answerTo(command: Command): Promise<Answer> {
  if (command.kind === "load") {
    directory = load(command);
    await directory;
    return { kind: "done" };
  }
  if (!directory) throw new Error("nothing is loaded");
  const loaded = await directory;
  if (command.kind === "search") return find(loaded, command);
  const { answerMore } = await import("./worker-more.ts");
  return answerMore(loaded, command);
}

async function find(loaded: Directory, ask: Ask): Promise<Answer> {
  const { text, category, town, more } = ask.question;
  let plain: Answer | null = null;
  if (more === null && loaded.files.shards.length === 0 && !NAMES_A_PLACE.test(text)) {
    const some = found(loaded, ask, { text, ...(category && { category }), ...(town && { town }) });
    // Few may be all there is, or all that is spelled so: what is found is shown before typos are looked into.
    const isPart = some.total < FORGIVE_BELOW && text !== "";
    plain = { kind: "found", ...some, isPart, isWhole: true, place: null, category: "", choices: null };
    if (!isPart || (some.total > 0 && !ask.patient)) return plain;
  }
  try {
    const { findMore } = await import("./worker-more.ts");
    return { kind: "found", ...(await findMore(loaded, ask)) };
  } catch (error) {
    if (plain) return plain;
    throw error;
  }
}

/** Whether words may name a place, which takes two of them or the digits of a postal code. */
const NAMES_A_PLACE = /\S\s+\S|\d{4}/;

async function load(command: Load): Promise<Directory> {
  try {
    return await read(command);
  } catch (error) {
    if (error instanceof SnapshotError && error.code === "newer-version") throw error;
    // A head file that a page or a cache kept may name a snapshot that has been replaced since: ask for today's, once.
    const head = new TextDecoder().decode(await readBytes(command.folder, "head.json", "reload"));
    return read({ ...command, head, bytes: null });
  }
}

async function read({ folder, head: text, base, bytes }: Load): Promise<Directory> {
  const files = parseHead(text);
  const [whole, changes] = await Promise.all([
    bytes && files.base === base ? new Uint8Array(bytes) : readBytes(folder, files.base),
    files.delta === null ? null : readBytes(folder, files.delta),
  ]);
  const snapshot = decode(whole);
  const overlay = changes && (await import("./worker-delta.ts")).readOverlay(changes);
  const head = overlay?.head ?? snapshot.head;
  const engine = createEngine([snapshot], overlay);
  const categories = new Map(head.categories.map(({ slug, name }) => [slug, name]));
  return { folder, files, engine, base: snapshot, overlay, head, categories, shards: new Map(), extra: null };
}
