import type { SiteFiles } from "@mainstreet/functions/publish/site-files";
import type { Table } from "@mainstreet/store/table";

/** What a publisher that was killed throws from whatever it still tries to do. */
export class Killed extends Error {}

/** How long a publisher lives: so many writes, replacements and removals, over all the places it writes to. */
export class Life {
  #left: number;
  readonly #mode: "before" | "after" | "once";
  #done = 0;
  #dead = false;

  /**
   * @param writes how many succeed
   * @param mode "before": the next one does not happen; "after": it happens but its answer is lost; and then everything
   *   fails. "once": it does not happen, but the publisher lives on
   */
  constructor(writes: number, mode: "before" | "after" | "once") {
    this.#left = writes;
    this.#mode = mode;
  }

  /** How many writes there were. */
  get done(): number {
    return this.#done;
  }

  requireAlive(): void {
    if (this.#dead) throw new Killed("The publisher is dead.");
  }

  async write<T>(work: () => Promise<T>): Promise<T> {
    this.requireAlive();
    this.#done++;
    if (this.#left-- !== 0) return work();
    this.#dead = this.#mode !== "once";
    if (this.#mode === "after") await work();
    throw new Killed(`The publisher was killed ${this.#mode} write ${this.#done}.`);
  }
}

/** Files as a publisher with a limited life sees them. */
export function mortalFiles(files: SiteFiles, life: Life): SiteFiles {
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    life.requireAlive();
    return work();
  };
  return {
    read: (path) => alive(() => files.read(path)),
    list: (prefix) => alive(() => files.list(prefix)),
    write: (path, bytes) => life.write(() => files.write(path, bytes)),
    replace: (path, bytes, expected) => life.write(() => files.replace(path, bytes, expected)),
    remove: (path) => life.write(() => files.remove(path)),
  };
}

/** A table as a publisher with a limited life sees it: a dead one does not even give its lease back. */
export function mortalTable(table: Table, life: Life): Table {
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    life.requireAlive();
    return work();
  };
  return {
    get: (key) => alive(() => table.get(key)),
    getMany: (keys) => alive(() => table.getMany(keys)),
    query: (pk, options) => alive(() => table.query(pk, options)),
    transact: (actions) => alive(() => table.transact(actions)),
    async *scan(kinds) {
      life.requireAlive();
      yield* table.scan(kinds);
    },
  };
}
