import { type FormEvent, type ReactNode, useState } from "react";
import { forms as words } from "../strings/en-console-parts.ts";
import { complain } from "./toasts.tsx";

type Props = {
  /** What sending it does. */
  readonly press: string;
  readonly className?: string;
  readonly isDisabled?: boolean;
  /** Sends what is typed. Where it rejects, the form stays as it is and says why. */
  readonly send: (typed: FormData) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A form that was asked for: its fields, a press that sends it and one that puts it away. It is gone once what was sent has
 * come about, and until then nothing more is sent, however often it is pressed.
 */
export function AskedForm({
  press,
  className = "inline-form",
  isDisabled = false,
  send,
  onClose,
  children,
}: Props): ReactNode {
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await send(new FormData(event.currentTarget));
      onClose();
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={className} aria-busy={isBusy} onSubmit={(event) => void submit(event)}>
      {children}
      <div className="account-buttons">
        <button className="button small" type="submit" disabled={isDisabled || isBusy}>
          {press}
        </button>
        <button className="button quiet small" type="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
