import { decodeDelta } from "@mainstreet/search/delta";
import { createEngine, type Engine } from "@mainstreet/search/engine";
import type { Entry } from "@mainstreet/search/entry";
import { parseHead } from "@mainstreet/search/head-file";
import { decode, SnapshotError } from "@mainstreet/search/snapshot";
import type { Answer, Ask, Command, FoundRow, Numbered } from "./protocol.ts";

/*
 * Search off the main thread. Commands are answered in the order they come, so a search waits for the snapshot.
 */

type Directory = { readonly engine: Engine; readonly categories: ReadonlyMap<string, string> };

let directory: Promise<Directory> | null = null;

self.onmessage = async ({ data }: MessageEvent<Numbered<Command>>): Promise<void> => {
  const answer = await answerTo(data).catch(
    (error: unknown): Answer => ({
      kind: "failed",
      problem: error instanceof SnapshotError && error.code === "newer-version" ? "newer-version" : "unavailable",
    }),
  );
  const transfer = answer.kind === "found" ? [answer.points.buffer, answer.pointRows.buffer] : [];
  const reply: Numbered<Answer> = { ...answer, id: data.id };
  self.postMessage(reply, { transfer });
};

async function answerTo(command: Command): Promise<Answer> {
  if (command.kind === "load") {
    directory = load(command.folder, command.head);
    await directory;
    return { kind: "loaded" };
  }
  if (!directory) throw new Error("nothing is loaded");
  const loaded = await directory;
  if (command.kind === "search") return find(loaded, command);
  return { kind: "rows", rows: command.rows.map((row) => rowOf(loaded, loaded.engine.entry(row))) };
}

async function load(folder: string, head: string): Promise<Directory> {
  try {
    return await read(folder, head);
  } catch (error) {
    if (error instanceof SnapshotError && error.code === "newer-version") throw error;
    // A head file that a page or a cache kept may name a snapshot that has been replaced since: ask for today's, once.
    const response = await fetched(`${folder}head.json`, "reload");
    return read(folder, await response.text());
  }
}

async function read(folder: string, headText: string): Promise<Directory> {
  const head = parseHead(headText);
  const bytesOf = async (file: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetched(folder + file, "default")).arrayBuffer());
  const [base, changes] = await Promise.all([bytesOf(head.base), head.delta === null ? null : bytesOf(head.delta)]);
  const snapshot = decode(base);
  const delta = changes && decodeDelta(changes);
  const { categories } = delta?.head ?? snapshot.head;
  return {
    engine: createEngine(snapshot, delta),
    categories: new Map(categories.map(({ slug, name }) => [slug, name])),
  };
}

async function fetched(url: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

function find(loaded: Directory, { question, day, offset, limit, points }: Ask): Answer {
  const { text, category, town } = question;
  const result = loaded.engine.search({
    text,
    day,
    offset,
    limit,
    ...(category && { category }),
    ...(town && { town }),
  });
  return {
    kind: "found",
    total: result.total,
    rows: result.rows.map((entry) => rowOf(loaded, entry)),
    points: points ? result.points : new Int32Array(0),
    pointRows: points ? result.pointRows : new Uint32Array(0),
  };
}

function rowOf({ categories }: Directory, { slug, name, categories: slugs, town, position }: Entry): FoundRow {
  return { slug, name, category: categories.get(slugs[0] ?? "") ?? "", town, onMap: position !== null };
}
