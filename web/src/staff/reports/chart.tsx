import { type ReactNode, useId } from "react";
import { reportsView as words } from "../../strings/en-console-reports.ts";
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

const [WIDTH, HEIGHT, FOOT] = [600, 180, 22];

/** A plain chart of bars, and the same as a table for whoever would rather read it. */
export function Chart({ title, lead, bars, of, unit, onDownload }: Props): ReactNode {
  const id = useId();
  const most = Math.max(1, ...bars.map((bar) => bar.of ?? bar.value));
  const step = WIDTH / Math.max(1, bars.length);
  const high = (value: number): number => (value / most) * (HEIGHT - FOOT - 18);
  return (
    <section className="account-panel chart" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead && <p className="account-hint">{lead}</p>}
      {bars.length === 0 ? (
        <p className="note">{words.nothing}</p>
      ) : (
        <>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
            {bars.map(({ name, value, of: all }, i) => {
              const [x, width] = [i * step + step * 0.15, step * 0.7];
              const top = HEIGHT - FOOT - high(value);
              return (
                <g key={name}>
                  {all !== undefined && (
                    <rect className="bar-all" x={x} y={HEIGHT - FOOT - high(all)} width={width} height={high(all)} />
                  )}
                  <rect className="bar" x={x} y={top} width={width} height={high(value)} />
                  <text x={x + width / 2} y={top - 4}>
                    {value}
                  </text>
                  <text x={x + width / 2} y={HEIGHT - 6}>
                    {name}
                  </text>
                </g>
              );
            })}
          </svg>
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
