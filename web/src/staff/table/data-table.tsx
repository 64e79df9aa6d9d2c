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
import { useFocusAgain } from "./use-focus-again.ts";
import { scrollTo, useSeen } from "./use-seen.ts";

/** What a row is as high as, in pixels: with one height for all, a table of thousands of rows knows where each one is. */
const ROW = 48;
/** A share of the width, in percent. What is over goes to the first column. */
const SHARE = 5;

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
  const head = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const isMoving = useRef(false);

  const focused = at === null ? -1 : rows.findIndex(({ id }) => id === at);
  const { first, end } = useSeen(place, rows.length, ROW);
  useFocusAgain(place);
  const above = first * ROW;
  const below = (rows.length - end) * ROW;

  useEffect(() => {
    if (!isMoving.current) return;
    const row = place.current?.querySelector<HTMLElement>(`[data-row="${at}"]`);
    if (!row) return;
    isMoving.current = false;
    row.focus({ preventScroll: true });
  });

  function moveTo(index: number, isRange: boolean): void {
    const id = rows[index]?.id;
    if (id === undefined || !place.current) return;
    isMoving.current = true;
    if (isRange) {
      const from = selection.from ?? at;
      onSelect(extended({ ids: selection.ids, from }, id, orderOf(rows)));
    }
    setAt(id);
    scrollTo(place.current, index, ROW, head.current?.offsetHeight ?? 0);
  }

  function press(event: KeyboardEvent<HTMLTableSectionElement>): void {
    // What stands in a row has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    const row = rows[focused];
    const to = targetOf(event, focused, rows.length, Math.floor((place.current?.clientHeight ?? ROW) / ROW) - 1);
    if (to !== null) moveTo(to, event.shiftKey);
    else if (event.key === " " && row) onSelect(toggled(selection, row.id));
    else if (event.key === "Enter" && row) onOpen(row);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) onSelect(allOrNone(selection, orderOf(rows)));
    else return;
    event.preventDefault();
  }

  function click(event: MouseEvent): void {
    const { target } = event;
    const id = target instanceof HTMLInputElement ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
    if (id === undefined) return;
    onSelect(event.shiftKey ? extended(selection, id, orderOf(rows)) : toggled(selection, id));
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

  // The Tab key comes to the row that was last gone to, or to the first that is drawn.
  const stop = focused >= first && focused < end ? focused : first;
  const lines: ReactNode[] = [];
  for (const [i, row] of rows.slice(first, end).entries()) {
    const index = first + i;
    lines.push(
      <Line
        // What stands there changes while one types; the row itself stays, which is less work than a new one.
        key={index}
        id={row.id}
        name={row.name}
        cells={made(row)}
        index={index}
        isChosen={selection.ids.has(row.id)}
        isStop={index === stop}
        href={hrefOf(row)}
      />,
    );
  }
  const isAll = rows.length > 0 && rows.every(({ id }) => selection.ids.has(id));
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
        <thead ref={head}>
          <tr aria-rowindex={1}>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={words.chooseAll}
                checked={isAll}
                onChange={() => onSelect(allOrNone(selection, orderOf(rows)))}
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
          {lines}
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

function orderOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
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
