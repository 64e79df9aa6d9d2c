import type { ReactNode } from "react";
import { table as words } from "../../strings/en-console-parts.ts";
import { sentenceOf } from "../ask.ts";

type Props = {
  readonly shown: number;
  readonly all: number;
  readonly isLoading: boolean;
  readonly error: unknown;
};

/** Below a table: how much of it is shown, and what to do where nothing is. */
export function TableFoot({ shown, all, isLoading, error }: Props): ReactNode {
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (isLoading) return <p role="status">{words.loading}</p>;
  return (
    <div className="table-foot">
      <p role="status">{words.shown(shown, all)}</p>
      {shown === 0 && all > 0 ? (
        <p>
          <strong>{words.none}</strong> {words.noneHint} <a href={location.pathname}>{words.clear}</a>
        </p>
      ) : (
        <p className="extra">{words.keys}</p>
      )}
    </div>
  );
}
