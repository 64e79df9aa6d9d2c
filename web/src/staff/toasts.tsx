import { type ReactNode, useSyncExternalStore } from "react";
import { Button } from "react-aria-components";
import { toasts as words } from "../strings/en-console-parts.ts";
import { sentenceOf } from "./ask.ts";

/** What has just happened, and the way back where there is one. */
type Toast = {
  readonly id: number;
  readonly text: string;
  readonly isWrong: boolean;
  readonly undo: (() => Promise<unknown>) | null;
};

/** Long enough to read it and to change one's mind. */
const SHOWN_MS = 12_000;
const listeners = new Set<() => void>();
let shown: readonly Toast[] = [];
let last = 0;

/** Says what has happened. @param undo takes it back, and is offered as long as the sentence stands there */
export function say(text: string, undo: Toast["undo"] = null): void {
  add({ id: ++last, text, isWrong: false, undo });
}

/** Says what went wrong. It stays until it is closed. */
export function complain(error: unknown): void {
  add({ id: ++last, text: sentenceOf(error), isWrong: true, undo: null });
}

function add(toast: Toast): void {
  set([...shown.filter(({ text }) => text !== toast.text), toast].slice(-3));
  if (!toast.isWrong) setTimeout(() => close(toast.id), SHOWN_MS);
}

function close(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}

function set(next: readonly Toast[]): void {
  shown = next;
  for (const hear of listeners) hear();
}

function subscribe(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Where they are read: a live region, so that they are heard as well. */
export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <section className="toasts" aria-label={words.label} aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.isWrong ? "toast wrong" : "toast"}>
          <p>{toast.text}</p>
          {toast.undo && (
            <Button className="button quiet small" onPress={() => void takeBack(toast)}>
              {words.undo}
            </Button>
          )}
          <Button className="icon-button" aria-label={words.close} onPress={() => close(toast.id)}>
            ×
          </Button>
        </div>
      ))}
    </section>
  );
}

async function takeBack({ id, undo }: Toast): Promise<void> {
  close(id);
  try {
    await undo?.();
    say(words.undone);
  } catch (error) {
    complain(error);
  }
}
