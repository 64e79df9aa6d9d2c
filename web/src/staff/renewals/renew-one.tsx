import type { Member } from "@mainstreet/core/member";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { renewOne as words } from "../../strings/en-console-renewals.ts";
import { send } from "../ask.ts";
import { replaceRow } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import type { Renewal } from "./renewals.ts";

/** Renews one membership: for twelve months with one press, or until a day. Both can be taken back. */
export function RenewOne({ renewal: { id, name, version } }: { readonly renewal: Renewal }): ReactNode {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);

  async function took(member: Member): Promise<void> {
    replaceRow(client, "members", member);
    await client.invalidateQueries({ queryKey: ["members"] });
  }

  async function renew(wanted: { readonly months: number } | { readonly until: string }): Promise<void> {
    setBusy(true);
    try {
      const member = await send<Member>("POST", `members/${id}/renew`, { body: wanted, version });
      await took(member);
      // What was added comes last.
      const before = member.memberships.slice(0, -1);
      say(words.done(name, member.memberships.at(-1)?.until ?? null), async () => {
        const sent = { body: { memberships: before }, version: member.version };
        await took(await send<Member>("PATCH", `members/${id}`, sent));
      });
    } catch (error) {
      complain(error);
      await client.invalidateQueries({ queryKey: ["members"] });
    } finally {
      setBusy(false);
    }
  }

  function renewUntil(event: FormEvent<HTMLFormElement>, close: () => void): void {
    event.preventDefault();
    close();
    void renew({ until: String(new FormData(event.currentTarget).get("until")) });
  }

  return (
    <span className="renew-one">
      <Button
        className="button quiet small"
        aria-label={words.renewOf(name)}
        isDisabled={isBusy}
        onPress={() => void renew({ months: 12 })}
      >
        {words.renew}
      </Button>
      <DialogTrigger>
        <Button className="icon-button" aria-label={words.otherwise(name)} isDisabled={isBusy}>
          ⋯
        </Button>
        <Popover className="popover">
          <Dialog className="dialog" aria-label={words.otherwise(name)}>
            {({ close }) => (
              <form className="renew-until" onSubmit={(event) => renewUntil(event, close)}>
                <label className="field">
                  <span>{words.until}</span>
                  <input type="date" name="until" required />
                </label>
                <button className="button small" type="submit">
                  {words.renew}
                </button>
              </form>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </span>
  );
}
