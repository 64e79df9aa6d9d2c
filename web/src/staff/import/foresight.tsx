import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { importUndo as words } from "../../strings/en-console-import.ts";
import { get, sentenceOf } from "../ask.ts";
import type { Kept } from "./imports.ts";

type Foreseen = {
  readonly looked: number;
  readonly left: number;
  readonly undone: number;
  readonly keeps: number;
  readonly kept: readonly Kept[];
};

/** What undoing a batch would keep, and why, as things stand now. */
export function Foresight({ id }: { readonly id: string }): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["foresight", id],
    queryFn: () => get<Foreseen>(`staff/batches/${id}/foresight`),
    // What was changed a moment ago counts.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (!data) return <p role="status">{words.looking}</p>;
  const { looked, left, undone, keeps, kept } = data;
  return (
    <div className="import-foresight" role="status">
      <p>{keeps === 0 ? words.keepsNothing : words.keeps(keeps, undone)}</p>
      {looked < left && <p className="account-hint">{words.lookedAt(looked, left)}</p>}
      {kept.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is cut off is scrolled to by keyboard as well
        <ul tabIndex={0} aria-label={words.kept}>
          {kept.map((each) => (
            <li key={each.id + each.reason}>
              <strong>{each.name}</strong>: {each.reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
