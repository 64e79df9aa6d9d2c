import { type ReactNode, useId } from "react";
import { reportsView as words } from "../../strings/en-console-reports.ts";
import { Bars } from "./bars.tsx";
import type { Bar } from "./figures.ts";

type Props = {
  readonly title: string;
  readonly lead?: string;
  readonly bars: readonly Bar[];
  /** What the first column of the table is called, and what its figures are. */
  readonly of: string;
  readonly unit: string;
  readonly onDownload?: () => void;
};

/** A plain chart of bars, and the same as a table for whoever would rather read it. */
export function Chart({ title, lead, bars, of, unit, onDownload }: Props): ReactNode {
  const id = useId();
  return (
    <section className="account-panel chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead && <p className="account-hint">{lead}</p>}
      {bars.length === 0 ? (
        <p className="note">{words.nothing}</p>
      ) : (
        <>
          <Bars bars={bars} />
          <details>
            <summary>{words.asTable}</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">{of}</th>
                  <th scope="col">{unit}</th>
                  {bars.some((bar) => bar.of !== undefined) && <th scope="col">{words.share}</th>}
                </tr>
              </thead>
              <tbody>
                {bars.map(({ name, value, of: all }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{all === undefined ? value : words.valueOf(value, all)}</td>
                    {all !== undefined && <td>{all === 0 ? "–" : `${Math.round((100 * value) / all)} %`}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
            {onDownload && (
              <button className="button quiet small" type="button" onClick={onDownload}>
                {words.download}
              </button>
            )}
          </details>
        </>
      )}
    </section>
  );
}
