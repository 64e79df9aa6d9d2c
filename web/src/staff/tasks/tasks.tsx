import type { LocalDate } from "@mainstreet/core/local-date";
import type { Task } from "@mainstreet/core/task";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { tasks as words } from "../../strings/en-console-tasks.ts";
import { send } from "../ask.ts";
import { FormPanel } from "../form-panel.tsx";
import { complain, say } from "../toasts.tsx";
import { TaskForm } from "./task-form.tsx";
import type { Colleague } from "./use-tasks.ts";

type Props = {
  /** The member that a task made here is about. */
  readonly memberId: string | null;
  /** The open ones; nothing as long as they are read. */
  readonly tasks: readonly Task[] | undefined;
  /** Whoever has one of them. */
  readonly staff: readonly Colleague[];
  readonly today: LocalDate;
  /** What a task is about, where that is not plain from the page. */
  readonly subjectOf?: (task: Task) => ReactNode;
};

/** Open tasks of staff by the day they are due, and another one. */
export function Tasks({ memberId, tasks, staff, today, subjectOf }: Props): ReactNode {
  const client = useQueryClient();

  async function refresh(of: string | null): Promise<void> {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["tasks"] }),
      of !== null && client.invalidateQueries({ queryKey: ["member", of] }),
    ]);
  }

  async function finish({ id, title, version, memberId: of }: Task): Promise<void> {
    try {
      const done = await send<Task>("PATCH", `staff/tasks/${id}`, { body: { done: true }, version });
      await refresh(of);
      say(words.finished(title), async () => {
        await send("PATCH", `staff/tasks/${id}`, { body: { done: false }, version: done.version });
        await refresh(of);
      });
    } catch (error) {
      complain(error);
      await refresh(of);
    }
  }

  return (
    <FormPanel
      title={words.title}
      press={words.begin}
      form={(close) => <TaskForm memberId={memberId} today={today} onMade={() => refresh(memberId)} onClose={close} />}
    >
      {tasks?.length === 0 && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {tasks?.map((task) => (
          <li key={task.id} className="task">
            <label>
              <input type="checkbox" checked={false} onChange={() => void finish(task)} />
              <span>{task.title}</span>
            </label>
            <span className="account-hint">
              <span className={task.due < today ? "overdue" : undefined}>{words.due(task.due, today)}</span>
              {subjectOf?.(task)}
              {nameOf(staff.find(({ personKey }) => personKey === task.assignedTo))}
            </span>
          </li>
        ))}
      </ul>
    </FormPanel>
  );
}

function nameOf(colleague: Colleague | undefined): string | undefined {
  return colleague && (colleague.name || colleague.email);
}
