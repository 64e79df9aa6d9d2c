import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { bulk as words } from "../strings/en-console-parts.ts";
import { type Bulk, changeMany, takeBack } from "./bulk.ts";
import { NOTHING, type Selection } from "./table/selection.ts";
import { complain, say } from "./toasts.tsx";

/** Carries out one change of all that is chosen. @param title what taking it back is called */
export type Apply = (change: Bulk["change"], title: string) => void;

type Row = Bulk["rows"][number];
type Props = {
  readonly of: Bulk["of"];
  readonly chosen: readonly Row[];
  readonly onSelect: (selection: Selection) => void;
  readonly onDownload: () => void;
  /** What can be done with them. */
  readonly children: (apply: Apply) => ReactNode;
};

/** What can be done with many rows at once, each of it with progress and a way back. */
export function BulkBar({ of, chosen, onSelect, onDownload, children }: Props): ReactNode {
  const client = useQueryClient();
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: [of] });

  async function apply(change: Bulk["change"], title: string): Promise<void> {
    const all = chosen.length;
    const report = (done: number): void => setProgress({ done, all });
    report(0);
    try {
      const { batchId, done, refused } = await changeMany({ of, rows: chosen, change, title }, report);
      const undo = async (): Promise<void> => {
        const undone = batchId ? await takeBack(batchId) : null;
        await refresh();
        const [first] = undone?.kept ?? [];
        if (first) throw new Error(words.kept(undone?.kept.length ?? 0, first.name, first.reason));
      };
      say(words.done(done), done > 0 ? undo : null);
      const [first] = refused;
      if (first) complain(new Error(words.refused(refused.length, first.name, first.reason)));
      onSelect({ ids: new Set(refused.map(({ id }) => id)), from: null });
    } catch (error) {
      complain(error);
    } finally {
      await refresh();
      setProgress(null);
    }
  }

  if (progress) {
    return (
      <p className="bulk" role="status">
        <progress value={progress.done} max={progress.all} /> {words.progress(progress.done, progress.all)}
      </p>
    );
  }
  if (chosen.length === 0) return null;
  return (
    <section className="bulk" aria-label={words.label}>
      <strong>{words.chosen(chosen.length)}</strong>
      {children((change, title) => void apply(change, title))}
      <button className="button quiet small" type="button" onClick={onDownload}>
        {words.exportCsv}
      </button>
      <button className="button quiet small" type="button" onClick={() => onSelect(NOTHING)}>
        {words.letGo}
      </button>
    </section>
  );
}
