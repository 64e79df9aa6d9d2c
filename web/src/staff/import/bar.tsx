import type { ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";

type Props = {
  readonly label: string;
  readonly done: number;
  readonly all: number;
  /** How far it is, in words. */
  readonly told?: string;
};

/** How far something is. */
export function Bar({ label, done, all, told }: Props): ReactNode {
  return (
    <ProgressBar
      className="import-bar"
      value={done}
      maxValue={Math.max(1, all)}
      {...(told !== undefined && { valueLabel: told })}
    >
      {({ percentage, valueText }) => (
        <>
          <Label>{label}</Label>
          <span className="account-hint">{valueText}</span>
          <div className="import-bar-track">
            <div style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
