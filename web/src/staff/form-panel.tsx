import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

type Props = {
  readonly title: string;
  /** What is pressed for the form. */
  readonly press: string;
  /** The same, where it is heard without the title. It begins with what is seen. */
  readonly pressLabel?: string | undefined;
  /** The form. It is told how to put itself away. */
  readonly form: (close: () => void) => ReactNode;
  /** What is read. */
  readonly children: ReactNode;
  /** Whether the form stands in the place of what is read, and not above it. */
  readonly isInstead?: boolean;
};

/**
 * A panel that is read, with a form that is there once it is asked for. The form takes the focus and gives it back to the
 * press that brought it; Escape puts it away as long as nothing is typed.
 */
export function FormPanel({ title, press, pressLabel, form, children, isInstead = false }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const wasOpen = useRef(false);
  const isTyped = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    isTyped.current = false;
    const first = place.current?.querySelector<HTMLElement>("input, textarea, select");
    (isOpen ? first : button.current)?.focus();
  }, [isOpen]);
  const close = (): void => setOpen(false);
  const leave = ({ key }: KeyboardEvent): void => {
    if (key === "Escape" && !isTyped.current) close();
  };
  return (
    <section className="account-panel">
      <div className="panel-head">
        <h2>{title}</h2>
        {!isOpen && (
          <button
            ref={button}
            className="button quiet small"
            type="button"
            aria-label={pressLabel}
            data-opens=""
            onClick={() => setOpen(true)}
          >
            {press}
          </button>
        )}
      </div>
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the fields within are what is typed into
        <div
          ref={place}
          className="panel-form"
          onKeyDown={leave}
          onInput={() => {
            isTyped.current = true;
          }}
        >
          {form(close)}
        </div>
      )}
      {!(isOpen && isInstead) && children}
    </section>
  );
}
