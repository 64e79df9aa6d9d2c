import type { Query } from "@mainstreet/search/query";
import { dataOf } from "@mainstreet/search/snapshot-data";
import { categoryChoices, isBelow, tagChoices, townChoices } from "./choices.ts";
import { type Directory, found, rowOf, wholeOf } from "./directory.ts";
import type { OpenedDirectory } from "./opened.ts";
import { placed } from "./placed.ts";
import type { Answer, Ask, Choices, Command, Found, Shared } from "./protocol.ts";
import { addShards } from "./worker-shards.ts";

/* What the worker fetches when somebody filters, misspells, names a place, or looks longer than a moment. */

/** Makes a directory ready for any question, see directory.ts. */
export async function makeWhole(opened: OpenedDirectory): Promise<void> {
  await wholeOf(opened);
}

/** The answer to any question. Rejects when what it needs cannot be had. */
export async function answerMore(opened: OpenedDirectory, command: Command): Promise<Answer> {
  return answerFrom(await wholeOf(opened), command);
}

/** As `answerMore`, of a directory that is whole. */
export async function answerFrom(directory: Directory, command: Command): Promise<Answer> {
  if (command.kind === "search") return { kind: "found", ...(await findMore(directory, command)) };
  return answerOther(directory, command);
}

/** The answer to a question with everything that may narrow it. */
async function findMore(directory: Directory, ask: Ask): Promise<Found> {
  const { head, files } = directory;
  const { text, more, ...page } = ask.question;

  // On the page of a town, words are words.
  const named = page.town ? null : placed(text, head);
  const chosen = more?.category && isIn(directory, more.category, page.category) ? more.category : "";
  const town = more?.town || page.town || (named?.town ?? "");
  const category = chosen || page.category;
  const near = more?.near ?? named?.near ?? null;
  const box = more?.box ?? named?.box ?? null;
  const query: Query = {
    text: named ? named.what : text,
    ...(category && { category }),
    ...(town && { town }),
    ...(near && { near }),
    ...(more?.near && more.radius && { radius: more.radius }),
    ...(box && { box }),
    ...(more && more.tags.length > 0 && { tags: more.tags }),
    ...(more && more.open !== null && { open: more.open }),
  };

  const isWhole = files.shards.length === 0 || (await addShards(directory, query));
  return {
    ...found(directory, ask, query),
    isPart: false,
    isWhole,
    place: named && { name: named.name, isNear: named.near !== null, what: named.what },
    category: chosen && (directory.categories.get(chosen) ?? ""),
    choices: ask.choices ? choicesOf(directory, ask, query) : null,
  };
}

/** The answer to anything but a search. */
async function answerOther(directory: Directory, command: Exclude<Command, Ask>): Promise<Answer> {
  const { engine } = directory;
  if (command.kind === "share") return { kind: "shared", shared: shared(directory) };
  if (command.kind === "details" || command.kind === "share-details") {
    const { extraOf, sharedDetails } = await import("./worker-details.ts");
    directory.extra = await extraOf(directory);
    const details = sharedDetails(directory.base);
    return command.kind === "details" ? { kind: "done" } : { kind: "shared-details", details };
  }
  const rows =
    command.kind === "rows" ? command.rows : command.kind === "slugs" ? rowsOf(directory, command.slugs) : [];
  const listed = rows.map((row) => rowOf(directory, row, null));
  const located = rows.flatMap((row) => {
    const { position } = engine.entry(row);
    return position ? [{ row, at: [Math.round(position.lon * 1e5), Math.round(position.lat * 1e5)] }] : [];
  });
  return {
    kind: "rows",
    rows: listed,
    points: Int32Array.from(located.flatMap(({ at }) => at)),
    pointRows: Uint32Array.from(located, ({ row }) => row),
  };
}

function shared({ files, base }: Directory): Shared | null {
  return files.shards.length > 0 ? null : { files, snapshot: dataOf(base) };
}

/** The rows of slugs, in the order of rows; a slug that nobody has is left out. */
function rowsOf({ engine }: Directory, slugs: readonly string[]): number[] {
  const wanted = new Set(slugs);
  const { rows, count } = engine.match({});
  return Array.from(rows.subarray(0, count)).filter((row) => wanted.has(engine.entry(row).slug));
}

function isIn({ categories, head }: Directory, slug: string, within: string): boolean {
  return categories.has(slug) && (within === "" || isBelow(head.categories, slug, within));
}

/** What could be chosen instead: each list as if nothing of its own kind were chosen, so that one can change one's mind. */
function choicesOf({ engine, head }: Directory, { question, day }: Ask, query: Query): Choices {
  const now = Date.now();
  const count = (without: Query) => {
    const { facets } = engine.search({ ...without, day, limit: 0, points: false, facets: true, now });
    return facets ?? { categories: new Map(), towns: new Map(), tags: new Map(), open: 0 };
  };
  const { category: _category, ...anyCategory } = query;
  const { town: _town, ...anyTown } = query;
  const within = question.category;
  const all = count(query);
  const hasChosenCategory = query.category !== undefined && query.category !== within;
  const byCategory = hasChosenCategory ? count({ ...anyCategory, ...(within && { category: within }) }) : all;
  const byTown = question.more?.town ? count(anyTown) : all;
  return {
    categories: categoryChoices(head.categories, byCategory.categories, within),
    towns: townChoices(byTown.towns),
    tags: tagChoices(all.tags),
    open: all.open ?? 0,
  };
}
