import type { Note } from "@mainstreet/core/note";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { notes as words } from "../../strings/en-console-members.ts";
import { send } from "../ask.ts";
import { complain, say } from "../toasts.tsx";
import type { Colleague } from "./member-data.ts";

type Props = { readonly memberId: string; readonly notes: readonly Note[]; readonly staff: readonly Colleague[] };

/** What staff have noted of a member, for themselves. */
export function Notes({ memberId, notes, staff }: Props): ReactNode {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const names = new Map(staff.map(({ personKey, name, email }) => [String(personKey), name || email]));
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["member", memberId] });

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (typed.trim() === "") return;
    try {
      await send("POST", "staff/notes", { body: { memberId, text: typed } });
      setTyped("");
      await refresh();
    } catch (error) {
      complain(error);
    }
  }

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
    <section className="account-panel">
      <h2>{words.title}</h2>
      <form className="note-form" onSubmit={(event) => void add(event)}>
        <label className="field">
          <span className="visually-hidden">{words.label}</span>
          <textarea
            rows={2}
            maxLength={4000}
            placeholder={words.label}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button className="button small" type="submit" disabled={typed.trim() === ""}>
          {words.add}
        </button>
      </form>
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
    </section>
  );
}
