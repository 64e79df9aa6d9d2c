import { type ReactNode, useMemo, useState } from "react";
import { standings } from "../../strings/en-console-members.ts";
import { renewalsView as words } from "../../strings/en-console-renewals.ts";
import { ask, go, linkTo, useAddress } from "../address.ts";
import { Choice } from "../choice.tsx";
import { useChamber } from "../rows.ts";
import { Search } from "../search-field.tsx";
import { type Column, parseSort, sortText } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { NOTHING } from "../table/selection.ts";
import { TableFoot } from "../table/table-foot.tsx";
import { Heading } from "../view-heading.tsx";
import { RenewChosen } from "./renew-chosen.tsx";
import { RenewOne } from "./renew-one.tsx";
import { narrowed, type Renewal, STATES, useRenewals } from "./renewals.ts";

const COLUMNS: readonly Column<Renewal>[] = [
  {
    id: "name",
    name: words.name,
    cell: ({ name, standing }) => (
      <>
        {name}
        <span className={`second only-phone ${standing.state}`}>{endsIn(standing)}</span>
      </>
    ),
    by: ({ name }) => name.toLowerCase(),
  },
  {
    id: "ends",
    name: words.ends,
    cell: ({ standing }) => <span className={`state ${standing.state}`}>{endsIn(standing)}</span>,
    by: ({ standing }) => standing.days ?? 0,
    width: "9.5rem",
    extra: "phone",
  },
  { id: "on", name: words.on, cell: ({ standing }) => standing.endsOn ?? "", width: "7rem", extra: "wide" },
  {
    id: "contact",
    name: words.contact,
    cell: ({ contactName, contactEmail }) => (
      <>
        {contactName}
        <span className="second">{contactEmail}</span>
      </>
    ),
    by: ({ contactName, contactEmail }) => (contactName || contactEmail).toLowerCase(),
    share: 4,
    extra: "phone",
  },
  {
    id: "reminded",
    name: words.reminded,
    cell: ({ reminded }) => (
      <>
        {reminded ? reminded.on : words.never}
        {reminded && <span className="second">{words.reminder(reminded.day)}</span>}
      </>
    ),
    by: ({ reminded }) => reminded?.on ?? "",
    width: "9.5rem",
    extra: "phone",
  },
  { id: "renew", name: words.renew, cell: (renewal) => <RenewOne renewal={renewal} />, width: "9.25rem" },
];

const NONE: readonly Renewal[] = [];

/** Whose membership ends or has ended, and its renewal. */
export function RenewalsView(): ReactNode {
  const { params } = useAddress();
  const { data, error, isPending } = useRenewals();
  const { data: chamber } = useChamber();
  const [selection, setSelection] = useState(NOTHING);
  const [q, state] = [params.get("q") ?? "", params.get("state") ?? ""];
  const all = data?.renewals ?? NONE;
  const shown = useMemo(() => narrowed(all, { q, state }), [all, q, state]);
  const sort = parseSort(params.get("sort"), "ends");
  const states = STATES.map((id) => {
    return { id, name: standings[id], count: all.filter(({ standing }) => standing.state === id).length };
  });
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      {chamber?.renewal.remindDays.length === 0 && (
        <p className="account-notice">
          {words.noReminders} <a href={linkTo("/staff/settings/", { section: "renewal" })}>{words.setReminders}</a>
        </p>
      )}
      {data && all.length === 0 ? (
        <p className="account-notice">
          {words.nothing} <a href={linkTo("/staff/members/")}>{words.toMembers}</a>
        </p>
      ) : (
        <>
          <search className="filters" aria-label={words.filters}>
            <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
            <Choice
              label={words.state}
              value={state}
              options={states}
              none={words.allStates}
              onChoose={(id) => ask({ state: id })}
            />
          </search>
          <RenewChosen renewals={all} selection={selection} onSelect={setSelection} />
          <DataTable
            label={words.title}
            columns={COLUMNS}
            rows={shown}
            sort={sort}
            onSort={(next) => ask({ sort: sortText(next) })}
            selection={selection}
            onSelect={setSelection}
            hrefOf={hrefOf}
            onOpen={(renewal) => go(hrefOf(renewal))}
          />
          {data?.more && <p className="note">{words.more}</p>}
          <TableFoot shown={shown.length} all={all.length} isLoading={isPending} error={error} />
        </>
      )}
    </>
  );
}

function hrefOf({ id }: Renewal): string {
  return linkTo("/staff/member/", { id });
}

function endsIn({ days }: Renewal["standing"]): string {
  return words.in(days ?? 0);
}
