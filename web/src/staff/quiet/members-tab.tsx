import { QUIET, type Quiet } from "@mainstreet/core/quiet";
import { type ReactNode, useMemo } from "react";
import { table } from "../../strings/en-console-parts.ts";
import { quietView, quietMembers as words } from "../../strings/en-console-quiet.ts";
import { ask, linkTo, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Choice } from "../choice.tsx";
import { Search } from "../search-field.tsx";
import { NextStep } from "./next-step.tsx";
import { type QuietMember, quietAbout, useQuietMembers } from "./quiet.ts";
import { Shown } from "./shown.tsx";

const NONE: readonly QuietMember[] = [];

/** Members nothing is heard of, each with what to do next. */
export function MembersTab({ today }: { readonly today: string }): ReactNode {
  const { params } = useAddress();
  const { data, error } = useQuietMembers();
  const [q, why] = [params.get("q") ?? "", params.get("why") ?? ""];
  const all = data?.members ?? NONE;
  const found = useMemo(() => quietAbout(all, { q, why }), [all, q, why]);
  if (error) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (!data) return <p role="status">{table.loading}</p>;
  if (all.length === 0) return <p className="account-notice">{words.nothing}</p>;
  const reasons = QUIET.map((id) => {
    return { id, name: words.reasons[id], count: all.filter((member) => member.reasons.includes(id)).length };
  });
  return (
    <>
      <search className="filters" aria-label={quietView.filters}>
        <Search label={words.search} value={q} onSearch={(text) => ask({ q: text })} />
        <Choice
          label={words.reason}
          value={why}
          options={reasons}
          none={quietView.any}
          onChoose={(id) => ask({ why: id })}
        />
      </search>
      <Shown rows={found} all={all.length} more={data.more} since={data.since}>
        {(member) => (
          <li key={member.id} className="account-row path-row">
            <span>
              <a href={linkTo("/staff/member/", { id: member.id })}>{member.name}</a>
              <span className="account-hint">{member.reasons.map((reason) => toldOf(member, reason)).join(" · ")}</span>
              <Contact member={member} />
            </span>
            <NextStep
              label={words.nextFor(member.name)}
              text={words.next}
              memberId={member.id}
              suggested={suggestedFor(member, why)}
              today={today}
            />
          </li>
        )}
      </Shown>
    </>
  );
}

function Contact({ member: { contactName, contactEmail } }: { readonly member: QuietMember }): ReactNode {
  if (contactName === "" && contactEmail === "") return null;
  return (
    <span className="account-hint">
      {contactName} {contactEmail && <a href={`mailto:${contactEmail}`}>{contactEmail}</a>}
    </span>
  );
}

function toldOf({ missed, joined, listing }: QuietMember, reason: Quiet): string {
  if (reason === "absent") return words.missed(missed, joined ?? "");
  if (reason === "unconfirmed") return words.confirmed(listing?.name ?? "", listing?.confirmedOn ?? null);
  return words.unclaimed;
}

function suggestedFor({ name, reasons }: QuietMember, why: string): string {
  const reason = reasons.find((one) => one === why) ?? reasons[0] ?? "absent";
  return words.suggest[reason](name).slice(0, 200);
}
