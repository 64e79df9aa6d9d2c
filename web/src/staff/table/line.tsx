import { memo, type ReactNode } from "react";
import { table as words } from "../../strings/en-console-parts.ts";

/** What a row shows in one column. */
export type Cell = { readonly id: string; readonly className: string | undefined; readonly content: ReactNode };

type Props = {
  readonly id: string;
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly index: number;
  readonly isChosen: boolean;
  /** Whether the Tab key comes to this row: to one of a table only. */
  readonly isStop: boolean;
  readonly href: string;
};

/** One row of a table, drawn anew only when something about it has changed. The table hears what is pressed in it. */
export const Line = memo(function Line({ id, name, cells, index, isChosen, isStop, href }: Props): ReactNode {
  return (
    <tr data-row={id} aria-rowindex={index + 2} aria-selected={isChosen} tabIndex={isStop ? 0 : -1}>
      <td>
        <input type="checkbox" tabIndex={-1} aria-label={words.choose(name)} checked={isChosen} readOnly />
      </td>
      {cells.map(({ id: column, className, content }, i) => (
        <td key={column} className={className}>
          {i === 0 ? (
            <a href={href} tabIndex={-1}>
              {content}
            </a>
          ) : (
            content
          )}
        </td>
      ))}
    </tr>
  );
});
