import * as CategoryStore from "@mainstreet/store/category-store";
import { Refused } from "@mainstreet/store/table";
import { categoryBook } from "./category-book.ts";
import type { ChangeNeeds, FieldChange } from "./change.ts";
import { actionsOf, checksOf, chunksOf } from "./chunks.ts";
import type { ImportNeeds } from "./needs.ts";
import { toEnd } from "./pieces.ts";
import { type ProgressKeeper, progressKeeper } from "./progress.ts";
import { type GoodRow, isGood, type ReadRow, rowsAgain } from "./rows.ts";
import { type SlugBook, slugBook } from "./slug-book.ts";
import { type Found, findRows, type Step, stepOf } from "./step.ts";
import { categoriesFor, type Survey } from "./survey.ts";

/** What came of the rows of a file: together as many as it has. */
export type Report = {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
};

/** What an import tells while it runs; everything comes in the order of the file. */
export type Watch = {
  /** A killed run of the same import had come to this row. */
  resumed?(row: number): void;
  rejected?(row: number, cells: readonly string[], reason: string): Promise<void> | void;
  changed?(row: number, name: string, fields: readonly FieldChange[]): void;
  progress?(rowsDone: number): void;
  /** What is done about a row that could be read, or would be. */
  step?(step: Step): void;
};

/** How far an import has come. */
export type Advance = {
  readonly report: Report;
  /** Rows that are dealt with. */
  readonly done: number;
  readonly finished: boolean;
  /** What remembers it all, so that it can be undone; nothing is stored under it where nothing was written. */
  readonly batchId: string;
};

const WINDOW = 100;
const TRIES = 10;

/**
 * Imports a surveyed file, or with `dryRun` only says what would happen. Rows go to the table in the order of the file,
 * in transactions that carry their own count, so a killed import goes on where it was, and ends as if it had not been.
 */
export async function apply(
  needs: ImportNeeds,
  survey: Survey,
  options: { dryRun?: boolean; watch?: Watch } = {},
): Promise<Report> {
  return (await advance(needs, survey, options)).report;
}

/**
 * The same for a while: called again it goes on, whoever calls. With each transaction goes what it did, for `batch-undo.ts`.
 * @param options.until no transaction is begun after this, in milliseconds since 1970, but for a first one: each call gets on
 * @param options.batchId the id under which it is remembered, where one was told before
 * @throws `busy` when the same import is running somewhere else; `closed` when it is being undone
 */
export async function advance(needs: ImportNeeds, survey: Survey, options: Options = {}): Promise<Advance> {
  return toEnd(advancing(needs, survey, options));
}

type Options = {
  readonly dryRun?: boolean;
  readonly watch?: Watch;
  readonly until?: number;
  readonly batchId?: string;
};

/** The same piece by piece: it yields how many rows it has dealt with. */
export async function* advancing(
  needs: ImportNeeds,
  survey: Survey,
  options: Options,
): AsyncGenerator<number, Advance, void> {
  const { dryRun = false, watch = {}, until = Number.POSITIVE_INFINITY, batchId } = options;
  const of = { title: survey.file.source.name, ...(batchId !== undefined && { batchId }) };
  const progress = await progressKeeper(needs, dryRun ? `dry run of ${survey.hash}` : survey.hash, of);
  const book = await categoriesFor(needs, survey, dryRun ? null : progress.commitCategories);
  const run = new Run(needs, { ...needs, rules: survey.rules, book }, progress, { watch, dryRun, until });
  if (progress.resumedAfter !== null) watch.resumed?.(progress.resumedAfter);
  // While one window is being written, the reads for the next are under way.
  let ahead: Window | undefined;
  let finished = true;
  for await (const rows of windows(rowsAgain(survey, progress.resumedAfter ?? 0))) {
    const next = run.read(rows);
    finished = ahead === undefined || (await run.write(ahead));
    if (!finished) break;
    ahead = next;
    yield run.done;
  }
  if (finished && ahead) finished = await run.write(ahead);
  if (!dryRun) await (finished ? progress.finish() : progress.save());
  const { added, changed, unchanged } = progress.now;
  const report = { rows: survey.rows, added, changed, unchanged, rejected: run.rejected };
  return { report, done: run.done, finished, batchId: progress.batchId };
}

type Window = {
  readonly rows: readonly ReadRow[];
  /** Those that can be imported and were not dealt with by an earlier run. */
  readonly good: readonly GoodRow[];
  readonly found: Promise<Found[]>;
};

/** One import on its way. */
class Run {
  rejected = 0;
  done = 0;
  private readonly slugs: SlugBook;
  private readonly after: number;
  private readonly refusedBefore: ReadonlyMap<number, string>;
  private readonly needs: ImportNeeds;
  private changeNeeds: ChangeNeeds;
  private readonly progress: ProgressKeeper;
  private readonly watch: Watch;
  private readonly dryRun: boolean;
  private readonly until: number;
  private dealtWith = 0;

  constructor(
    needs: ImportNeeds,
    change: ChangeNeeds,
    progress: ProgressKeeper,
    { watch, dryRun, until }: { readonly watch: Watch; readonly dryRun: boolean; readonly until: number },
  ) {
    this.needs = needs;
    this.changeNeeds = change;
    this.progress = progress;
    this.watch = watch;
    this.dryRun = dryRun;
    this.until = until;
    this.slugs = slugBook(needs.table);
    this.after = progress.resumedAfter ?? 0;
    this.refusedBefore = new Map(progress.now.refused.map(({ row, reason }) => [row, reason]));
  }

  /** Starts to read what the table holds of some rows. */
  read(rows: readonly ReadRow[]): Window {
    const good = rows.filter(isGood).filter((row) => row.row > this.after);
    const found = this.find(good);
    // It is awaited later; an error in between must not count as unhandled.
    found.catch(() => {});
    return { rows, good, found };
  }

  /** Writes what has changed of some rows, and tells about those that cannot be imported. @returns false where it got late */
  async write({ rows, good, found }: Window): Promise<boolean> {
    const refused = new Map<number, string>(this.refusedBefore);
    const steps = this.steps(good, await found);
    let written = 0;
    for await (const chunk of chunksOf(steps)) {
      if (this.isLate()) break;
      const outcome = await this.commit(chunk);
      for (const step of outcome) {
        this.watch.step?.(step);
        if (step.kind === "refused") refused.set(step.row.row, step.reason);
        if (step.kind === "changed") this.watch.changed?.(step.row.row, step.row.parsed.listing.name, step.fields);
      }
      written += outcome.length;
      this.watch.progress?.(this.done + written);
      if (outcome.length < chunk.length) break;
    }
    const left = good[written]?.row ?? Number.POSITIVE_INFINITY;
    const dealtWith = rows.filter(({ row }) => row < left);
    for (const row of dealtWith) {
      const reason = "reason" in row.parsed ? row.parsed.reason : refused.get(row.row);
      if (!reason) continue;
      this.rejected++;
      await this.watch.rejected?.(row.row, row.cells, reason);
    }
    this.done += dealtWith.length;
    this.watch.progress?.(this.done);
    return dealtWith.length === rows.length;
  }

  /** Some rows are dealt with however late it is, or an import would stay where it is. */
  private isLate(): boolean {
    return this.dealtWith > 0 && this.needs.now() >= this.until;
  }

  private async find(rows: readonly GoodRow[]): Promise<Found[]> {
    const found = await findRows(this.needs.table, rows);
    if (!this.dryRun) await this.slugs.ahead(rows.filter((_, i) => !found[i]?.external || found[i].external.undone));
    return found;
  }

  private async *steps(rows: readonly GoodRow[], found: readonly Found[]): AsyncGenerator<Step, void> {
    for (const [i, row] of rows.entries()) yield await this.step(row, found[i] ?? {});
  }

  private step(row: GoodRow, found: Found): Promise<Step> {
    if (this.dryRun) return stepOf(row, found, this.changeNeeds, async () => ({ slug: "not-chosen", from: null }));
    return stepOf(row, found, this.changeNeeds, this.slugs.choose);
  }

  /** Commits steps in their order; where it gets late, not all of them. */
  private async commit(steps: readonly Step[]): Promise<readonly Step[]> {
    if (this.dryRun || steps.every((step) => actionsOf(step).length === 0)) {
      this.progress.count(steps);
      this.dealtWith += steps.length;
      return steps;
    }
    try {
      await this.progress.commit(steps, checksOf(steps));
      this.dealtWith += steps.length;
      return steps;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    // Somebody wrote something of this chunk meanwhile: each row again by itself, from what the table holds now.
    const outcome: Step[] = [];
    for (const { row } of steps) {
      if (this.isLate()) break;
      outcome.push(await this.commitAlone(row));
      this.dealtWith++;
    }
    return outcome;
  }

  private async commitAlone(row: GoodRow): Promise<Step> {
    for (let tried = 1; ; tried++) {
      const book = categoryBook(await CategoryStore.list(this.needs.table));
      this.changeNeeds = { ...this.changeNeeds, book };
      const [found = {}] = await findRows(this.needs.table, [row]);
      let step = await this.step(row, found);
      if (tried > TRIES) step = { row, kind: "refused", reason: "something else kept changing it; import it again" };
      if (actionsOf(step).length === 0) {
        this.progress.count([step]);
        return step;
      }
      try {
        await this.progress.commit([step], checksOf([step]));
        return step;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // A random pause, so that two imports after the same addresses do not keep in step.
        const [byte = 0] = this.needs.random(1);
        await this.needs.sleep((byte / 256) * 40 * tried);
      }
    }
  }
}

async function* windows<T>(all: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[], void> {
  let window: T[] = [];
  for await (const one of all) {
    window.push(one);
    if (window.length < WINDOW) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}
