/** Work that is done piece by piece, and rests between the requests that ask for it. */
export type Parked<T> = {
  /** How many rows it has come to. */
  readonly done: number;
  /** What came of it; null while it is not over. */
  readonly value: T | null;
  /** Does a piece of it, or waits for the one that another request is doing. @throws what the work throws, each time */
  step(): Promise<void>;
};

/** Parks work before its first piece. */
export function park<T extends object>(work: AsyncGenerator<number, T, void>): Parked<T> {
  let [done, value] = [0, null as T | null];
  let piece: Promise<void> | null = null;

  async function next(): Promise<void> {
    const step = await work.next();
    if (step.done) value = step.value;
    else done = step.value;
    piece = null;
  }
  return {
    get done() {
      return done;
    },
    get value() {
      return value;
    },
    async step() {
      if (value !== null) return;
      // What has failed stays as it is: there is no piece after it.
      piece ??= next();
      await piece;
    },
  };
}

/**
 * Goes on with parked work for a while, by one piece at least.
 * @param isLate whether no more pieces are to be begun
 * @returns what came of it; null where it got late
 */
export async function goOn<T>(parked: Parked<T>, isLate: () => boolean): Promise<T | null> {
  do await parked.step();
  while (parked.value === null && !isLate());
  return parked.value;
}

/** Parked work by what tells it from other work: the newest few, for some minutes. */
export type Park<T> = {
  get(key: string, now: number): Parked<T> | undefined;
  keep(key: string, now: number, parked: Parked<T>): void;
  /** Keeps nothing any longer whose key begins so. */
  drop(beginning: string): void;
};

/**
 * A place for so much parked work; it holds what files say of people.
 * @param keptMs milliseconds since it was parked, or was gone on with before it was over
 */
export function createPark<T>(most: number, keptMs: number): Park<T> {
  const kept = new Map<string, { readonly at: number; readonly parked: Parked<T> }>();
  return {
    get(key, now) {
      for (const [other, { at }] of kept) if (now - at > keptMs) kept.delete(other);
      const parked = kept.get(key)?.parked;
      if (parked?.value === null) kept.set(key, { at: now, parked });
      return parked;
    },
    keep(key, now, parked) {
      kept.delete(key);
      kept.set(key, { at: now, parked });
      for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    },
    drop(beginning) {
      for (const key of kept.keys()) if (key.startsWith(beginning)) kept.delete(key);
    },
  };
}
