import type { ReactNode } from "react";
import { announcementSent, announcementsView as words } from "../../strings/en-console-announcements.ts";
import { linkTo } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { useAnnouncements } from "./announcements.ts";

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "medium" });

/** All announcements, the newest first, with how far each has come. */
export function AnnouncementList(): ReactNode {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useAnnouncements();
  const all = data?.pages.flatMap(({ announcements }) => announcements) ?? [];
  if (isPending) return <p role="status">{words.loading}</p>;
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (all.length === 0) return <p className="account-notice">{words.none}</p>;
  return (
    <section className="account-panel" aria-label={words.title}>
      <ul className="account-rows announcements">
        {all.map(({ id, subject, state, counts, sentAt, updatedAt }) => (
          <li key={id}>
            <a href={linkTo("/staff/announcements/", { id })}>{subject || words.untitled}</a>
            <span className="account-hint">
              <span className={`state ${state}`}>{words.states[state]}</span>
              {state !== "draft" && <span>{announcementSent.line(counts)}</span>}
              <time dateTime={sentAt ?? updatedAt}>{DAY.format(new Date(sentAt ?? updatedAt))}</time>
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button
          className="button quiet small"
          type="button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {words.more}
        </button>
      )}
    </section>
  );
}
