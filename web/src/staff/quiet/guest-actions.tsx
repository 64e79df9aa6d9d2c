import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { guestPath as words } from "../../strings/en-console-quiet.ts";
import { send } from "../ask.ts";
import { complain, say } from "../toasts.tsx";
import { NextStep } from "./next-step.tsx";
import type { Guest } from "./quiet.ts";

/** What to do about a guest: ask them to join, make a task, or leave them alone. */
export function GuestActions({ guest, today }: { readonly guest: Guest; readonly today: string }): ReactNode {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const { personKey, name, company, mayAsk, leftAlone, unsubscribed } = guest;

  async function act(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      complain(error);
    } finally {
      await client.invalidateQueries({ queryKey: ["guests"] });
      setBusy(false);
    }
  }

  const invite = (): Promise<void> =>
    act(async () => {
      await send("POST", `staff/guests/${personKey}/invite`);
      say(words.invited(name));
    });

  async function leave(isLeft: boolean): Promise<void> {
    await send("POST", `staff/guests/${personKey}/leave-alone`, { body: { leftAlone: isLeft } });
    await client.invalidateQueries({ queryKey: ["guests"] });
  }

  const turn = (): Promise<void> =>
    act(async () => {
      await leave(!leftAlone);
      say(leftAlone ? words.mayAsk(name) : words.left(name), () => leave(leftAlone));
    });

  return (
    <span className="path-actions">
      {mayAsk && (
        <button
          className="button small"
          type="button"
          aria-label={words.inviteOf(name)}
          disabled={isBusy}
          onClick={() => void invite()}
        >
          {words.invite}
        </button>
      )}
      <NextStep
        label={words.nextFor(name)}
        text={words.next}
        memberId={null}
        suggested={words.suggest(name, company).slice(0, 200)}
        today={today}
      />
      {!unsubscribed && (
        <button
          className="link-button"
          type="button"
          aria-label={leftAlone ? words.askAgainOf(name) : words.leaveOf(name)}
          disabled={isBusy}
          onClick={() => void turn()}
        >
          {leftAlone ? words.askAgain : words.leave}
        </button>
      )}
    </span>
  );
}
