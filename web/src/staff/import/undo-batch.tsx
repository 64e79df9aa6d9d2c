import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { importUndo as words } from "../../strings/en-console-import.ts";
import { linkTo } from "../address.ts";
import { takeBack, type Undone } from "../bulk.ts";
import { Confirm } from "../confirm.tsx";
import { complain } from "../toasts.tsx";
import { Bar } from "./bar.tsx";
import { type Batch, useBatch } from "./imports.ts";

/** The way back from an import: a press, a question, how far it is, and what could not be undone. */
export function UndoBatch({ batch }: { readonly batch: Batch }): ReactNode {
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
    await client.invalidateQueries();
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
  return (
    <>
      {state !== "done" && <span className="state due">{words.states[state]}</span>}
      <button
        className="button quiet small"
        type="button"
        aria-label={words.undoOf(title)}
        onClick={() => setAsked(true)}
      >
        {state === "undoing" ? words.goOn : words.undo}
      </button>
      {isAsked && (
        <Confirm
          title={words.title(title)}
          text={words.text(count)}
          yes={words.yes}
          onYes={() => void undo()}
          onNo={() => setAsked(false)}
        />
      )}
    </>
  );
}

function KeptRows({ id }: { readonly id: string }): ReactNode {
  const { data } = useBatch(id);
  return (
    <ul className="import-kept">
      {data?.kept.map((kept) => (
        <li key={kept.id + kept.reason}>
          {kept.id.startsWith("mem_") ? <a href={linkTo("/staff/member/", { id: kept.id })}>{kept.name}</a> : kept.name}
          : {kept.reason}
        </li>
      ))}
    </ul>
  );
}
