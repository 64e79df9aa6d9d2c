/**
 * The row that a key leads to, or null for a key that leads to none.
 * @param at the row that has the focus, from 0; below that none has
 * @param page how many rows Page Up and Page Down go
 */
export function targetOf({ key }: { readonly key: string }, at: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 };
  const wanted = new Map(Object.entries(to)).get(key);
  return wanted === undefined ? null : Math.max(0, Math.min(count - 1, wanted));
}
