import { createContext, useState } from "react";

/** A view by its path, with the address at which it was seen last. */
export type Kept = { readonly id: number; readonly path: string; href: string };

/** The view that asks, where it is one that is kept: out of sight it goes on with the address at which it was left. */
export const KeptView = createContext<Kept | null>(null);

/** The list that was seen last, for whoever leads back to it. */
export const LastList = createContext<Kept | null>(null);

/** Lists that things are opened from. What they have chosen, narrowed and scrolled to is there again when one comes back. */
const LISTS: ReadonlySet<string> = new Set(["/staff/members/", "/staff/listings/", "/staff/renewals/"]);

/**
 * The list that is seen, or was seen last. It is the same one where an address is come back to at which it was left, and
 * another for any other address.
 */
export function useLastList(path: string): Kept | null {
  const [before, setBefore] = useState<string | null>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  if (before === path) return kept;
  setBefore(path);
  if (!LISTS.has(path) || (kept?.path === path && kept.href === location.href)) return kept;
  const next = { id: (kept?.id ?? 0) + 1, path, href: location.href };
  setKept(next);
  return next;
}
