import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { memberEvents as words } from "../../strings/en-console-members.ts";
import { linkTo } from "../address.ts";
import { get, sentenceOf } from "../ask.ts";
import type { BriefEvent, MemberHistory } from "./member-data.ts";

type Row = { readonly event: BriefEvent; readonly size: number | null };
type Page = { readonly events: readonly Row[]; readonly next: string | null };

/** What a member hosts, where its people are to be met and were, and the mails that did not reach them. */
export function MemberEvents({ history }: { readonly history: MemberHistory }): ReactNode {
  const { member, hosts, coming, attended, mails, more } = history;
  const isEmpty = hosts.length + coming.length + attended.length === 0 && !more.includes("hosts");
  return (
    <section className="account-panel">
      <h2>{words.title}</h2>
      {isEmpty && <p className="note">{words.none}</p>}
      <Group
        of="hosts"
        memberId={member.id}
        latest={hosts.map((event) => ({ event, size: null }))}
        isMore={more.includes("hosts")}
      />
      {coming.length > 0 && (
        <div>
          <h3>{words.coming}</h3>
          <Rows rows={coming} />
        </div>
      )}
      <Group of="attended" memberId={member.id} latest={attended} isMore={more.includes("attended")} />
      {mails.length > 0 && (
        <>
          <h3>{words.mails}</h3>
          <ul className="account-rows">
            {mails.map(({ template, createdAt, failure }) => (
              <li key={template + createdAt} className="account-row">
                <span>{template}</span>
                <span className="account-hint">{[createdAt.slice(0, 10), failure].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type GroupProps = {
  readonly of: "hosts" | "attended";
  readonly memberId: string;
  /** What is known without asking. */
  readonly latest: readonly Row[];
  readonly isMore: boolean;
};

/** Events with a way back to the very first of them. */
function Group({ of, memberId, latest, isMore }: GroupProps): ReactNode {
  const [isAll, setAll] = useState(false);
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["member", memberId, "events", of],
    queryFn: ({ pageParam }) => earlier({ of, memberId, behind: pageParam }),
    initialPageParam: latest.at(-1)?.event.id ?? "",
    getNextPageParam: ({ next }) => next,
    enabled: isAll,
    refetchOnWindowFocus: false,
  });
  const rows = [...latest, ...(data?.pages.flatMap(({ events }) => events) ?? [])];
  const canMore = isAll ? hasNextPage || isFetching : isMore;
  if (rows.length === 0 && !canMore) return null;
  return (
    <div>
      <h3>{words[of]}</h3>
      <Rows rows={rows} />
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {canMore && (
        <button
          className="button quiet small"
          type="button"
          disabled={isFetching}
          onClick={() => (isAll ? void fetchNextPage() : setAll(true))}
        >
          {words.more}
        </button>
      )}
    </div>
  );
}

/** The next page that has something on it: a member may host seldom. @throws `Failed` */
async function earlier(asked: { of: string; memberId: string; behind: string }): Promise<Page> {
  const { of, memberId } = asked;
  for (let { behind } = asked; ; ) {
    const from = behind && `&behind=${behind}`;
    const page = await get<Page>(`staff/members/${memberId}/events?of=${of}${from}`);
    if (page.events.length > 0 || page.next === null) return page;
    behind = page.next;
  }
}

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  return (
    <ul className="account-rows">
      {rows.map(({ event: { id, title, startsAt, status }, size }, i) => (
        // Two people of a member may have been at the same event.
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added, at the end
        <li key={`${id} ${i}`} className="account-row">
          <a href={linkTo("/staff/events/", { id })}>{title}</a>
          <span className="account-hint">
            {[startsAt.slice(0, 10), size !== null && words.seats(size), status === "cancelled" && words.cancelled]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
