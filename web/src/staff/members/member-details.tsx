import { MemberChange } from "@mainstreet/core/member";
import type { ReactNode } from "react";
import { memberDetails as words } from "../../strings/en-console-members.ts";
import { get, send } from "../ask.ts";
import { EditForm, type Field } from "../edit-form.tsx";
import { FormPanel } from "../form-panel.tsx";
import type { MemberHistory } from "./member-data.ts";

type Member = MemberHistory["member"];
type Props = { readonly member: Member; readonly onSaved: (member: Member) => void };

const FIELDS: readonly Field[] = [
  { name: "name", label: words.name, kind: "line" },
  { name: "contactName", label: words.contactName, kind: "line" },
  { name: "contactEmail", label: words.contactEmail, kind: "email", hint: words.contactHint },
  { name: "note", label: words.note, kind: "text", hint: words.noteHint },
];

/** Whom the chamber knows of a member, and what it keeps in mind about it. */
export function MemberDetails({ member, onSaved }: Props): ReactNode {
  const { id, contactName, contactEmail, note } = member;
  return (
    <FormPanel
      title={words.title}
      press={words.edit}
      pressLabel={words.editAll}
      isInstead
      form={(close) => (
        <EditForm
          fields={FIELDS}
          entity={member}
          valuesOf={valuesOf}
          schema={MemberChange}
          save={(change, version) => send<Member>("PATCH", `members/${id}`, { body: change, version })}
          reload={() => get<Member>(`members/${id}`)}
          onSaved={onSaved}
          onClose={close}
          saved={words.saved}
        />
      )}
    >
      <dl className="facts">
        <dt>{words.contactName}</dt>
        <dd>{contactName || <span className="note">{words.nobody}</span>}</dd>
        <dt>{words.email}</dt>
        <dd>
          {contactEmail ? (
            <a href={`mailto:${contactEmail}`}>{contactEmail}</a>
          ) : (
            <span className="note">{words.noEmail}</span>
          )}
        </dd>
        {note && (
          <>
            <dt>{words.about}</dt>
            <dd className="note-text">{note}</dd>
          </>
        )}
      </dl>
    </FormPanel>
  );
}

function valuesOf({ name, contactName, contactEmail, note }: Member) {
  return { name, contactName, contactEmail, note };
}
