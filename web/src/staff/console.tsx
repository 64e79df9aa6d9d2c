import { QueryClientProvider } from "@tanstack/react-query";
import { Activity, type ReactNode, useEffect, useState } from "react";
import { RouterProvider } from "react-aria-components";
import { followLinks, go, usePath } from "./address.ts";
import { Finder } from "./finder.tsx";
import { LastList, useLastList } from "./kept.ts";
import { newClient } from "./query.ts";
import { ShownView } from "./shown-view.tsx";
import { Toasts } from "./toasts.tsx";

/** The staff console: one shell around the view that the address names. A list that was left waits out of sight. */
export function Console(): ReactNode {
  const [client] = useState(newClient);
  const path = usePath();
  const list = useLastList(path);
  const isList = list?.path === path;
  useEffect(followLinks, []);
  useEffect(() => markCurrent(path), [path]);
  return (
    <QueryClientProvider client={client}>
      <RouterProvider navigate={go}>
        <Finder />
        {list && (
          <Activity key={list.id} mode={isList ? "visible" : "hidden"}>
            <ShownView path={list.path} kept={list} />
          </Activity>
        )}
        {!isList && (
          <LastList value={list}>
            <ShownView key={path} path={path} />
          </LastList>
        )}
        <Toasts />
      </RouterProvider>
    </QueryClientProvider>
  );
}

/** The list of views is part of the page; which of them is shown changes without loading one. */
function markCurrent(path: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".console-nav a")) {
    if (link.pathname.endsWith(path)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // On a phone the list lies over nothing, but above what was just asked for.
  document.querySelector<HTMLDetailsElement>(".console-nav details")?.removeAttribute("open");
}
