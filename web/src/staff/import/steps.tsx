import type { ReactNode } from "react";
import { importSteps as words } from "../../strings/en-console-import.ts";

const STEPS = ["file", "columns", "look", "apply"] as const;
export type Step = (typeof STEPS)[number];

/** Which step of the way this is. */
export function Steps({ now }: { readonly now: Step }): ReactNode {
  return (
    <ol className="import-steps" aria-label={words.label}>
      {STEPS.map((step) => (
        <li key={step} aria-current={step === now ? "step" : undefined}>
          {words.names[step]}
        </li>
      ))}
    </ol>
  );
}
