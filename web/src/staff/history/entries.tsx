import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { fieldWords, kindWords, historyView as words } from "../../strings/en-console-history.ts";
import { linkTo } from "../address.ts";
import { complain, say } from "../toasts.tsx";
import type { Entry, Told } from "./entry.ts";
import { fieldsBefore, putBack } from "./put-back.ts";

/** So many fields are shown at once. */
const SHORT = 5;

/** What was done, by whom and when: of each field what it said before and after. */
export function Entries({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  return (
    <ol className="entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p className="account-hint">
            <time dateTime={entry.at}>{words.at(entry.at)}</time> · {whoOf(entry)} · {subjectOf(entry)}
          </p>
          {entry.changes.map((change) => (
            <div key={change.kind + change.id} className="entry-change">
              <Fields change={change} />
            </div>
          ))}
          {Object.keys(entry.facts).length > 0 && (
            <p>
              {Object.entries(entry.facts)
                .map(([name, count]) => `${name}: ${count}`)
                .join(", ")}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

type Change = Entry["changes"][number];

/** What a change did, field by field; where that is long, behind a press. */
function Fields({ change }: { readonly change: Change }): ReactNode {
  const fields = Object.entries(change.fields);
  // What is behind a press is made when it is pressed.
  const [isOpen, setOpen] = useState(false);
  const what = (
    <>
      <strong>{words.done[change.done]}</strong> {kindWords(change.kind)}
    </>
  );
  const list = (
    <dl>
      {fields.map(([name, { before, after }]) => (
        <div key={name}>
          <dt>{fieldWords(name)}</dt>
          <dd>
            {before && <del>{textOf(before)}</del>} {after && <ins>{textOf(after)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
  if (fields.length <= SHORT) {
    return (
      <>
        <p>
          {what} {fieldsBefore(change) && <PutBack change={change} />}
        </p>
        {list}
      </>
    );
  }
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {what} <span className="account-hint">{words.fields(fields.length)}</span>
      </summary>
      {isOpen && list}
      {fieldsBefore(change) && <PutBack change={change} />}
    </details>
  );
}

function PutBack({ change }: { readonly change: Change }): ReactNode {
  const client = useQueryClient();
  async function press(): Promise<void> {
    try {
      const undo = await putBack(change);
      await client.invalidateQueries();
      say(words.isBack, async () => {
        await undo();
        await client.invalidateQueries();
      });
    } catch (error) {
      complain(error);
    }
  }
  return (
    <button className="link-button" type="button" onClick={() => void press()}>
      {words.putBack}
    </button>
  );
}

function whoOf({ who }: Entry): string {
  return "system" in who ? words.system(who.system) : who.email;
}

function subjectOf({ subject: { kind, id } }: Entry): ReactNode {
  const href =
    kind === "member" ? linkTo("/staff/member/", { id }) : linkTo("/staff/history/", { entity: `${kind}:${id}` });
  return <a href={href}>{kindWords(kind)}</a>;
}

/** A value in words: long texts are cut, lists are counted where they hold more than words. */
function textOf(told: Told): string {
  if ("left" in told) return words.left[told.left];
  const { value } = told;
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 200)} …` : value;
  const json = JSON.stringify(value) ?? "";
  return json.length > 200 ? `${json.slice(0, 200)} …` : json;
}
