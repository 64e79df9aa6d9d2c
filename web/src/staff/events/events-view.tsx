import type { Registration as Registered } from "@mainstreet/core/registration";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { base } from "../../account/dom.ts";
import { eventStates, eventsView as words } from "../../strings/en-console-events.ts";
import { ask, linkTo, useAddress } from "../address.ts";
import { get, sentenceOf } from "../ask.ts";
import { AskedChoice } from "../choice.tsx";
import { download } from "../download.ts";
import { Search } from "../search-field.tsx";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";
import { useEvents } from "./events.ts";

type Registration = Pick<Registered, "status" | "size" | "party" | "createdAt"> & { readonly id: string };
type Page = { readonly registrations: readonly Registration[]; readonly cursor: string | null };

/** What is planned and was, and who comes. */
export function EventsView(): ReactNode {
  const { params } = useAddress();
  const { data: events, error, isPending } = useEvents();
  const id = params.get("id") ?? "";
  const [q, when] = [params.get("q") ?? "", params.get("when") ?? "coming"];
  const shown = useMemo(() => {
    const today = todayIn("UTC", Date.now());
    const text = q.toLowerCase();
    const wanted = (events ?? []).filter(({ title, endsAt }) => {
      const isPast = endsAt.slice(0, 10) < today;
      return title.toLowerCase().includes(text) && (when === "all" || isPast === (when === "past"));
    });
    return when === "past" ? wanted.reverse() : wanted;
  }, [events, q, when]);
  const chosen = events?.find((event) => event.id === id);
  if (chosen) {
    return (
      <>
        <p className="account-back">
          <a href={linkTo("/staff/events/")}>‹ {words.title}</a>
        </p>
        <Heading title={chosen.title} lead={words.when(chosen.startsAt, chosen.endsAt)}>
          <a className="button quiet small" href={`${base()}mixers/${chosen.slug}/`}>
            {words.look}
          </a>
        </Heading>
        <Registrations key={id} id={id} name={chosen.slug} capacity={chosen.capacity} />
      </>
    );
  }
  const spans = (["coming", "past", "all"] as const).map((span) => ({ id: span, name: words.spans[span] }));
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <search className="filters" aria-label={words.filters}>
        <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
        <AskedChoice param="when" label={words.span} value={when} options={spans} />
      </search>
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {isPending && <p role="status">{words.loading}</p>}
      {!isPending && shown.length === 0 && <p className="account-notice">{words.none}</p>}
      <ul className="account-rows account-panel">
        {shown.map(({ id, title, startsAt, endsAt, status, capacity }) => (
          <li key={id} className="account-row">
            <span>
              <a href={linkTo("/staff/events/", { id })}>{title}</a>{" "}
              {status !== "published" && <span className={`state ${status}`}>{eventStates[status]}</span>}
              <span className="account-hint">{words.when(startsAt, endsAt)}</span>
            </span>
            <span className="account-hint">{words.seats(capacity)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

type RegistrationsProps = { readonly id: string; readonly name: string; readonly capacity: number };

function Registrations({ id, name, capacity }: RegistrationsProps): ReactNode {
  const { data, error } = useQuery({ queryKey: ["registrations", id], queryFn: () => readAll(id) });
  const { params } = useAddress();
  const q = (params.get("q") ?? "").toLowerCase();
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (!data) return <p role="status">{words.loading}</p>;
  const taken = data.filter(({ status }) => status === "confirmed").reduce((sum, { size }) => sum + size, 0);
  const shown = data.filter(({ party }) => JSON.stringify(party).toLowerCase().includes(q));
  return (
    <>
      <div className="filters">
        <Search label={words.findGuest} value={params.get("q") ?? ""} onSearch={(text) => ask({ q: text })} />
        <button
          className="button quiet"
          type="button"
          onClick={() => download(`guests-${name}`, data.flatMap(guestsOf))}
        >
          {words.export}
        </button>
      </div>
      <p role="status">{words.taken(taken, capacity, data.filter(({ status }) => status === "waitlisted").length)}</p>
      {shown.length === 0 && <p className="account-notice">{words.nobody}</p>}
      <ul className="account-rows account-panel" hidden={shown.length === 0}>
        {shown.map((registration) => (
          <li key={registration.id} className="account-row">
            <span>
              <strong>
                {peopleIn(registration)
                  .map(({ name }) => name)
                  .join(", ")}
              </strong>{" "}
              <span className={`state ${registration.status}`}>{eventStates[registration.status]}</span>
              <span className="account-hint">{registration.party.registrant.email}</span>
            </span>
            <span className="account-hint">{words.seats(registration.size)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Everybody of a party, whoever registered first. */
function peopleIn({ party: { registrant, guests } }: Registration) {
  return [registrant, ...guests];
}

function guestsOf(registration: Registration): Record<string, string>[] {
  const { party, status, createdAt } = registration;
  const { email } = party.registrant;
  return peopleIn(registration).map(({ name, company }) => ({ name, company, email, status, registered: createdAt }));
}

async function readAll(id: string): Promise<readonly Registration[]> {
  const all: Registration[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await get<Page>(`staff/events/${id}/registrations?limit=100${from}`);
    all.push(...page.registrations);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}
