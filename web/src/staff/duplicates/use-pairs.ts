import { type InfiniteData, type QueryClient, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "../ask.ts";
import { type Pair, pairName } from "./pair.ts";

type Page = { readonly pairs: readonly Pair[]; readonly total: number; readonly cursor: string | null };

const KEY = ["duplicates"] as const;
const LIMIT = "20";
/** All listings are compared with each question. */
const FRESH_MS = 5 * 60_000;
const NONE: readonly Pair[] = [];

/** The pairs that were read, the likeliest first, and how many there are in all. */
export function usePairs() {
  const query = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }: { pageParam: string }) =>
      get<Page>(`staff/duplicates?${new URLSearchParams({ limit: LIMIT, ...(pageParam && { cursor: pageParam }) })}`),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    staleTime: FRESH_MS,
  });
  const { data } = query;
  // A pair that moved while pages were read may be on two of them.
  const pairs = useMemo(
    () =>
      data
        ? [...new Map(data.pages.flatMap((page) => page.pairs).map((pair) => [pairName(pair), pair])).values()]
        : NONE,
    [data],
  );
  return { ...query, pairs, total: data?.pages.at(-1)?.total ?? 0 };
}

/** Takes pairs out that are dealt with, without asking again. */
export function dropPairs(client: QueryClient, isDone: (pair: Pair) => boolean): void {
  client.setQueryData<InfiniteData<Page>>(KEY, (data) => {
    if (!data) return data;
    const dropped = data.pages.flatMap(({ pairs }) => pairs).filter(isDone).length;
    const pages = data.pages.map((page) => ({
      ...page,
      pairs: page.pairs.filter((pair) => !isDone(pair)),
      total: page.total - dropped,
    }));
    return { ...data, pages };
  });
}

/** Puts a pair that was read again in the place of what was known of it. */
export function putPair(client: QueryClient, pair: Pair): void {
  client.setQueryData<InfiniteData<Page>>(KEY, (data) => {
    if (!data) return data;
    const replaced = (each: Pair): Pair => (pairName(each) === pairName(pair) ? pair : each);
    return { ...data, pages: data.pages.map((page) => ({ ...page, pairs: page.pairs.map(replaced) })) };
  });
}

/** Has all that a merge changes read again when it is next needed. */
export function refresh(client: QueryClient): void {
  for (const key of ["duplicates", "listings", "members", "member"]) {
    void client.invalidateQueries({ queryKey: [key] });
  }
}
