import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { table as words } from "../../strings/en-console-parts.ts";
import { type Column, classOf, type Sort } from "./column.ts";
import { type Cell, Line } from "./line.tsx";
import { allOrNone, extended, type Selection, toggled } from "./selection.ts";
import { targetOf } from "./steps.ts";

/** What a row is as high as, in pixels: with one height for all, a table of thousands of rows knows where each one is. */
const ROW = 48;
/** A share of the width, in percent. What is over goes to the first column. */
const SHARE = 5;
/** Rows drawn above and below those that are seen. */
const SPARE = 3;

type Props<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** In the order in which they are shown. */
  readonly rows: readonly Row[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** Where a row leads. */
  readonly hrefOf: (row: Row) => string;
  readonly onOpen: (row: Row) => void;
};

/**
 * A table of any number of rows, of which only those are drawn that are seen. By keyboard: arrows, Home, End and Page Up and
 * Down go from row to row, Space chooses one, Shift with an arrow several, Ctrl+A all, Enter opens.
 */
export function DataTable<Row extends { readonly id: string; readonly name: string }>(props: Props<Row>): ReactNode {
  const { label, columns, rows, sort, onSort, selection, onSelect, hrefOf, onOpen } = props;
  const place = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const isMoving = useRef(false);

  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const focused = at === null ? -1 : order.indexOf(at);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    overscan: SPARE,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  useEffect(() => {
    if (!isMoving.current) return;
    const row = place.current?.querySelector<HTMLElement>(`[data-row="${at}"]`);
    if (!row) return;
    isMoving.current = false;
    row.focus({ preventScroll: true });
  });

  function moveTo(index: number, isRange: boolean): void {
    const id = order[index];
    if (id === undefined) return;
    isMoving.current = true;
    if (isRange) {
      const from = selection.from ?? at;
      onSelect(extended({ ids: selection.ids, from }, id, order));
    }
    setAt(id);
    virtual.scrollToIndex(index);
  }

  function press(event: KeyboardEvent<HTMLTableSectionElement>): void {
    // What stands in a row has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    const row = rows[focused];
    const to = targetOf(event, focused, rows.length, Math.floor((place.current?.clientHeight ?? ROW) / ROW) - 1);
    if (to !== null) moveTo(to, event.shiftKey);
    else if (event.key === " " && row) onSelect(toggled(selection, row.id));
    else if (event.key === "Enter" && row) onOpen(row);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) onSelect(allOrNone(selection, order));
    else return;
    event.preventDefault();
  }

  function click(event: MouseEvent): void {
    const { target } = event;
    const id = target instanceof HTMLInputElement ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    if (id === undefined) return;
    onSelect(event.shiftKey ? extended(selection, id, order) : toggled(selection, id));
    setAt(id);
  }

  function focus({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.dataset.row !== undefined) setAt(target.dataset.row);
  }

  // What a row shows is made once: rows that stay are not drawn again when others come.
  const made = useMemo(() => {
    const cells = new WeakMap<Row, readonly Cell[]>();
    return (row: Row): readonly Cell[] => {
      const known =
        cells.get(row) ??
        columns.map(({ id, cell, extra }) => ({ id, className: classOf({ extra }), content: cell(row) }));
      cells.set(row, known);
      return known;
    };
  }, [columns]);

  const isAll = order.length > 0 && order.every((id) => selection.ids.has(id));
  return (
    <div className="table-place" ref={place}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows are gone through by keyboard */}
      <table role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-multiselectable="true">
        <colgroup>
          <col className="table-choice" />
          {columns.map(({ id, width, share = 2, extra }, i) => (
            <col
              key={id}
              className={classOf({ extra })}
              style={{ width: i === 0 ? undefined : (width ?? `${SHARE * share}%`) }}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={words.chooseAll}
                checked={isAll}
                onChange={() => onSelect(allOrNone(selection, order))}
              />
            </th>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={press} onClick={click} onFocus={focus}>
          {above > 0 && (
            <tr>
              <td style={{ height: above }} />
            </tr>
          )}
          {items.map(({ index }) => {
            const row = rows[index];
            return (
              row && (
                <Line
                  // What stands there changes while one types; the row itself stays, which is less work than a new one.
                  key={index}
                  id={row.id}
                  name={row.name}
                  cells={made(row)}
                  index={index}
                  isChosen={selection.ids.has(row.id)}
                  isStop={focused < 0 ? index === 0 : focused === index}
                  href={hrefOf(row)}
                />
              )
            );
          })}
          {below > 0 && (
            <tr>
              <td style={{ height: below }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps<Row> = { readonly column: Column<Row>; readonly sort: Sort; readonly onSort: (sort: Sort) => void };

function Head<Row>({ column: { id, name, by, extra }, sort, onSort }: HeadProps<Row>): ReactNode {
  const isSorted = sort.id === id;
  const direction = sort.desc ? "descending" : "ascending";
  return (
    <th scope="col" className={classOf({ extra })} aria-sort={by && isSorted ? direction : undefined}>
      {by ? (
        <button type="button" onClick={() => onSort({ id, desc: isSorted && !sort.desc })}>
          {name} <span aria-hidden="true">{isSorted ? (sort.desc ? "↓" : "↑") : ""}</span>
        </button>
      ) : (
        name
      )}
    </th>
  );
}
