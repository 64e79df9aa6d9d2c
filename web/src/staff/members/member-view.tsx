import { MemberChange } from "@mainstreet/core/member";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { standings, memberView as words } from "../../strings/en-console-members.ts";
import { linkTo, useAddress } from "../address.ts";
import { get, send, sentenceOf } from "../ask.ts";
import { EditForm, type Field } from "../edit-form.tsx";
import { Entries } from "../history/entries.tsx";
import { replaceRow, useChamber } from "../rows.ts";
import { Tasks } from "../tasks/tasks.tsx";
import { complain, say } from "../toasts.tsx";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";
import { type MemberHistory, useMember } from "./member-data.ts";
import { MemberEvents } from "./member-events.tsx";
import { MemberListings } from "./member-listings.tsx";
import { MemberPeople } from "./member-people.tsx";
import { Memberships } from "./memberships.tsx";
import { NewMember } from "./new-member.tsx";
import { Notes } from "./notes.tsx";

type Member = MemberHistory["member"];

const FIELDS: readonly Field[] = [
  { name: "name", label: words.name, kind: "line" },
  { name: "contactName", label: words.contactName, kind: "line" },
  { name: "contactEmail", label: words.contactEmail, kind: "email", hint: words.contactHint },
  { name: "note", label: words.note, kind: "text", hint: words.noteHint },
];

/** One member with all that belongs to it. */
export function MemberView(): ReactNode {
  const { params } = useAddress();
  const id = params.get("id") ?? "";
  return id === "new" ? <NewMember /> : <KnownMember key={id} id={id} />;
}

function KnownMember({ id }: { readonly id: string }): ReactNode {
  const client = useQueryClient();
  const { data, error, isPending } = useMember(id);
  const { data: chamber } = useChamber();
  if (error || (isPending && !/^mem_/.test(id))) {
    return (
      <>
        <Heading title={words.title} />
        <p className="account-problem">{error ? sentenceOf(error) : words.noId}</p>
      </>
    );
  }
  // The table knows its name already: it stands there while the rest is read.
  const known = client.getQueryData<readonly Member[]>(["members"])?.find((row) => row.id === id);
  if (!data || !chamber) {
    return (
      <>
        <Heading title={known?.name ?? words.title} />
        <p role="status">{words.loading}</p>
      </>
    );
  }
  const { member, standing } = data;
  const today = todayIn(chamber.zone, Date.now());
  const isRemoved = member.status === "removed";

  function took(next: Member): void {
    client.setQueryData<MemberHistory>(["member", id], (before) => before && { ...before, member: next });
    replaceRow(client, "members", next);
    void client.invalidateQueries({ queryKey: ["member", id] });
  }

  async function turn(remove: boolean): Promise<void> {
    try {
      const { version } = client.getQueryData<MemberHistory>(["member", id])?.member ?? member;
      const path = remove ? `members/${id}` : `members/${id}/restore`;
      took(await send<Member>(remove ? "DELETE" : "POST", path, { version }));
      say(remove ? words.removed(member.name) : words.restored(member.name), () => turn(!remove));
    } catch (error) {
      complain(error);
      await client.invalidateQueries({ queryKey: ["member", id] });
    }
  }

  return (
    <>
      <p className="account-back">
        <a href={linkTo("/staff/members/")}>‹ {words.back}</a>
      </p>
      <Heading
        title={member.name}
        lead={
          <>
            <span className={`state ${isRemoved ? "removed" : standing.state}`}>
              {standings[isRemoved ? "removed" : standing.state]}
            </span>{" "}
            {standing.endsOn && words.until(standing.endsOn)} {standing.hidden && words.hidden}
          </>
        }
      >
        <button className="button quiet small" type="button" onClick={() => void turn(!isRemoved)}>
          {isRemoved ? words.restore : words.remove}
        </button>
      </Heading>
      <div className="member-columns">
        <div>
          <section className="account-panel">
            <h2>{words.details}</h2>
            <EditForm
              key={id}
              fields={FIELDS}
              entity={member}
              valuesOf={valuesOf}
              schema={MemberChange}
              save={(change, version) => send<Member>("PATCH", `members/${id}`, { body: change, version })}
              reload={() => get<Member>(`members/${id}`)}
              onSaved={took}
              saved={words.saved}
            />
          </section>
          <Memberships member={member} chamber={chamber} today={today} onSaved={took} />
          <MemberListings history={data} />
          <MemberPeople history={data} />
        </div>
        <div>
          <Notes memberId={id} notes={data.notes} staff={data.staff} />
          <Tasks memberId={id} today={today} />
          <MemberEvents history={data} />
          {data.audit.length > 0 && (
            <section className="account-panel">
              <h2>{words.history}</h2>
              <Entries entries={data.audit.slice(0, 8)} />
              <p>
                <a href={linkTo("/staff/history/", { entity: `member:${id}` })}>{words.allHistory}</a>
              </p>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function valuesOf({ name, contactName, contactEmail, note }: Member) {
  return { name, contactName, contactEmail, note };
}
