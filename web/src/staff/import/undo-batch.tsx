import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { importUndo as words } from "../../strings/en-console-import.ts";
import { takeBack, type Undone } from "../bulk.ts";
import { Confirm } from "../confirm.tsx";
import { complain } from "../toasts.tsx";
import { Bar } from "./bar.tsx";
import { Foresight } from "./foresight.tsx";
import { type Batch, useBatch } from "./imports.ts";

type Props = {
  readonly batch: Batch;
  /** What is on the button where it stands beside nothing else. */
  readonly label?: string;
};

/** The way back from an import: a press, a question, how far it is, and what could not be undone. */
export function UndoBatch({ batch, label }: Props): ReactNode {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [undone, setUndone] = useState<Undone | null>(null);
  const [isUndoing, setUndoing] = useState(false);
  const { id, title, count, state } = batch;

  async function undo(): Promise<void> {
    setAsked(false);
    setUndoing(true);
    try {
      await takeBack(id, setUndone);
    } catch (error) {
      complain(error);
    }
    for (const of of ["members", "listings", "categories"]) void client.invalidateQueries({ queryKey: [of] });
    await client.invalidateQueries({ queryKey: ["batches"] });
    setUndoing(false);
  }

  if (isUndoing) {
    const done = undone ? count - undone.left : batch.undone;
    return <Bar label={words.undoing} done={done} all={count} told={words.progress(done, count)} />;
  }
  if (state === "undone") {
    return (
      <div className="import-undone" role="status">
        <p>{words.undone(batch.undone, batch.kept)}</p>
        {batch.kept > 0 && <KeptRows id={id} />}
      </div>
    );
  }
  const press = state === "undoing" ? words.goOn : words.undo;
  return (
    <>
      {state !== "done" && <span className="state due">{words.states[state]}</span>}
      <button
        className="button quiet small"
        type="button"
        aria-label={state === "done" && label ? label : words.pressOf(press, title)}
        onClick={() => setAsked(true)}
      >
        {state === "done" && label ? label : press}
      </button>
      {isAsked && (
        <Confirm
          title={words.title(title)}
          text={words.text(count)}
          yes={words.yes}
          onYes={() => void undo()}
          onNo={() => setAsked(false)}
        >
          <Foresight id={id} />
        </Confirm>
      )}
    </>
  );
}

function KeptRows({ id }: { readonly id: string }): ReactNode {
  const { data } = useBatch(id);
  return (
    <details className="import-kept">
      <summary>{words.kept}</summary>
      <ul>
        {data?.kept.map((kept) => (
          <li key={kept.id + kept.reason}>
            <strong>{kept.name}</strong>: {kept.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
