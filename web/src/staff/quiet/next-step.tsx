import { plusDays } from "@mainstreet/core/local-date";
import type { Task } from "@mainstreet/core/task";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { nextStep as words } from "../../strings/en-console-quiet.ts";
import { send } from "../ask.ts";
import { complain, say } from "../toasts.tsx";

type Props = {
  readonly label: string;
  /** What is called so to whoever sees it. */
  readonly text: string;
  readonly memberId: string | null;
  /** What there is to do most likely. */
  readonly suggested: string;
  readonly today: string;
};

/** Within so many days a next step is done, where nobody says otherwise. */
const SOON_DAYS = 7;

/** Makes a task or a note of what comes next. */
export function NextStep({ label, text, memberId, suggested, today }: Props): ReactNode {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);

  async function makeTask(title: string, due: string): Promise<void> {
    const body = { title, due, memberId, assignedTo: null };
    const task = await send<Task>("POST", "staff/tasks", { body });
    const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["tasks"] });
    await refresh();
    say(words.made(title), async () => {
      await send("PATCH", `staff/tasks/${task.id}`, { body: { done: true }, version: task.version });
      await refresh();
    });
  }

  async function note(text: string): Promise<void> {
    const made = await send<{ id: string; version: number }>("POST", "staff/notes", { body: { memberId, text } });
    say(words.noted, () => send("DELETE", `staff/notes/${made.id}`, { version: made.version }));
  }

  /** What is typed stays until it is kept. */
  async function submit(event: FormEvent<HTMLFormElement>, close: () => void): Promise<void> {
    event.preventDefault();
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const data = new FormData(event.currentTarget);
    const what = String(data.get("what")).trim();
    if (what === "" || isBusy) return;
    const isNote = submitter instanceof HTMLButtonElement && submitter.value === "note";
    setBusy(true);
    try {
      await (isNote ? note(what) : makeTask(what, String(data.get("due"))));
      close();
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <DialogTrigger>
      <Button className="button quiet small" aria-label={label}>
        {text}
      </Button>
      <Popover className="popover">
        <Dialog className="dialog" aria-label={label}>
          {({ close }) => (
            <form className="next-step" aria-busy={isBusy} onSubmit={(event) => void submit(event, close)}>
              <label className="field">
                <span>{words.what}</span>
                <input name="what" maxLength={200} required defaultValue={suggested} />
              </label>
              <label className="field">
                <span>{words.when}</span>
                <input name="due" type="date" required defaultValue={plusDays(today, SOON_DAYS)} />
              </label>
              <div className="account-buttons">
                <button className="button small" type="submit">
                  {words.task}
                </button>
                {memberId !== null && (
                  <button className="button quiet small" type="submit" value="note">
                    {words.note}
                  </button>
                )}
              </div>
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
