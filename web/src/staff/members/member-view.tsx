import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useContext } from "react";
import { standings, memberView as words } from "../../strings/en-console-members.ts";
import { linkTo, useAddress } from "../address.ts";
import { send, sentenceOf } from "../ask.ts";
import { LastList } from "../kept.ts";
import { type MemberRow, replaceRow, useChamber } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import { Heading } from "../view-heading.tsx";
import { type MemberHistory, useMember } from "./member-data.ts";
import { MemberParts } from "./member-parts.tsx";
import { NewMember } from "./new-member.tsx";

type Member = MemberHistory["member"];

/** One member with all that belongs to it. */
export function MemberView(): ReactNode {
  const { params } = useAddress();
  const id = params.get("id") ?? "";
  return id === "new" ? <NewMember /> : <KnownMember key={id} id={id} />;
}

function KnownMember({ id }: { readonly id: string }): ReactNode {
  const client = useQueryClient();
  const { data, error } = useMember(id);
  const { data: chamber } = useChamber();
  if (error || !/^mem_/.test(id)) {
    return (
      <>
        <Heading title={words.title} />
        <p className="account-problem">{error ? sentenceOf(error) : words.noId}</p>
      </>
    );
  }

  function took(next: Member): void {
    client.setQueryData<MemberHistory>(["member", id], (before) => before && { ...before, member: next });
    replaceRow(client, "members", next);
    void client.invalidateQueries({ queryKey: ["member", id] });
  }

  async function turn(member: Member, remove: boolean): Promise<void> {
    try {
      const { version } = client.getQueryData<MemberHistory>(["member", id])?.member ?? member;
      const path = remove ? `members/${id}` : `members/${id}/restore`;
      took(await send<Member>(remove ? "DELETE" : "POST", path, { version }));
      say(remove ? words.removed(member.name) : words.restored(member.name), () => turn(member, !remove));
    } catch (error) {
      complain(error);
      await client.invalidateQueries({ queryKey: ["member", id] });
    }
  }

  const isKnown = data !== undefined && chamber !== undefined;
  const isRemoved = data?.member.status === "removed";
  return (
    <>
      <Back />
      <Heading
        title={data?.member.name ?? nameOf(id, client.getQueryData(["members"]))}
        lead={isKnown && <Standing history={data} />}
      >
        {isKnown && (
          <button className="button quiet small" type="button" onClick={() => void turn(data.member, !isRemoved)}>
            {isRemoved ? words.restore : words.remove}
          </button>
        )}
      </Heading>
      {isKnown ? <MemberParts history={data} chamber={chamber} onSaved={took} /> : <p role="status">{words.loading}</p>}
    </>
  );
}

/** The table knows its name already: it stands there while the rest is read. */
function nameOf(id: string, rows: readonly MemberRow[] | undefined): string {
  return rows?.find((row) => row.id === id)?.name ?? words.title;
}

/** Leads to the list that one comes from, as it was left. */
function Back(): ReactNode {
  const list = useContext(LastList);
  return (
    <p className="account-back">
      <a href={list?.href ?? linkTo("/staff/members/")}>‹ {words.back(list?.path ?? "")}</a>
    </p>
  );
}

function Standing({ history: { member, standing } }: { readonly history: MemberHistory }): ReactNode {
  const state = member.status === "removed" ? "removed" : standing.state;
  return (
    <>
      <span className={`state ${state}`}>{standings[state]}</span> {standing.endsOn && words.until(standing.endsOn)}{" "}
      {standing.hidden && words.hidden}
    </>
  );
}
