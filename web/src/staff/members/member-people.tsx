import type { ReactNode } from "react";
import { base } from "../../account/dom.ts";
import { memberPeople as words } from "../../strings/en-console-members.ts";
import type { MemberHistory } from "./member-data.ts";

/** Who acts for a member, and who was asked to. */
export function MemberPeople({ history }: { readonly history: MemberHistory }): ReactNode {
  const { member, people, invitations } = history;
  return (
    <section className="account-panel">
      <div className="panel-head">
        <h2>{words.title}</h2>
        <a className="button quiet small" href={`${base()}account/people/?id=${member.id}`}>
          {words.change}
        </a>
      </div>
      {people.length === 0 && invitations.length === 0 && <p className="note">{words.none}</p>}
      <ul className="account-rows">
        {people.map(({ personKey, email, role }) => (
          <li key={personKey} className="account-row">
            <a href={`mailto:${email}`}>{email}</a>
            <span className="account-badge">{words.roles[role]}</span>
          </li>
        ))}
        {invitations.map(({ email }) => (
          <li key={email} className="account-row">
            <span>{email}</span>
            <span className="account-badge account-waits">{words.invited}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
