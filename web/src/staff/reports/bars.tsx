import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Bar } from "./figures.ts";

const [HEIGHT, HEAD, LINE] = [180, 18, 15];
/** A letter of a bar's name takes so much, in pixels. */
const LETTER = 7;

/** Bars side by side, drawn in the pixels there are: letters are as large on a phone as elsewhere. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }): ReactNode {
  const place = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const svg = place.current;
    if (!svg) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(svg);
    return () => observer.disconnect();
  }, []);
  const most = Math.max(1, ...bars.map((bar) => bar.of ?? bar.value));
  const step = width / Math.max(1, bars.length);
  const { names, every } = namesIn(bars, step);
  const foot = HEIGHT - 6 - LINE * Math.max(1, ...names.map((lines) => lines.length));
  const high = (value: number): number => (value / most) * (foot - HEAD);
  return (
    <svg ref={place} height={HEIGHT} viewBox={`0 0 ${Math.max(1, width)} ${HEIGHT}`} aria-hidden="true">
      {width > 0 &&
        bars.map(({ name, value, of: all }, i) => {
          const [x, wide] = [i * step + step * 0.15, step * 0.7];
          const [middle, top] = [x + wide / 2, foot - high(value)];
          return (
            <g key={name}>
              {all !== undefined && (
                <rect className="bar-all" x={x} y={foot - high(all)} width={wide} height={high(all)} />
              )}
              <rect className="bar" x={x} y={top} width={wide} height={high(value)} />
              <text x={middle} y={top - 4}>
                {value}
              </text>
              {(bars.length - 1 - i) % every === 0 &&
                names[i]?.map((line, at) => (
                  <text key={line} x={middle} y={foot + LINE * (at + 1)}>
                    {line}
                  </text>
                ))}
            </g>
          );
        })}
    </svg>
  );
}

/** Names a word a line where they are too wide for their bars; where that is not enough every second, third … is left out. */
function namesIn(bars: readonly Bar[], step: number): { readonly names: readonly string[][]; readonly every: number } {
  const widest = (names: readonly string[][]): number =>
    LETTER * Math.max(1, ...names.flat().map((line) => line.length));
  const whole = bars.map(({ name }) => [name]);
  if (widest(whole) <= step) return { names: whole, every: 1 };
  const names = bars.map(({ name }) => name.split(" "));
  return { names, every: step > 0 ? Math.ceil(widest(names) / step) : 1 };
}
