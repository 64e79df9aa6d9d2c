import type { ReactNode } from "react";
import { memberEvents as words } from "../../strings/en-console-members.ts";
import { linkTo } from "../address.ts";
import type { MemberHistory } from "./member-data.ts";

type Row = { readonly id: string; readonly title: string; readonly startsAt: string; readonly note: string };

/** What a member hosts, where its people are to be met and were, and the mails that did not reach them. */
export function MemberEvents({ history }: { readonly history: MemberHistory }): ReactNode {
  const { hosts, coming, attended, mails } = history;
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    [words.hosts, hosts.map((event) => ({ ...event, note: event.status === "cancelled" ? words.cancelled : "" }))],
    [words.coming, coming.map(({ event, size }) => ({ ...event, note: words.seats(size) }))],
    [words.attended, attended.map(({ event, size }) => ({ ...event, note: words.seats(size) }))],
  ];
  const filled = groups.filter(([, rows]) => rows.length > 0);
  return (
    <section className="account-panel">
      <h2>{words.title}</h2>
      {filled.length === 0 && <p className="note">{words.none}</p>}
      {filled.map(([name, rows]) => (
        <div key={name}>
          <h3>{name}</h3>
          <ul className="account-rows">
            {rows.map(({ id, title, startsAt, note }) => (
              <li key={id} className="account-row">
                <a href={linkTo("/staff/events/", { id })}>{title}</a>
                <span className="account-hint">{[startsAt.slice(0, 10), note].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
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
