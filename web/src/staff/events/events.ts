import type { Event } from "@mainstreet/core/event";
import { useQuery } from "@tanstack/react-query";
import { get } from "../ask.ts";

type Page = { readonly events: readonly Event[]; readonly cursor: string | null };

async function readAll(): Promise<readonly Event[]> {
  const events: Event[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await get<Page>(`staff/events?limit=100${from}`);
    events.push(...page.events);
    cursor = page.cursor;
  } while (cursor !== null);
  return events;
}

/** All events by when they start, drafts and cancelled ones too. */
export function useEvents() {
  return useQuery({ queryKey: ["events"], queryFn: readAll, staleTime: 60_000 });
}
