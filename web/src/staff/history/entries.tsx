import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { fieldWords, kindWords, historyView as words } from "../../strings/en-console-history.ts";
import { linkTo } from "../address.ts";
import { useChamber } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import { clockIn } from "../today.ts";
import type { Entry, Told } from "./entry.ts";
import { fieldsBefore, putBack } from "./put-back.ts";
import { useNames } from "./use-names.ts";
import { inOrder, type NameOf, valueWords } from "./value-words.ts";

/** So many fields are shown at once. */
const SHORT = 5;
const LONGEST = 200;

/** What was done, by whom and when: of each field what it said before and after. */
export function Entries({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  const nameOf = useNames();
  const zone = useChamber().data?.zone ?? "UTC";
  return (
    <ol className="entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p className="account-hint">
            <time dateTime={entry.at}>{clockIn(zone, entry.at)}</time> · {whoOf(entry)} · {subjectOf(entry, nameOf)}
          </p>
          {entry.changes.map((change) => (
            <div key={change.kind + change.id} className="entry-change">
              <Fields change={change} nameOf={nameOf} />
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
function Fields({ change, nameOf }: { readonly change: Change; readonly nameOf: NameOf }): ReactNode {
  const fields = inOrder(change.fields);
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
            {before && <del>{textOf(before, nameOf)}</del>} {after && <ins>{textOf(after, nameOf)}</ins>}
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

function subjectOf(entry: Entry, nameOf: NameOf): ReactNode {
  const { kind, id } = entry.subject;
  const href =
    kind === "member" ? linkTo("/staff/member/", { id }) : linkTo("/staff/history/", { entity: `${kind}:${id}` });
  return <a href={href}>{nameOf(id) ?? (nameIn(entry) || kindWords(kind))}</a>;
}

/** What an entry itself says its subject is called; "" where it does not. */
function nameIn({ subject, changes }: Entry): string {
  const own = changes.find(({ kind, id }) => kind === subject.kind && id === subject.id);
  const { before, after } = own?.fields.name ?? own?.fields.title ?? {};
  const told = after ?? before;
  return told && "value" in told ? String(told.value) : "";
}

/** A value in words; a long one is cut. */
function textOf(told: Told, nameOf: NameOf): string {
  if ("left" in told) return words.left[told.left];
  const text = valueWords(told.value, nameOf);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
