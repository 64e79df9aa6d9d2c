import type { Chamber } from "@mainstreet/core/chamber";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import { type ReactNode, useState } from "react";
import { memberships as words } from "../../strings/en-console-members.ts";
import { send } from "../ask.ts";
import { AskedForm } from "../asked-form.tsx";
import { Choice } from "../choice.tsx";
import { FormPanel } from "../form-panel.tsx";
import { complain, say } from "../toasts.tsx";

type Props = {
  readonly member: Member;
  readonly chamber: Pick<Chamber, "levels">;
  readonly today: LocalDate;
  readonly onSaved: (member: Member) => void;
};

/** The periods of a member, and the next one. */
export function Memberships({ member, chamber, today, onSaved }: Props): ReactNode {
  const { id, memberships, version } = member;
  const [isBusy, setBusy] = useState(false);
  const names = new Map(chamber.levels.map(({ id, name }) => [id, name]));
  const isFirst = memberships.length === 0;
  const periods = [...memberships].sort((a, b) => (a.from < b.from ? 1 : -1));

  /** Memberships as they were: of a renewal the way back. */
  async function put(before: Member["memberships"], at: number): Promise<number> {
    const next = await send<Member>("PATCH", `members/${id}`, { body: { memberships: before }, version: at });
    onSaved(next);
    return next.version;
  }

  async function change(make: () => Promise<Member>, text: string): Promise<void> {
    const next = await make();
    onSaved(next);
    say(text, () => put(memberships, next.version));
  }

  async function end(periodId: string): Promise<void> {
    const body = { memberships: memberships.map((m) => (m.id === periodId ? { ...m, until: today } : m)) };
    setBusy(true);
    try {
      await change(() => send<Member>("PATCH", `members/${id}`, { body, version }), words.ended);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <FormPanel
      title={words.title}
      press={isFirst ? words.first : words.renew}
      pressLabel={isFirst ? undefined : words.renewIt}
      form={(close) => (
        <Renewal
          levels={chamber.levels}
          isFirst={isFirst}
          onClose={close}
          onRenew={(body) =>
            change(() => send<Member>("POST", `members/${id}/renew`, { body, version }), words.renewed)
          }
        />
      )}
    >
      {isFirst && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {periods.map(({ id, level, from, until }) => (
          <li key={id} className="account-row">
            <span>
              <strong>{names.get(level) ?? level}</strong>
              <span className="account-hint">{words.period(from, until)}</span>
            </span>
            {from <= today && (until === null || until > today) && (
              <button className="button quiet small" type="button" disabled={isBusy} onClick={() => void end(id)}>
                {words.end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </FormPanel>
  );
}

type RenewalProps = {
  readonly levels: Chamber["levels"];
  readonly isFirst: boolean;
  readonly onRenew: (asked: { readonly months: number; readonly level?: string }) => Promise<void>;
  readonly onClose: () => void;
};

function Renewal({ levels, isFirst, onRenew, onClose }: RenewalProps): ReactNode {
  const [level, setLevel] = useState("");

  function renew(typed: FormData): Promise<void> {
    return onRenew({ months: Number(typed.get("months")), ...(level && { level }) });
  }

  return (
    <AskedForm press={isFirst ? words.begin : words.renew} send={renew} onClose={onClose}>
      <Choice
        label={words.level}
        value={level}
        options={levels}
        none={isFirst ? words.choose : words.same}
        onChoose={setLevel}
      />
      <label className="field">
        <span>{words.months}</span>
        <input type="number" name="months" min={1} max={120} defaultValue={12} required />
      </label>
    </AskedForm>
  );
}
