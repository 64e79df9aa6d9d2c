import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Problem } from "../../account/api.ts";
import { Failed, send, sentenceOf } from "../ask.ts";
import { type Counts, fileKey, type ImportFile } from "./imports.ts";
import type { Mapping } from "./mapping.ts";

/** How far an import is. */
type Applied = Counts & {
  readonly done: number;
  readonly finished: boolean;
  readonly batchId: string | null;
};

export type Applying = {
  readonly applied: Applied | null;
  /** Why it rests: for a moment where it tries again by itself, or until somebody presses. */
  readonly problem: Problem | null;
  readonly isStopped: boolean;
  readonly goOn: () => void;
};

/** Refusals that pass: it runs in another window, or on behalf of this page before that was reloaded. */
const PASSING: ReadonlySet<string> = new Set(["busy", "too-many"]);
const AGAIN_MS = 2_000;

/** Imports until it is finished, for as long as it is on the page. What was done stays done, wherever it stops. */
export function useApply(file: ImportFile, mapping: Mapping, planHash: string): Applying {
  const client = useQueryClient();
  const [applied, setApplied] = useState<Applied | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isStopped, setStopped] = useState(false);
  const [round, setRound] = useState(0);
  const path = `staff/imports/${file.id}/apply`;
  const sent = JSON.stringify({ mapping: mapping.columns, defaults: mapping.defaults, planHash });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round begins where somebody presses for it.
  useEffect(() => {
    let isLeft = false;
    async function run(): Promise<void> {
      while (!isLeft) {
        try {
          const step = await send<Applied>("POST", path, { body: JSON.parse(sent) });
          if (isLeft) return;
          setApplied(step);
          setProblem(null);
          if (step.finished) return finish(step);
        } catch (error) {
          if (isLeft) return;
          const found =
            error instanceof Failed ? error.problem : { status: 0, code: "internal", detail: sentenceOf(error) };
          setProblem(found);
          if (!PASSING.has(found.code)) return setStopped(true);
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
    }
    function finish({ rows, added, changed, unchanged, rejected, batchId }: Applied): void {
      const report = { rows, added, changed, unchanged, rejected };
      client.removeQueries({ queryKey: ["import-plan"] });
      for (const of of ["members", "listings", "categories", "batches"]) {
        void client.invalidateQueries({ queryKey: [of] });
      }
      client.setQueryData<ImportFile>(
        fileKey(file.id),
        (known) => known && { ...known, state: "done", report, batchId },
      );
    }
    void run();
    return () => {
      isLeft = true;
    };
  }, [path, sent, round, client]);

  function goOn(): void {
    setProblem(null);
    setStopped(false);
    setRound(round + 1);
  }
  return { applied, problem, isStopped, goOn };
}
