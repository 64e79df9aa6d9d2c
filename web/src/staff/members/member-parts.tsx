import type { Chamber } from "@mainstreet/core/chamber";
import type { ReactNode } from "react";
import { memberView as words } from "../../strings/en-console-members.ts";
import { linkTo } from "../address.ts";
import { Entries } from "../history/entries.tsx";
import { Tasks } from "../tasks/tasks.tsx";
import { todayIn } from "../today.ts";
import type { MemberHistory } from "./member-data.ts";
import { MemberDetails } from "./member-details.tsx";
import { MemberEvents } from "./member-events.tsx";
import { MemberListings } from "./member-listings.tsx";
import { MemberPeople } from "./member-people.tsx";
import { Memberships } from "./memberships.tsx";
import { Notes } from "./notes.tsx";

type Member = MemberHistory["member"];
type Props = {
  readonly history: MemberHistory;
  readonly chamber: Pick<Chamber, "levels" | "zone">;
  readonly onSaved: (member: Member) => void;
};

/** So many of the things that were done are shown. */
const LATEST = 8;

/** All that belongs to a member, in panels. */
export function MemberParts({ history, chamber, onSaved }: Props): ReactNode {
  const { member, notes, tasks, staff, audit } = history;
  const { id } = member;
  const today = todayIn(chamber.zone, Date.now());
  return (
    <div className="member-columns">
      <div>
        <MemberDetails member={member} onSaved={onSaved} />
        <Memberships member={member} chamber={chamber} today={today} onSaved={onSaved} />
        <MemberListings history={history} />
        <MemberPeople history={history} />
      </div>
      <div>
        <Notes memberId={id} notes={notes} staff={staff} />
        <Tasks memberId={id} tasks={tasks} staff={staff} today={today} />
        <MemberEvents history={history} />
        {audit.length > 0 && (
          <section className="account-panel">
            <h2>{words.history}</h2>
            <Entries entries={audit.slice(0, LATEST)} />
            <p>
              <a href={linkTo("/staff/history/", { entity: `member:${id}` })}>{words.allHistory}</a>
            </p>
          </section>
        )}
      </div>
    </div>
  );
}
