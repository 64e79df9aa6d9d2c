import { type ReactNode, useMemo, useState } from "react";
import { standings, membersView as words } from "../../strings/en-console-members.ts";
import { ask, go, linkTo, useAddress } from "../address.ts";
import { AskedChoice, type Option } from "../choice.tsx";
import { SavedFilters } from "../saved-filters.tsx";
import { Search } from "../search-field.tsx";
import type { Column } from "../table/column.ts";
import { parseSort, sortText } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { optionsOf } from "../table/options.ts";
import { inOrder } from "../table/order.ts";
import { NOTHING } from "../table/selection.ts";
import { TableFoot } from "../table/table-foot.tsx";
import { Heading } from "../view-heading.tsx";
import { MemberActions } from "./member-actions.tsx";
import { filtered, type MemberLine } from "./member-line.ts";
import { useMemberLines } from "./use-member-lines.ts";

const COLUMNS: readonly Column<MemberLine>[] = [
  { id: "name", name: words.name, cell: ({ name }) => name, by: ({ nameKey }) => nameKey },
  {
    id: "level",
    name: words.level,
    cell: ({ level }) => level,
    by: ({ level }) => level,
    width: "7rem",
    extra: "phone",
  },
  {
    id: "state",
    name: words.state,
    cell: ({ state }) => <span className={`state ${state}`}>{standings[state]}</span>,
    by: ({ state }) => state,
    width: "8rem",
  },
  {
    id: "until",
    name: words.until,
    cell: ({ standing }) => standing.endsOn ?? "",
    by: ({ standing }) => standing.endsOn ?? "9999",
    width: "7rem",
    extra: "phone",
  },
  {
    id: "contact",
    name: words.contact,
    cell: ({ row }) => row.contactName || row.contactEmail,
    share: 3,
    extra: "phone",
  },
  { id: "town", name: words.town, cell: ({ towns }) => towns, by: ({ towns }) => towns, share: 3, extra: "phone" },
  {
    id: "listings",
    name: words.listings,
    cell: ({ listings }) => listings,
    by: ({ listings }) => listings,
    width: "6rem",
    extra: "wide",
  },
  {
    id: "joined",
    name: words.joined,
    cell: ({ joined }) => joined ?? "",
    by: ({ joined }) => joined ?? "",
    width: "7rem",
    extra: "wide",
  },
];

/** All members of the chamber, found, sorted and changed many at once. */
export function MembersView(): ReactNode {
  const { params } = useAddress();
  const { lines, orders, chamber, isLoading, error } = useMemberLines();
  const [selection, setSelection] = useState(NOTHING);
  const filter = {
    q: params.get("q") ?? "",
    state: params.get("state") ?? "",
    level: params.get("level") ?? "",
    town: params.get("town") ?? "",
  };
  const { q, state, level, town } = filter;
  const sort = parseSort(params.get("sort"), "name");
  const sorted = inOrder(orders, COLUMNS, sort);
  const shown = useMemo(() => filtered(sorted, { q, state, level, town }), [sorted, q, state, level, town]);
  const towns = useMemo(() => optionsOf(lines.flatMap((line) => line.towns.split(", ").filter(Boolean))), [lines]);
  const states = useMemo(() => countsOf(lines), [lines]);
  const levels = useMemo(() => chamber?.levels.map(({ id, name }) => ({ id, name })) ?? [], [chamber]);

  return (
    <>
      <Heading title={words.title} lead={words.lead}>
        <a className="button" href={linkTo("/staff/member/", { id: "new" })}>
          {words.add}
        </a>
      </Heading>
      <search className="filters" aria-label={words.filters}>
        <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
        <AskedChoice param="state" label={words.state} value={state} options={states} none={words.allStates} />
        <AskedChoice param="level" label={words.level} value={level} options={levels} none={words.any} />
        <AskedChoice param="town" label={words.town} value={town} options={towns} none={words.any} />
        <SavedFilters of="members" />
      </search>
      <MemberActions lines={lines} selection={selection} onSelect={setSelection} levels={levels} />
      <DataTable
        label={words.title}
        columns={COLUMNS}
        rows={shown}
        sort={sort}
        onSort={(next) => ask({ sort: sortText(next) })}
        selection={selection}
        onSelect={setSelection}
        hrefOf={hrefOf}
        onOpen={(line) => go(hrefOf(line))}
      />
      <TableFoot shown={shown.length} all={lines.length} isLoading={isLoading} error={error} />
    </>
  );
}

function hrefOf({ id }: MemberLine): string {
  return linkTo("/staff/member/", { id });
}

function countsOf(lines: readonly MemberLine[]): Option[] {
  const counts = Map.groupBy(lines, ({ state }) => state);
  const order = ["current", "due", "grace", "lapsed", "never", "removed"] as const;
  return order.map((id) => ({ id, name: standings[id], count: counts.get(id)?.length ?? 0 }));
}
