import { memo, type ReactNode } from "react";
import { importLook as words } from "../../strings/en-console-import.ts";
import type { PlannedRow } from "./imports.ts";

/** Rows of a file and what would become of each: of a changed one field by field, of a rejected one why. */
export const PlanRows = memo(function PlanRows({ rows }: { readonly rows: readonly PlannedRow[] }): ReactNode {
  if (rows.length === 0) return <p className="account-hint">{words.none}</p>;
  return (
    <table className="import-table import-plan">
      <thead>
        <tr>
          <th scope="col">{words.row}</th>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.what}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.row}>
            <td>
              <span className="import-row-word">{words.row} </span>
              {row.row}
            </td>
            <th scope="row">{row.name || words.noName}</th>
            <td>
              <span className={`state ${row.kind}`}>{words.kind[row.kind]}</span> {row.reason}
              <Fields fields={row.fields} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function Fields({ fields }: Pick<PlannedRow, "fields">): ReactNode {
  if (fields.length === 0) return null;
  return (
    <dl className="import-fields">
      {fields.map(({ field, from, to }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {from && <del>{from}</del>} {to && <ins>{to}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
