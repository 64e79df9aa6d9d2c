import type { LocalDate } from "@mainstreet/core/local-date";
import type { Task } from "@mainstreet/core/task";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { tasks as words } from "../../strings/en-console-tasks.ts";
import { linkTo } from "../address.ts";
import { get, send } from "../ask.ts";
import { Choice } from "../choice.tsx";
import { useMembers } from "../rows.ts";
import { complain, say } from "../toasts.tsx";

type Page = {
  readonly tasks: readonly Task[];
  readonly staff: readonly { readonly personKey: string; readonly name: string; readonly email: string }[];
  readonly cursor: string | null;
};
type Props = { readonly memberId: string | null; readonly today: LocalDate };

/** The open tasks of staff by the day they are due: all of them, or those of one member. */
export function Tasks({ memberId, today }: Props): ReactNode {
  const client = useQueryClient();
  const { data: page } = useQuery({ queryKey: ["tasks"], queryFn: () => get<Page>("staff/tasks?limit=100") });
  const { data: members } = useMembers();
  const [assigned, setAssigned] = useState("");
  const names = new Map((members ?? []).map(({ id, name }) => [id, name]));
  const staff = page?.staff.map(({ personKey, name, email }) => ({ id: personKey, name: name || email })) ?? [];
  const open = (page?.tasks ?? []).filter((task) => memberId === null || task.memberId === memberId);
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["tasks"] });

  async function add(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const title = String(data.get("title")).trim();
    if (title === "") return;
    try {
      const body = { title, due: String(data.get("due")), memberId, assignedTo: assigned || null };
      await send("POST", "staff/tasks", { body });
      form.reset();
      await refresh();
    } catch (error) {
      complain(error);
    }
  }

  async function finish({ id, title, version }: Task): Promise<void> {
    try {
      const done = await send<Task>("PATCH", `staff/tasks/${id}`, { body: { done: true }, version });
      await refresh();
      say(words.finished(title), async () => {
        await send("PATCH", `staff/tasks/${id}`, { body: { done: false }, version: done.version });
        await refresh();
      });
    } catch (error) {
      complain(error);
      await refresh();
    }
  }

  return (
    <section className="account-panel">
      <h2>{words.title}</h2>
      {page && open.length === 0 && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {open.map((task) => (
          <li key={task.id} className="task">
            <label>
              <input type="checkbox" checked={false} onChange={() => void finish(task)} />
              <span>{task.title}</span>
            </label>
            <span className="account-hint">
              <span className={task.due < today ? "overdue" : undefined}>{words.due(task.due, today)}</span>
              {memberId === null && task.memberId && (
                <a href={linkTo("/staff/member/", { id: task.memberId })}>{names.get(task.memberId)}</a>
              )}
              {staff.find(({ id }) => id === task.assignedTo)?.name}
            </span>
          </li>
        ))}
      </ul>
      <form className="inline-form" onSubmit={(event) => void add(event)}>
        <label className="field wide">
          <span>{words.what}</span>
          <input name="title" maxLength={200} required />
        </label>
        <label className="field">
          <span>{words.when}</span>
          <input name="due" type="date" required defaultValue={today} />
        </label>
        <Choice label={words.who} value={assigned} options={staff} none={words.anybody} onChoose={setAssigned} />
        <button className="button small" type="submit">
          {words.add}
        </button>
      </form>
    </section>
  );
}
