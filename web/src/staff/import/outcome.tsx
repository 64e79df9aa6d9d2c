import type { ReactNode } from "react";
import { root } from "../../account/api.ts";
import { importOutcome as words } from "../../strings/en-console-import.ts";
import { linkTo } from "../address.ts";
import { Heading } from "../view-heading.tsx";
import { type ImportFile, KINDS, useBatch } from "./imports.ts";
import { UndoBatch } from "./undo-batch.tsx";

/** What came of an import, what is to be done next, and the way back. */
export function Outcome({ file }: { readonly file: ImportFile }): ReactNode {
  const { id, name, report, batchId } = file;
  const counts = report ?? { rows: 0, added: 0, changed: 0, unchanged: 0, rejected: 0 };
  return (
    <>
      <Heading title={words.title} lead={words.lead(name, counts.rows)} />
      <section className="account-panel import-outcome" aria-label={words.report}>
        <dl className="import-counts">
          {KINDS.map((kind) => (
            <div key={kind}>
              <dt>{words.counts[kind]}</dt>
              <dd>{counts[kind].toLocaleString("en-US")}</dd>
            </div>
          ))}
        </dl>
        {counts.rejected > 0 && <p>{words.rejected(counts.rejected)}</p>}
        {!batchId && <p className="account-hint">{words.unchanged}</p>}
        <div className="account-buttons">
          {counts.rejected > 0 && (
            <a className="button small" href={`${root()}staff/imports/${id}/rejected`} download="rejected.csv">
              {words.download}
            </a>
          )}
          {batchId && <WayBack batchId={batchId} />}
        </div>
      </section>
      <section className="account-panel" aria-labelledby="import-next">
        <h2 id="import-next">{words.next}</h2>
        <ul className="account-rows">
          <li>
            <a href={linkTo("/staff/listings/", { lacks: "pin" })}>{words.pins}</a>
            <span className="account-hint"> {words.pinsHint}</span>
          </li>
          <li>
            <a href={linkTo("/staff/duplicates/")}>{words.duplicates}</a>
            <span className="account-hint"> {words.duplicatesHint}</span>
          </li>
          <li>
            <a href={linkTo("/staff/import/")}>{words.another}</a>
          </li>
        </ul>
      </section>
    </>
  );
}

function WayBack({ batchId }: { readonly batchId: string }): ReactNode {
  const { data } = useBatch(batchId);
  return data ? <UndoBatch batch={data.batch} label={words.undo} /> : null;
}
