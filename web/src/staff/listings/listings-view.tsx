import { type ReactNode, useMemo, useState } from "react";
import { lackWords, listingStates, listingsView as words } from "../../strings/en-console-listings.ts";
import { ask, go, linkTo, useAddress } from "../address.ts";
import { AskedChoice } from "../choice.tsx";
import { last } from "../last.ts";
import { useCategories, useListings, useMembers } from "../rows.ts";
import { SavedFilters } from "../saved-filters.tsx";
import { Search } from "../search-field.tsx";
import { type Column, parseSort, sortText } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { optionsOf } from "../table/options.ts";
import { inOrder, ordersOf } from "../table/order.ts";
import { NOTHING } from "../table/selection.ts";
import { TableFoot } from "../table/table-foot.tsx";
import { Heading } from "../view-heading.tsx";
import { ListingActions } from "./listing-actions.tsx";
import { filtered, LACKS, type ListingLine, listingLines } from "./listing-line.ts";

const COLUMNS: readonly Column<ListingLine>[] = [
  { id: "name", name: words.name, cell: ({ name }) => name, by: ({ nameKey }) => nameKey },
  {
    id: "status",
    name: words.status,
    cell: ({ row }) => <span className={`state ${row.status}`}>{listingStates[row.status]}</span>,
    by: ({ row }) => row.status,
    width: "8rem",
  },
  { id: "town", name: words.town, cell: ({ row }) => row.town, by: ({ row }) => row.town },
  {
    id: "category",
    name: words.category,
    cell: ({ categories }) => categories,
    by: ({ categories }) => categories,
    share: 3,
    extra: "phone",
  },
  {
    id: "member",
    name: words.member,
    cell: ({ member }) => member,
    by: ({ member }) => member,
    share: 3,
    extra: "wide",
  },
  {
    id: "pin",
    name: words.pin,
    cell: ({ row }) => words.pins[row.pin],
    by: ({ row }) => row.pin,
    width: "6rem",
    extra: "phone",
  },
  {
    id: "confirmed",
    name: words.confirmed,
    cell: ({ row }) => row.confirmedOn ?? words.never,
    by: ({ row }) => row.confirmedOn ?? "",
    width: "8rem",
    extra: "phone",
  },
];
const STATES = (["published", "hidden", "removed", "merged"] as const).map((id) => ({ id, name: listingStates[id] }));
const LACKING = LACKS.map((id) => ({ id, name: lackWords[id] }));
const linesOf = last((...of: Parameters<typeof listingLines>) => ordersOf(listingLines(...of)));
const NONE = ordersOf<ListingLine>([]);
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What the public sees of members, one row a location. */
export function ListingsView(): ReactNode {
  const { params } = useAddress();
  const [listings, members, categories] = [useListings(), useMembers(), useCategories()];
  const [selection, setSelection] = useState(NOTHING);
  const orders = useMemo(
    () =>
      listings.data && members.data && categories.data ? linesOf(listings.data, members.data, categories.data) : NONE,
    [listings.data, members.data, categories.data],
  );
  const lines = orders.rows;
  const sort = parseSort(params.get("sort"), "name");
  const sorted = inOrder(orders, COLUMNS, sort);
  const [q, status, category, town, lacks] = ["q", "status", "category", "town", "lacks"].map(
    (name) => params.get(name) ?? "",
  );
  const shown = useMemo(() => {
    const yearAgo = new Date(Date.now() - YEAR_MS).toISOString().slice(0, 10);
    const filter = { q: q ?? "", status: status ?? "", category: category ?? "", town: town ?? "", lacks: lacks ?? "" };
    return filtered(sorted, filter, yearAgo);
  }, [sorted, q, status, category, town, lacks]);
  const towns = useMemo(() => optionsOf(lines.map(({ row }) => row.town).filter(Boolean)), [lines]);
  const headings = useMemo(() => (categories.data ?? []).map(({ id, name }) => ({ id, name })), [categories.data]);
  const parts = [listings, members, categories];
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <search className="filters" aria-label={words.filters}>
        <Search label={words.search} value={q ?? ""} onSearch={(text) => ask({ q: text })} />
        <AskedChoice param="status" label={words.status} value={status ?? ""} options={STATES} none={words.allStates} />
        <AskedChoice
          param="category"
          label={words.category}
          value={category ?? ""}
          options={headings}
          none={words.any}
        />
        <AskedChoice param="town" label={words.town} value={town ?? ""} options={towns} none={words.any} />
        <AskedChoice param="lacks" label={words.lacks} value={lacks ?? ""} options={LACKING} none={words.nothing} />
        <SavedFilters of="listings" />
      </search>
      <ListingActions lines={lines} selection={selection} onSelect={setSelection} categories={headings} />
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
      <TableFoot
        shown={shown.length}
        all={lines.length}
        isLoading={parts.some(({ isPending }) => isPending)}
        error={parts.find(({ error }) => error)?.error ?? null}
      />
    </>
  );
}

function hrefOf({ id, row }: ListingLine): string {
  return linkTo("/staff/member/", { id: row.memberId, listing: id });
}
