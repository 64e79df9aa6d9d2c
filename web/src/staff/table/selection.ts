/** The rows that are chosen, by id, and where a range of them begins. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly from: string | null };

export const NOTHING: Selection = { ids: new Set(), from: null };

/** Chooses a row, or lets it go. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, from: id };
}

/**
 * Chooses every row between where the range begins and another.
 * @param order all ids that are shown, in their order
 */
export function extended(selection: Selection, to: string, order: readonly string[]): Selection {
  const from = selection.from ?? to;
  const [a, b] = [order.indexOf(from), order.indexOf(to)].sort((x, y) => x - y);
  if (a === undefined || b === undefined || a < 0) return toggled(selection, to);
  return { ids: new Set([...selection.ids, ...order.slice(a, b + 1)]), from };
}

/** All of those that are shown; nothing where they are chosen already. */
export function allOrNone({ ids }: Selection, order: readonly string[]): Selection {
  return order.every((id) => ids.has(id)) ? NOTHING : { ids: new Set(order), from: null };
}
