import { MemberDraft } from "@mainstreet/core/member";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { newMember as words } from "../../strings/en-console-members.ts";
import { go, linkTo } from "../address.ts";
import { send } from "../ask.ts";
import { wrongIn } from "../editing.ts";
import { useChamber } from "../rows.ts";
import { complain } from "../toasts.tsx";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";

const Typed = MemberDraft.pick({ name: true, contactName: true, contactEmail: true });

/** A member in the making. */
export function NewMember(): ReactNode {
  const client = useQueryClient();
  const { data: chamber } = useChamber();
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  // Pressed twice, the same form makes one member.
  const key = useRef(crypto.randomUUID());

  async function make(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => String(form.get(name) ?? "");
    const typed = { name: text("name"), contactName: text("contactName"), contactEmail: text("contactEmail") };
    const problems = wrongIn(Typed, typed);
    setWrong(problems);
    if (Object.keys(problems).length > 0 || !chamber) return;
    const [level, from] = [text("level"), text("from")];
    const memberships = level && from ? [{ level, from, until: text("until") || null }] : [];
    try {
      const member = await send<{ id: string }>("POST", "members", {
        body: { ...typed, memberships },
        key: key.current,
      });
      await client.invalidateQueries({ queryKey: ["members"] });
      go(linkTo("/staff/member/", { id: member.id }));
    } catch (error) {
      key.current = crypto.randomUUID();
      complain(error);
    }
  }

  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <form className="account-panel edit-form new-member" onSubmit={(event) => void make(event)} noValidate>
        {(["name", "contactName", "contactEmail"] as const).map((name) => (
          <div className="account-field" key={name}>
            <label htmlFor={`new-${name}`}>{words[name]}</label>
            <input
              id={`new-${name}`}
              name={name}
              type={name === "contactEmail" ? "email" : "text"}
              aria-invalid={wrong[name] ? true : undefined}
              aria-describedby={wrong[name] ? `new-${name}-wrong` : undefined}
            />
            {wrong[name] && (
              <p className="field-wrong" id={`new-${name}-wrong`}>
                {wrong[name]}
              </p>
            )}
          </div>
        ))}
        <div className="inline-form">
          <label className="field">
            <span>{words.level}</span>
            <select name="level">
              <option value="">{words.noLevel}</option>
              {chamber?.levels.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{words.from}</span>
            <input name="from" type="date" defaultValue={todayIn(chamber?.zone ?? "UTC", Date.now())} />
          </label>
          <label className="field">
            <span>{words.until}</span>
            <input name="until" type="date" />
          </label>
        </div>
        <div className="account-buttons">
          <button className="button" type="submit">
            {words.make}
          </button>
          <a href={linkTo("/staff/members/")}>{words.cancel}</a>
        </div>
      </form>
    </>
  );
}
