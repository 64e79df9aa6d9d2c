import type { LocalDate } from "@mainstreet/core/local-date";
import { type ReactNode, useState } from "react";
import { tasks as words } from "../../strings/en-console-tasks.ts";
import { send } from "../ask.ts";
import { AskedForm } from "../asked-form.tsx";
import { Choice } from "../choice.tsx";
import { useTasks } from "./use-tasks.ts";

type Props = {
  readonly memberId: string | null;
  readonly today: LocalDate;
  readonly onMade: () => Promise<void>;
  readonly onClose: () => void;
};

/** A task in the making: what is to be done, by when, and by whom. */
export function TaskForm({ memberId, today, onMade, onClose }: Props): ReactNode {
  const { data } = useTasks();
  const [assigned, setAssigned] = useState("");
  const staff = data?.staff.map(({ personKey, name, email }) => ({ id: personKey, name: name || email })) ?? [];

  async function add(typed: FormData): Promise<void> {
    const body = {
      title: String(typed.get("title")).trim(),
      due: String(typed.get("due")),
      memberId,
      assignedTo: assigned || null,
    };
    await send("POST", "staff/tasks", { body });
    await onMade();
  }

  return (
    <AskedForm press={words.add} send={add} onClose={onClose}>
      <label className="field wide">
        <span>{words.what}</span>
        <input name="title" maxLength={200} required />
      </label>
      <label className="field">
        <span>{words.when}</span>
        <input name="due" type="date" required defaultValue={today} />
      </label>
      <Choice label={words.who} value={assigned} options={staff} none={words.anybody} onChoose={setAssigned} />
    </AskedForm>
  );
}
