import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { RouterProvider } from "react-aria-components";
import { consoleFrame as words } from "../strings/en-console.ts";
import { followLinks, go, usePath } from "./address.ts";
import { Boundary } from "./boundary.tsx";
import { Finder } from "./finder.tsx";
import { newClient } from "./query.ts";
import { Toasts } from "./toasts.tsx";
import { Heading } from "./view-heading.tsx";
import { VIEWS } from "./views.tsx";

/** The staff console: one shell around the view that the address names. */
export function Console(): ReactNode {
  const [client] = useState(newClient);
  const path = usePath();
  useEffect(followLinks, []);
  useEffect(() => markCurrent(path), [path]);
  const View = VIEWS[path];
  return (
    <QueryClientProvider client={client}>
      <RouterProvider navigate={go}>
        <Finder />
        <Boundary key={path}>
          <Suspense fallback={<p role="status">{words.loading}</p>}>
            {View ? <View /> : <Heading title={words.title} lead={words.notThere} />}
          </Suspense>
        </Boundary>
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
