import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { historyView as words } from "../../strings/en-console-history.ts";
import { ask, linkTo, useAddress } from "../address.ts";
import { get, sentenceOf } from "../ask.ts";
import { AskedChoice } from "../choice.tsx";
import { useCategories, useListings, useMembers } from "../rows.ts";
import { Search } from "../search-field.tsx";
import { optionsOf } from "../table/options.ts";
import { Heading } from "../view-heading.tsx";
import { Entries } from "./entries.tsx";
import type { Entry } from "./entry.ts";
import { useNames } from "./use-names.ts";

type Page = { readonly entries: readonly Entry[]; readonly cursor: string | null };

/** All that was done, the newest first; for administrators. */
export function HistoryView(): ReactNode {
  const { params } = useAddress();
  const entity = params.get("entity") ?? "";
  const [q, who, kind] = [params.get("q") ?? "", params.get("who") ?? "", params.get("kind") ?? ""];
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["history", entity],
    queryFn: ({ pageParam }: { pageParam: string }) => {
      const query = new URLSearchParams({
        limit: "100",
        ...(entity && { entity }),
        ...(pageParam && { cursor: pageParam }),
      });
      return get<Page>(`staff/audit?${query}`);
    },
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
  });
  // Who and what it is about is called by name.
  useMembers();
  useListings();
  useCategories();
  const nameOf = useNames();
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data]);
  const shown = useMemo(() => {
    const text = q.toLowerCase();
    return entries.filter(
      (entry) =>
        (who === "" || whoOf(entry) === who) &&
        (kind === "" || entry.subject.kind === kind) &&
        (text === "" || `${nameOf(entry.subject.id) ?? ""} ${JSON.stringify(entry)}`.toLowerCase().includes(text)),
    );
  }, [entries, q, who, kind, nameOf]);
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <search className="filters" aria-label={words.filters}>
        <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
        <AskedChoice
          param="who"
          label={words.who}
          value={who}
          options={optionsOf(entries.map(whoOf))}
          none={words.any}
        />
        <AskedChoice
          param="kind"
          label={words.kind}
          value={kind}
          options={optionsOf(entries.map(({ subject }) => subject.kind))}
          none={words.any}
        />
        {entity && (
          <a className="button quiet small" href={linkTo("/staff/history/")}>
            {words.all}
          </a>
        )}
      </search>
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {isPending && <p role="status">{words.loading}</p>}
      {!isPending && shown.length === 0 && !error && <p className="account-notice">{words.none}</p>}
      <Entries entries={shown} />
      {hasNextPage && (
        <p>
          <button
            className="button quiet"
            type="button"
            disabled={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {words.more}
          </button>
        </p>
      )}
    </>
  );
}

function whoOf({ who }: Entry): string {
  return "system" in who ? words.system(who.system) : who.email;
}
