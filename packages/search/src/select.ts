/**
 * The `wanted` first of the numbers 0 to `count` − 1 in an order, sorted. A heap of the best so far: its root is the
 * last of them, so that most numbers cost one comparison.
 */
export function selectFirst(count: number, wanted: number, isBefore: (a: number, b: number) => boolean): Uint32Array {
  const heap = new Uint32Array(Math.min(count, wanted));
  if (heap.length === 0) return heap;
  for (let i = 0; i < heap.length; i++) heap[i] = i;
  for (let i = (heap.length >>> 1) - 1; i >= 0; i--) sink(heap, i, heap.length, isBefore);
  for (let i = heap.length; i < count; i++) {
    if (!isBefore(i, heap[0] ?? 0)) continue;
    heap[0] = i;
    sink(heap, 0, heap.length, isBefore);
  }
  for (let end = heap.length - 1; end > 0; end--) {
    const last = heap[0] ?? 0;
    heap[0] = heap[end] ?? 0;
    heap[end] = last;
    sink(heap, 0, end, isBefore);
  }
  return heap;
}

/** Moves an item down until both below it come before it. */
function sink(heap: Uint32Array, at: number, end: number, isBefore: (a: number, b: number) => boolean): void {
  const item = heap[at] ?? 0;
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
}
