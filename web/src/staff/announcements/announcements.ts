import type { Audience, Mailing, MailingCounts, MailingDraft } from "@mainstreet/core/mailing";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, send } from "../ask.ts";

export type CountedMailing = Mailing & { readonly counts: MailingCounts };
type Page = { readonly announcements: readonly CountedMailing[]; readonly cursor: string | null };
export type Reach = Readonly<Record<"members" | "silent" | "people" | "unsubscribed", number>>;

/** While one is being sent its counts grow: they are read again every so many milliseconds. */
const POLL_MS = 2_000;
/** So long nothing has to be typed or ticked before it is counted anew. */
const QUIET_MS = 400;

export const BLANK: MailingDraft = {
  subject: "",
  text: "",
  audience: { states: [], levels: [], towns: [], whom: "owners" },
};

/** All announcements, the newest first, a page at a time. */
export function useAnnouncements() {
  return useInfiniteQuery({
    queryKey: ["announcements", "all"],
    queryFn: ({ pageParam }: { pageParam: string }) =>
      get<Page>(`staff/announcements?limit=50${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ announcements }) => announcements.some((one) => one.state === "sending"))
        ? POLL_MS
        : false,
  });
}

/** One announcement. */
export function useAnnouncement(id: string) {
  return useQuery({
    queryKey: ["announcements", id],
    queryFn: () => get<CountedMailing>(`staff/announcements/${id}`),
    refetchInterval: ({ state }) => (isMoving(state.data) ? POLL_MS : false),
  });
}

/** How many would get it today; what was counted before stands until then. */
export function useReach(audience: Audience) {
  const asked = useQuiet(JSON.stringify(audience));
  return useQuery({
    queryKey: ["reach", asked],
    queryFn: () => countOf(JSON.parse(asked)),
    placeholderData: keepPreviousData,
  });
}

/** Counts how many would get it today. */
export function countOf(audience: unknown): Promise<Reach> {
  return send<Reach>("POST", "staff/announcements/count", { body: audience });
}

/** Mails leave for a while after the last of them was posted: refusals are still counted then. */
function isMoving(mailing: CountedMailing | undefined): boolean {
  if (!mailing || mailing.state === "draft") return false;
  const { state, endedAt } = mailing;
  return state === "sending" || Date.now() - Date.parse(endedAt ?? "") < 60_000;
}

function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return quiet;
}
