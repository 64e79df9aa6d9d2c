import type { Directory } from "@mainstreet/core/directory";
import { dateIn } from "@mainstreet/core/local-date";
import type { Now, Sleep } from "@mainstreet/core/needs";
import type { Changed } from "@mainstreet/store/keys";
import type { Table } from "@mainstreet/store/table";
import type { Log } from "../log.ts";
import { dueFiles, firstDue } from "./behind.ts";
import { difference } from "./difference.ts";
import { allEntities, readEntities } from "./entities.ts";
import { type Holding, holdLease } from "./holding.ts";
import type { Media } from "./media.ts";
import { Memory } from "./memory.ts";
import { type Plan, planSite, type SiteAddress } from "./plan.ts";
import { type Showing, show } from "./shown.ts";
import type { SiteFiles } from "./site-files.ts";
import { HEAD_FILE, pathsOf, SNAPSHOT_FOLDER, snapshotStep } from "./snapshot-files.ts";
import { Overtaken, type State } from "./state.ts";
import { divided, KEPT_MS, supersededOf } from "./superseded.ts";
import type { WebBuild } from "./web-build.ts";
import { bringUp } from "./write-out.ts";

export type PublisherNeeds = {
  readonly table: Table;
  /** The public site. */
  readonly site: SiteFiles;
  /** The publisher's own papers: never served. */
  readonly workshop: SiteFiles;
  /** The pictures that were uploaded. */
  readonly media: Media;
  readonly web: WebBuild;
  readonly address: SiteAddress;
  /** Names this publisher among others. */
  readonly holder: string;
  readonly now: Now;
  readonly sleep: Sleep;
  readonly log: Log;
  /** How many files are drawn and written at once. */
  readonly atOnce?: number;
  /** Told how far a long publish has come. */
  readonly progress?: (done: number, of: number) => void;
};

/** What one publish did to the site. */
export type Published = { readonly written: readonly string[]; readonly removed: readonly string[] };

export type Publisher = {
  /**
   * Brings the site up to date with what the named entities are now.
   * @param checkpoint how far the stream has been followed with them, in the caller's words; null leaves it as it was
   */
  publish(changed: readonly Changed[], checkpoint?: string | null): Promise<Published>;
  /** Reads the whole table, draws every page and mends whatever differs. */
  publishAll(checkpoint?: string | null): Promise<Published>;
  /** The work of the clock: a new date, files of the whole directory that are behind, files kept long enough. */
  tick(): Promise<Published>;
  /** Publishes everything once a local day: what no record of the stream told of is mended, and the snapshot gets a new base. */
  nightly(): Promise<Published>;
  /** In how many milliseconds files that are behind are to be written by a tick; null when none are. */
  lateIn(): Promise<number | null>;
  /** How far the stream has been followed; null when nobody knows, and then everything must be published. */
  checkpoint(): Promise<string | null>;
};

const TRIES = 20;
const NOTHING: Published = { written: [], removed: [] };

/** A publisher of one site. Several may serve the same site: a lease lets one of them write at a time. */
export function createPublisher(needs: PublisherNeeds): Publisher {
  const { table, now, sleep, log } = needs;
  const memory = new Memory(needs.workshop, needs.site, (directory, date, name) =>
    planFor(show(directory, date), name),
  );
  let queue: Promise<unknown> = Promise.resolve();

  function planFor(showing: Showing, snapshot: string): Plan {
    const { address, web, media } = needs;
    return planSite(showing, { address, web, media, snapshot, signpostPages: false });
  }

  /** One run at a time in this process, one process at a time by the lease; whoever was overtaken starts over. */
  function inTurn(work: (holding: Holding) => Promise<Published>): Promise<Published> {
    const run = async (): Promise<Published> => {
      for (let tried = 1; ; tried++) {
        const holding = await holdLease({ table, holder: needs.holder, now, sleep });
        try {
          await memory.load(makes());
          return await work(holding);
        } catch (error) {
          // What is in memory may be ahead of what was written: the next run reads it again.
          memory.forget();
          if (!(error instanceof Overtaken) || tried >= TRIES) throw error;
          log({ level: "warn", event: "publisher-overtaken" });
        } finally {
          await holding.giveBack();
        }
      }
    };
    const result = queue.then(run, run);
    queue = result.catch(() => undefined);
    return result;
  }

  /** What pages are drawn for, apart from the date. */
  function makes(): Omit<State["made"], "date"> {
    return { web: needs.web.id, ...needs.address };
  }

  /** Writes whatever the copy says now and the site does not say yet. */
  async function bringSite(holding: Holding, options: { checkpoint: string | null; all: boolean }): Promise<Published> {
    const directory = memory.source.directory();
    const { state } = memory;
    const checkpoint = options.checkpoint ?? state.checkpoint;
    if (!directory) {
      await memory.commit(holding, { checkpoint });
      return NOTHING;
    }
    const date = dateIn(directory.chamber.zone, now());
    const old = memory.drawn();
    const showing = show(directory, date);
    const shown = new Set(showing.rows.map(({ listing }) => listing.id));
    // What a listing said that has left must be in no file: not in one that a delta only corrects, nor in one of before.
    const hasLeft = [...(memory.shown() ?? [null])].some((id) => id === null || !shown.has(id));
    const snapshot = snapshotStep(showing, options.all || hasLeft ? null : await memory.base());
    const plan = planFor(showing, snapshot.names.base);
    const pending = await memory.pending();
    // Without a plan of before, such as after a new web build, nobody knows what the site holds but the site itself.
    const isWhole = options.all || !old;
    const tags = isWhole ? await needs.site.tags?.list("") : undefined;
    const work = isWhole ? await everything(plan, tags?.keys()) : difference(old, plan);
    for (const path of pending) work.add(path);

    const newNames = JSON.stringify(snapshot.names) !== JSON.stringify(state.snapshot);
    if (newNames || options.all) work.add(HEAD_FILE);

    const named = new Set([HEAD_FILE, ...pathsOf(snapshot.names)]);
    const gone = [...work].filter((path) => !plan.files.has(path) && !named.has(path));
    const hurried = options.all || gone.some((path) => path.startsWith("members/"));
    const late = (path: string) => plan.files.get(path)?.after ?? 0;
    const paths = [...work].filter((path) => hurried || late(path) === 0);
    // A listing that leaves must leave the exports with its page; otherwise these may wait for their turn.
    if (hurried) for (const [path, { after }] of plan.files) if (after in state.behind) paths.push(path);
    const newlyBehind = [...work].filter((path) => late(path) > 0).map((path) => [late(path), now()]);
    const behind = hurried ? {} : { ...Object.fromEntries(newlyBehind), ...state.behind };

    if (paths.length === 0 && !memory.source.isTouched() && state.whole) {
      const isMoreBehind = Object.keys(behind).length !== Object.keys(state.behind).length;
      if (checkpoint !== state.checkpoint || isMoreBehind || state.made.date !== date) {
        await memory.commit(holding, { checkpoint, behind, made: { ...makes(), date } });
      }
      memory.adopt(plan);
      return NOTHING;
    }

    if (newNames || options.all)
      for (const [path, bytes] of snapshot.files) await holding.writing(() => needs.site.write(path, bytes));
    // A publisher that was killed before its state named a snapshot leaves a file that only a look at the site finds.
    const former = options.all ? await needs.site.list(SNAPSHOT_FOLDER) : pathsOf(state.snapshot);
    const known = new Set(state.superseded.map(({ path }) => path));
    const released = former.filter((path) => !named.has(path) && !known.has(path));
    const { kept, over } = divided(
      [...state.superseded, ...supersededOf({ gone, released, old, shown, now: now() })].filter(
        ({ path }) => !plan.files.has(path) && !named.has(path),
      ),
      { shown, hasLeft },
    );
    // What an earlier run was about to remove may have been named again since.
    const staying = new Set([...kept.map(({ path }) => path), ...pathsOf(snapshot.names)]);
    await memory.begin(holding, {
      checkpoint,
      behind,
      made: { ...makes(), date },
      whole: state.whole || options.all,
      verifiedOn: options.all ? date : state.verifiedOn,
      snapshot: snapshot.names,
      superseded: kept,
      paths: [...paths.filter((path) => !staying.has(path)), ...over],
    });
    const done = await bringUp({ ...needs, holding, plan, memory, tags, names: snapshot.names });
    await memory.finish(holding, plan);
    return done;
  }

  /** Every file of the plan, and every file of the site that the plan does not know. */
  async function everything(plan: Plan, listed?: Iterable<string>): Promise<Set<string>> {
    const kept = new Set(memory.state.superseded.map(({ path }) => path));
    const files = [...(listed ?? (await needs.site.list("")))];
    const there = files.filter((path) => !kept.has(path) && !path.startsWith(SNAPSHOT_FOLDER));
    return new Set([...plan.files.keys(), ...there]);
  }

  /** Reads the whole table into the copy, and draws everything. */
  async function all(holding: Holding, checkpoint: string | null): Promise<Published> {
    const unseen = new Map(memory.source.ids().map((e) => [`${e.kind} ${e.id}`, e]));
    const differing: Changed[] = [];
    for await (const entity of allEntities(table, log)) {
      unseen.delete(`${entity.kind} ${entity.id}`);
      if (memory.source.put(entity)) differing.push({ kind: entity.kind, id: entity.id });
    }
    // A scan is no single moment: what it saw differently is read once more before it is believed.
    const again = await readEntities(table, log, [...(memory.state.whole ? differing : []), ...unseen.values()]);
    for (const entity of again) memory.source.put(entity);
    if (memory.state.whole && differing.length + unseen.size > 0) {
      log({ level: "warn", event: "copy-differed", count: differing.length + unseen.size });
    }
    return bringSite(holding, { checkpoint, all: true });
  }

  return {
    publish: (changed, checkpoint = null) =>
      inTurn(async (holding) => {
        if (!memory.state.whole) return all(holding, checkpoint);
        for (const entity of await readEntities(table, log, changed)) memory.source.put(entity);
        return bringSite(holding, { checkpoint, all: false });
      }),

    publishAll: (checkpoint = null) => inTurn((holding) => all(holding, checkpoint)),

    tick: async () => {
      // Nothing is written, not even a lease, unless there is something to do: this is asked every second.
      if (!(await look(() => isDue(memory.state, memory.source.directory())))) return NOTHING;
      return inTurn(async (holding) => {
        if (!memory.state.whole) return NOTHING;
        const done = await bringSite(holding, { checkpoint: null, all: false });
        const caught = dueFiles(memory.state, now()).length > 0 ? await catchUp(holding) : NOTHING;
        await sweep(holding);
        return { written: [...done.written, ...caught.written], removed: done.removed };
      });
    },

    nightly: async () => {
      if (!(await look(() => isUnverified(memory.state, memory.source.directory())))) return NOTHING;
      return inTurn((holding) => all(holding, null));
    },

    lateIn: () => look(() => firstDue(memory.state, now())),

    checkpoint: () => look(() => (memory.state.whole ? memory.state.checkpoint : null)),
  };

  /** Looks into the papers as they are now, whoever wrote them, when no run of this process is at them. */
  function look<T>(at: () => T): Promise<T> {
    const seen = queue.then(async () => {
      await memory.load(makes());
      return at();
    });
    queue = seen.catch(() => undefined);
    return seen;
  }

  function isDue(state: State, directory: Directory | null): boolean {
    if (!state.whole || !directory) return false;
    const rolled = dateIn(directory.chamber.zone, now()) !== state.made.date;
    // Without a plan of before the site was drawn by another web build.
    return (
      rolled ||
      !memory.drawn() ||
      state.pending !== null ||
      dueFiles(state, now()).length > 0 ||
      state.superseded.some(isOld)
    );
  }

  function isUnverified(state: State, directory: Directory | null): boolean {
    return state.whole && directory !== null && state.verifiedOn !== dateIn(directory.chamber.zone, now());
  }

  function isOld({ since }: { since: number }): boolean {
    return now() - since >= KEPT_MS;
  }

  /** Writes the files that have been behind for as long as they may be. */
  async function catchUp(holding: Holding): Promise<Published> {
    const plan = memory.drawn();
    if (!plan || !memory.state.snapshot) return NOTHING;
    const due = dueFiles(memory.state, now());
    const paths = [...plan.files].filter(([, { after }]) => due.includes(String(after))).map(([path]) => path);
    const behind = Object.fromEntries(Object.entries(memory.state.behind).filter(([after]) => !due.includes(after)));
    await memory.begin(holding, { behind, paths });
    const done = await bringUp({ ...needs, holding, plan, memory, names: memory.state.snapshot });
    await memory.finish(holding, plan);
    return done;
  }

  /** Removes the files that were kept long enough. */
  async function sweep(holding: Holding): Promise<void> {
    const old = memory.state.superseded.filter(isOld);
    if (old.length === 0) return;
    for (const { path } of old) await holding.writing(() => needs.site.remove(path));
    await memory.commit(holding, { superseded: memory.state.superseded.filter((file) => !old.includes(file)) });
  }
}
