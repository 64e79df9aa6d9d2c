import type { Chamber } from "@mainstreet/core/chamber";
import type { LocalDate } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import { type FormEvent, type ReactNode, useState } from "react";
import { memberships as words } from "../../strings/en-console-members.ts";
import { send } from "../ask.ts";
import { Choice } from "../choice.tsx";
import { FormButtons } from "../form-buttons.tsx";
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

  async function change(make: () => Promise<Member>, text: string, onDone?: () => void): Promise<void> {
    setBusy(true);
    try {
      const next = await make();
      onSaved(next);
      say(text, () => put(memberships, next.version));
      onDone?.();
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  }

  function end(periodId: string): void {
    const body = { memberships: memberships.map((m) => (m.id === periodId ? { ...m, until: today } : m)) };
    void change(() => send<Member>("PATCH", `members/${id}`, { body, version }), words.ended);
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
          isBusy={isBusy}
          onClose={close}
          onRenew={(body) =>
            void change(() => send<Member>("POST", `members/${id}/renew`, { body, version }), words.renewed, close)
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
              <button className="button quiet small" type="button" disabled={isBusy} onClick={() => end(id)}>
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
  readonly isBusy: boolean;
  readonly onRenew: (asked: { readonly months: number; readonly level?: string }) => void;
  readonly onClose: () => void;
};

function Renewal({ levels, isFirst, isBusy, onRenew, onClose }: RenewalProps): ReactNode {
  const [level, setLevel] = useState("");

  function renew(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const months = Number(new FormData(event.currentTarget).get("months"));
    onRenew({ months, ...(level && { level }) });
  }

  return (
    <form className="inline-form" onSubmit={renew}>
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
      <FormButtons press={isFirst ? words.begin : words.renew} isDisabled={isBusy} onClose={onClose} />
    </form>
  );
}
