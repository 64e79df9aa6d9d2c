import type { Note } from "@mainstreet/core/note";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { notes as words } from "../../strings/en-console-members.ts";
import { send } from "../ask.ts";
import { AskedForm } from "../asked-form.tsx";
import { FormPanel } from "../form-panel.tsx";
import type { Colleague } from "../tasks/use-tasks.ts";
import { complain, say } from "../toasts.tsx";

type Props = { readonly memberId: string; readonly notes: readonly Note[]; readonly staff: readonly Colleague[] };

/** What staff have noted of a member, for themselves. */
export function Notes({ memberId, notes, staff }: Props): ReactNode {
  const client = useQueryClient();
  const names = new Map(staff.map(({ personKey, name, email }) => [String(personKey), name || email]));
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["member", memberId] });

  async function remove({ id, version }: Note): Promise<void> {
    try {
      const removed = await send<Note>("DELETE", `staff/notes/${id}`, { version });
      await refresh();
      say(words.removed, async () => {
        await send("POST", `staff/notes/${id}/restore`, { version: removed.version });
        await refresh();
      });
    } catch (error) {
      complain(error);
    }
  }

  return (
    <FormPanel
      title={words.title}
      press={words.begin}
      form={(close) => <NoteForm memberId={memberId} onMade={refresh} onClose={close} />}
    >
      {notes.length === 0 && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="note-text">{note.text}</p>
            <p className="account-row account-hint">
              <span>{[note.createdAt.slice(0, 10), names.get(String(note.by))].filter(Boolean).join(" · ")}</span>
              <button className="link-button" type="button" onClick={() => void remove(note)}>
                {words.remove}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </FormPanel>
  );
}

type FormProps = {
  readonly memberId: string;
  readonly onMade: () => Promise<void>;
  readonly onClose: () => void;
};

function NoteForm({ memberId, onMade, onClose }: FormProps): ReactNode {
  const [text, setText] = useState("");

  async function add(): Promise<void> {
    await send("POST", "staff/notes", { body: { memberId, text } });
    await onMade();
  }

  return (
    <AskedForm className="note-form" press={words.add} isDisabled={text.trim() === ""} send={add} onClose={onClose}>
      <label className="field">
        <span>{words.label}</span>
        <textarea rows={2} maxLength={4000} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
    </AskedForm>
  );
}
