import { type ReactNode, useMemo } from "react";
import { table } from "../../strings/en-console-parts.ts";
import { quietView, guestPath as words } from "../../strings/en-console-quiet.ts";
import { ask, linkTo, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Choice } from "../choice.tsx";
import { Search } from "../search-field.tsx";
import { GuestActions } from "./guest-actions.tsx";
import { type Guest, guestsAt, stageOf, useGuests } from "./quiet.ts";
import { Shown } from "./shown.tsx";

const NONE: readonly Guest[] = [];
const STAGES = ["1", "2", "3"] as const;

/** Who came to events and belongs to no member, each with what to do next. */
export function GuestsTab({ today }: { readonly today: string }): ReactNode {
  const { params } = useAddress();
  const { data, error } = useGuests();
  const [q, visits] = [params.get("q") ?? "", params.get("visits") ?? ""];
  const all = data?.guests ?? NONE;
  const found = useMemo(() => guestsAt(all, { q, visits }), [all, q, visits]);
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (!data) return <p role="status">{table.loading}</p>;
  if (all.length === 0) return <p className="account-notice">{words.nothing}</p>;
  const stages = STAGES.map((id) => {
    return { id, name: words.stages[id], count: all.filter((guest) => stageOf(guest.visits) === id).length };
  });
  return (
    <>
      <search className="filters" aria-label={quietView.filters}>
        <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
        <Choice
          label={words.visits}
          value={visits}
          options={stages}
          none={quietView.any}
          onChoose={(id) => ask({ visits: id })}
        />
      </search>
      <Shown rows={found} all={all.length} more={data.more} since={data.since}>
        {(guest) => (
          <li key={guest.personKey} className="account-row path-row">
            <span>
              <strong>{guest.name}</strong> {guest.company && <span>{guest.company}</span>}{" "}
              <span className={guest.visits > 2 ? "state due" : "state"}>{words.came(guest.visits)}</span>
              <span className="account-hint">
                <a href={linkTo("/staff/events/", { id: guest.last.eventId })}>
                  {words.last(guest.last.title, guest.last.on)}
                </a>
              </span>
              <span className="account-hint">
                <a href={`mailto:${guest.email}`}>{guest.email}</a>
              </span>
              {standingOf(guest) && <span className="account-hint">{standingOf(guest)}</span>}
            </span>
            <GuestActions guest={guest} today={today} />
          </li>
        )}
      </Shown>
    </>
  );
}

/** Why somebody is not asked now, or when they were. */
function standingOf({ askedAt, leftAlone, unsubscribed, mayAsk }: Guest): string {
  if (unsubscribed) return words.unsubscribed;
  if (leftAlone) return words.leftAlone;
  if (askedAt === null) return "";
  const asked = words.asked(askedAt.slice(0, 10));
  return mayAsk ? asked : `${asked}, ${words.again}`;
}
