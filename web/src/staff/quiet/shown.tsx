import { type ReactNode, useState } from "react";
import { table } from "../../strings/en-console-parts.ts";
import { quietView as words } from "../../strings/en-console-quiet.ts";

type Props<Row> = {
  readonly rows: readonly Row[];
  readonly all: number;
  /** Whether there are more than were told. */
  readonly more: boolean;
  readonly since: string | null;
  readonly children: (row: Row) => ReactNode;
};

/** So many rows are drawn at a time. */
const STEP = 50;

/** Rows of a list, the first ones first, with how many there are. */
export function Shown<Row>({ rows, all, more, since, children }: Props<Row>): ReactNode {
  const [count, setCount] = useState(STEP);
  return (
    <>
      <div className="table-foot">
        <p role="status">{rows.length === 0 ? table.none : table.shown(rows.length, all)}</p>
        <p>{since ? words.since(since) : words.noEvents}</p>
      </div>
      {rows.length > 0 && <ul className="account-rows account-panel">{rows.slice(0, count).map(children)}</ul>}
      {rows.length > count && (
        <button className="button quiet" type="button" onClick={() => setCount(count + STEP)}>
          {words.showMore}
        </button>
      )}
      {more && <p className="note">{words.more}</p>}
    </>
  );
}
