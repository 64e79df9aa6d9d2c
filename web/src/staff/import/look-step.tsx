import { type ReactNode, useMemo } from "react";
import { importLook as words } from "../../strings/en-console-import.ts";
import { ask, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Heading } from "../view-heading.tsx";
import { Bar } from "./bar.tsx";
import { type ImportFile, KINDS, usePlan } from "./imports.ts";
import type { Mapping } from "./mapping.ts";
import { PlanRows } from "./plan-rows.tsx";
import { Totals } from "./totals.tsx";

type Props = {
  readonly file: ImportFile;
  readonly mapping: Mapping;
  readonly onImport: (planHash: string) => void;
};

/** What the import would do, row by row, before anything is written. */
export function LookStep({ file, mapping, onImport }: Props): ReactNode {
  const { params } = useAddress();
  const kind = KINDS.find((each) => each === params.get("kind")) ?? null;
  const { plan, done } = usePlan(file.id, mapping, kind);
  const first = plan.data?.pages[0];
  const moved = first ? first.totals.added + first.totals.changed : 0;
  const rows = useMemo(() => plan.data?.pages.flatMap((page) => page.rows) ?? [], [plan.data]);
  return (
    <>
      <Heading title={words.title} lead={words.lead(file.name)}>
        <button className="button quiet" type="button" onClick={() => ask({ step: "columns", kind: "" }, true)}>
          {words.toColumns}
        </button>
        {first && moved > 0 && (
          <button
            className="button"
            type="button"
            disabled={plan.isPlaceholderData}
            onClick={() => onImport(first.planHash)}
          >
            {words.apply(moved)}
          </button>
        )}
      </Heading>
      {plan.error && (
        <p className="account-problem" role="alert">
          {sentenceOf(plan.error)}
        </p>
      )}
      {plan.isPending && <p role="status">{words.loading}</p>}
      {plan.isPending && done > 0 && (
        <section className="account-panel import-running" aria-label={words.progress}>
          <Bar label={words.progress} done={done} all={file.rows} told={words.told(done, file.rows)} />
        </section>
      )}
      {first && (
        <>
          <Totals totals={first.totals} chosen={kind} />
          {moved === 0 && <p className="account-notice">{words.nothing}</p>}
          {(first.newCategories.length > 0 || first.toPin > 0) && (
            <ul className="account-notice import-notes">
              {first.toPin > 0 && <li>{words.toPin(first.toPin)}</li>}
              {first.newCategories.length > 0 && (
                <li>
                  {words.newCategories(first.newCategories.length)} {first.newCategories.join(", ")}.
                </li>
              )}
            </ul>
          )}
          <PlanRows rows={rows} />
        </>
      )}
      {plan.hasNextPage && (
        <p>
          <button
            className="button quiet"
            type="button"
            disabled={plan.isFetchingNextPage}
            onClick={() => void plan.fetchNextPage()}
          >
            {words.more}
          </button>
        </p>
      )}
    </>
  );
}
