import type { ReactNode } from "react";
import { importPast as words } from "../../strings/en-console-import.ts";
import { sentenceOf } from "../ask.ts";
import { type Batch, usePastImports } from "./imports.ts";
import { UndoBatch } from "./undo-batch.tsx";

/** What was imported lately, each with its way back. */
export function PastImports(): ReactNode {
  const { data: batches, error, isPending } = usePastImports();
  return (
    <section className="account-panel" aria-labelledby="past-imports">
      <h2 id="past-imports">{words.title}</h2>
      {error && <p className="account-problem">{sentenceOf(error)}</p>}
      {isPending && <p role="status">{words.loading}</p>}
      {batches?.length === 0 && <p className="account-hint">{words.none}</p>}
      <ul className="account-rows">
        {batches?.map((batch) => (
          <Past key={batch.id} batch={batch} />
        ))}
      </ul>
    </section>
  );
}

function Past({ batch }: { readonly batch: Batch }): ReactNode {
  const { title, at, count } = batch;
  return (
    <li className="import-past">
      <span>
        <strong>{title}</strong>
        <span className="account-hint">
          {words.on(at)} · {words.count(count)}
        </span>
      </span>
      <UndoBatch batch={batch} />
    </li>
  );
}
