import type { ReactNode } from "react";
import { importColumns as words } from "../../strings/en-console-import.ts";
import type { ImportFile } from "./imports.ts";
import { IGNORED, type Mapping } from "./mapping.ts";

type Props = {
  readonly file: ImportFile;
  readonly mapping: Mapping;
  readonly onChoose: (mapping: Mapping) => void;
};

const SAMPLES = 3;

/** The columns of a file with some of what stands in them, and what each becomes. */
export function ColumnTable({ file, mapping, onChoose }: Props): ReactNode {
  const { headers, samples, targets } = file;
  return (
    <table className="import-table import-columns">
      <thead>
        <tr>
          <th scope="col">{words.column}</th>
          <th scope="col">{words.samples}</th>
          <th scope="col">{words.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {headers.map((header, at) => {
          const chosen = mapping.columns[header] ?? IGNORED;
          const values = [...new Set(samples.map((cells) => cells[at] ?? "").filter(Boolean))].slice(0, SAMPLES);
          return (
            <tr key={header} className={chosen === IGNORED ? "ignored" : undefined}>
              <th scope="row">{header}</th>
              <td>{values.length > 0 ? values.join(" · ") : <span className="account-hint">{words.empty}</span>}</td>
              <td>
                <select
                  aria-label={words.becomesOf(header)}
                  value={chosen}
                  onChange={({ target }) =>
                    onChoose({ ...mapping, columns: { ...mapping.columns, [header]: target.value } })
                  }
                >
                  <option value={IGNORED}>{words.ignore}</option>
                  {targets.map(({ id, label }) => (
                    <option key={id} value={id}>
                      {label.slice(0, 1).toUpperCase() + label.slice(1)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
