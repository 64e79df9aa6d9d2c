import type { ReactNode } from "react";
import { forms as words } from "../strings/en-console-parts.ts";

type Props = {
  /** What sending it does. */
  readonly press: string;
  readonly isDisabled?: boolean;
  readonly onClose: () => void;
};

/** The end of a form that was asked for: to send it, and to put it away. */
export function FormButtons({ press, isDisabled = false, onClose }: Props): ReactNode {
  return (
    <div className="account-buttons">
      <button className="button small" type="submit" disabled={isDisabled}>
        {press}
      </button>
      <button className="button quiet small" type="button" onClick={onClose}>
        {words.cancel}
      </button>
    </div>
  );
}
