/** The first `wanted` of all numbers that are offered to it, in an order. */
export type Best = {
  /** How many are kept so far. */
  readonly count: number;
  offer(item: number): void;
  /** The last of those kept, which a better one replaces; only when as many are kept as wanted. */
  last(): number;
  /** Those kept, the first one first. Ends the offering. */
  sorted(): readonly number[];
};

/** A heap of the best so far: its root is the last of them, so that most numbers cost one comparison. */
export function createBest(wanted: number, isBefore: (a: number, b: number) => boolean): Best {
  // Short and short-lived: a typed array would cost more to make than to use.
  const heap: number[] = [];
  let count = 0;

  /** Moves an item down from `at` until both below it come before it. */
  const sink = (item: number, end: number): void => {
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= end) break;
      if (child + 1 < end && isBefore(heap[child] ?? 0, heap[child + 1] ?? 0)) child++;
      const other = heap[child] ?? 0;
      if (!isBefore(item, other)) break;
      heap[at] = other;
      at = child;
    }
    heap[at] = item;
  };

  return {
    get count() {
      return count;
    },
    last: () => heap[0] ?? 0,
    offer(item) {
      if (count === wanted) {
        if (wanted > 0 && isBefore(item, heap[0] ?? 0)) sink(item, count);
        return;
      }
      let at = count++;
      while (at > 0) {
        const parent = (at - 1) >>> 1;
        const other = heap[parent] ?? 0;
        if (!isBefore(other, item)) break;
        heap[at] = other;
        at = parent;
      }
      heap[at] = item;
    },
    sorted() {
      for (let end = count - 1; end > 0; end--) {
        const last = heap[0] ?? 0;
        const item = heap[end] ?? 0;
        heap[end] = last;
        sink(item, end);
      }
      return heap;
    },
  };
}
