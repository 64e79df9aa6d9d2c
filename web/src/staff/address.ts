import { CONSOLE_PATHS } from "@mainstreet/core/page";
import { useContext, useMemo, useSyncExternalStore } from "react";
import { base } from "../account/dom.ts";
import { type Kept, KeptView } from "./kept.ts";

/*
 * The address says all of what a view shows, so that it can be shared, reloaded and gone back to. Views are moved between
 * without loading a page; every one of them is a page of its own all the same.
 */

export type Address = { readonly path: string; readonly params: URLSearchParams };

const MOVED = "console-moved";
const KNOWN: ReadonlySet<string> = new Set(CONSOLE_PATHS);

/** What the address names, drawn anew whenever it changes. */
export function useAddress(): Address {
  const view = useContext(KeptView);
  const href = useSyncExternalStore(subscribe, () => hrefOf(view));
  return useMemo(() => {
    const { pathname, searchParams } = new URL(href);
    return { path: `/${pathname.slice(base().length)}`, params: searchParams };
  }, [href]);
}

/** The address as a view sees it: one that is kept out of sight sees none but its own. */
function hrefOf(view: Kept | null): string {
  if (!view) return location.href;
  if (pathNow() === view.path) view.href = location.href;
  return view.href;
}

/** The path of the view alone: whoever only asks for that is not drawn anew with every letter that narrows a table. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, pathNow);
}

function pathNow(): string {
  return `/${location.pathname.slice(base().length)}`;
}

/** The address of a view on this host, with what it is asked to show. */
export function linkTo(path: string, params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return base() + path.slice(1) + (query && `?${query}`);
}

/** Goes to a view, or to a page outside of the console. */
export function go(href: string): void {
  if (!isView(new URL(href, location.href))) {
    location.assign(href);
    return;
  }
  history.pushState(null, "", href);
  window.dispatchEvent(new Event(MOVED));
  window.scrollTo(0, 0);
}

/** Changes what this view is asked to show: an empty value takes a parameter away. Typing makes no new history entries. */
export function ask(changed: Readonly<Record<string, string>>, isNewEntry = false): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changed)) {
    if (value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href === location.href) return;
  history[isNewEntry ? "pushState" : "replaceState"](null, "", url);
  window.dispatchEvent(new Event(MOVED));
}

/** Makes links between views move without loading. @returns how to stop that */
export function followLinks(): () => void {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || !isView(new URL(link.href))) return;
    event.preventDefault();
    go(link.href);
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}

function isView({ origin, pathname }: URL): boolean {
  return origin === location.origin && pathname.startsWith(base()) && KNOWN.has(`/${pathname.slice(base().length)}`);
}

function subscribe(hear: () => void): () => void {
  window.addEventListener("popstate", hear);
  window.addEventListener(MOVED, hear);
  return () => {
    window.removeEventListener("popstate", hear);
    window.removeEventListener(MOVED, hear);
  };
}
