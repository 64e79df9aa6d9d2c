import type { Directory } from "@mainstreet/core/directory";
import type { LocalDate } from "@mainstreet/core/local-date";
import { shownListings } from "@mainstreet/core/shown-listings";
import { decodeDetails } from "@mainstreet/search/details";
import { decode } from "@mainstreet/search/snapshot";
import { contentHash } from "./hash.ts";
import type { Holding } from "./holding.ts";
import type { Plan } from "./plan.ts";
import { bytesOf, type SiteFiles, textOf } from "./site-files.ts";
import { type Base, SNAPSHOT_FOLDER } from "./snapshot-files.ts";
import { Source } from "./source.ts";
import { type Held, readState, type State, writeState } from "./state.ts";

type Makes = Omit<State["made"], "date">;

const NEW: State = {
  format: 4,
  fence: 0,
  count: 0,
  made: { web: "", origin: "", base: "", date: "" },
  source: {},
  whole: false,
  verifiedOn: "",
  checkpoint: null,
  snapshot: null,
  pending: null,
  behind: {},
  superseded: [],
};

/**
 * What a publisher keeps in memory between runs: its papers, the copy of what is public and the plan as it was last drawn.
 * Each is read again whenever another publisher has written.
 */
export class Memory {
  readonly #workshop: SiteFiles;
  readonly #site: SiteFiles;
  readonly #plan: (directory: Directory, date: LocalDate, snapshot: string) => Plan;
  #held: Held | undefined;
  #source: Source | undefined;
  #drawn: Plan | null = null;
  #shown: ReadonlySet<string> | null = null;
  #base: Base | null = null;
  #pending: string[] = [];

  constructor(
    workshop: SiteFiles,
    site: SiteFiles,
    plan: (directory: Directory, date: LocalDate, snapshot: string) => Plan,
  ) {
    this.#workshop = workshop;
    this.#site = site;
    this.#plan = plan;
  }

  get state(): State {
    return this.#held?.state ?? NEW;
  }

  get source(): Source {
    if (!this.#source) throw new Error("The publisher's copy is read before it is used.");
    return this.#source;
  }

  /** The plan as the site was last drawn; null when that is not known, and then everything is drawn. */
  drawn(): Plan | null {
    return this.#drawn;
  }

  /** The ids of the listings that the site shows, whatever draws it; null when that is not known. */
  shown(): ReadonlySet<string> | null {
    return this.#shown;
  }

  /** Reads what other publishers, or this one before it died, have left. */
  async load(makes: Makes): Promise<void> {
    const held = await readState(this.#workshop);
    if (
      this.#source &&
      held?.state.count === this.#held?.state.count &&
      held?.state.fence === this.#held?.state.fence
    ) {
      return;
    }
    this.forget();
    this.#held = held;
    const { made, source, pending } = this.state;
    try {
      this.#source = await Source.load(this.#workshop, source);
      this.#pending = pending ? await this.#readPending(pending) : [];
    } catch {
      // Without its copy the publisher knows nothing: it begins anew and reads the whole table.
      this.#source = Source.empty();
      if (held)
        this.#held = { ...held, state: { ...held.state, whole: false, snapshot: null, pending: null, source: {} } };
      return;
    }
    const directory = this.#source.directory();
    const sameMakes = made.web === makes.web && made.origin === makes.origin && made.base === makes.base;
    const { snapshot, whole } = this.state;
    if (directory && whole) this.#shown = new Set(shownListings(directory, made.date).map(({ id }) => id));
    if (directory && sameMakes && whole && snapshot) this.#drawn = this.#plan(directory, made.date, snapshot.base);
  }

  /** Lets go of everything, so that the next run reads it again. */
  forget(): void {
    this.#held = undefined;
    this.#source = undefined;
    this.#drawn = null;
    this.#shown = null;
    this.#base = null;
    this.#pending = [];
  }

  /** The paths that an earlier run had still to write or remove. */
  async pending(): Promise<readonly string[]> {
    return this.#pending;
  }

  /** The present base of the snapshot; null when there is none that can be read. */
  async base(): Promise<Base | null> {
    const { snapshot } = this.state;
    // Of shards each is made anew, and keeps its name while nothing in it changes.
    if (!snapshot || snapshot.shards.length > 0) return null;
    // The same rows may have come back with another second file.
    const { name, details } = this.#base ?? {};
    if (this.#base && name === snapshot.base && details === snapshot.details) return this.#base;
    this.#base = await this.#readBase(snapshot.base, snapshot.details).catch(() => null);
    return this.#base;
  }

  async #readBase(name: string, details: string | null): Promise<Base | null> {
    const bytes = await this.#site.read(SNAPSHOT_FOLDER + name);
    const more = details === null ? undefined : await this.#site.read(SNAPSHOT_FOLDER + details);
    if (!bytes || !more) return null;
    const { size, head, entry } = decode(bytes);
    const { contact } = decodeDetails(more, size);
    const listed = Array.from({ length: size }, (_, row) => ({ ...entry(row), ...contact(row) }));
    return { name, details, listed, head };
  }

  /** Puts down what is about to be written, before it is: after a crash the next run does it again. */
  async begin(holding: Holding, change: Partial<State> & { paths: readonly string[] }): Promise<void> {
    const { paths, ...rest } = change;
    const source = await this.source.save(this.#workshop);
    this.#pending = [...new Set(paths)];
    await this.commit(holding, { ...rest, source, pending: await this.#writePending() });
  }

  /** Puts down which paths are still to be written or removed. */
  async remaining(holding: Holding, paths: readonly string[]): Promise<void> {
    this.#pending = [...paths];
    await this.commit(holding, { pending: await this.#writePending() });
  }

  /** Puts down that everything is written, and clears away the papers that nothing names any more. */
  async finish(holding: Holding, plan: Plan): Promise<void> {
    this.#pending = [];
    await this.commit(holding, { pending: null });
    this.adopt(plan);
    const named = new Set([...Object.values(this.state.source), "state.json"]);
    for (const path of await this.#workshop.list("")) {
      if (!named.has(path)) await holding.writing(() => this.#workshop.remove(path));
    }
  }

  /** The plan says the same as the one the site was drawn from. */
  adopt(plan: Plan): void {
    this.#drawn = plan;
    this.#shown = new Set(plan.showing.rows.map(({ listing }) => listing.id));
  }

  /** Writes the state with some of it changed. */
  async commit(holding: Holding, change: Partial<State>): Promise<void> {
    const { state } = this;
    const next = { ...state, ...change, fence: holding.fence, count: state.count + 1 };
    this.#held = await holding.writing(() => writeState(this.#workshop, this.#held, next));
  }

  async #writePending(): Promise<string | null> {
    if (this.#pending.length === 0) return null;
    const bytes = bytesOf(JSON.stringify(this.#pending));
    const name = `pending/${contentHash(bytes)}.json`;
    await this.#workshop.write(name, bytes);
    return name;
  }

  async #readPending(name: string): Promise<string[]> {
    const bytes = await this.#workshop.read(name);
    if (!bytes || !name.includes(contentHash(bytes))) throw new Error("The publisher's list of pending files is gone.");
    return JSON.parse(textOf(bytes));
  }
}
