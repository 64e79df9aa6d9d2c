import type { ReactNode } from "react";
import { quietView as words } from "../../strings/en-console-quiet.ts";
import { ask, useAddress } from "../address.ts";
import { useChamber } from "../rows.ts";
import { todayIn } from "../today.ts";
import { Heading } from "../view-heading.tsx";
import { GuestsTab } from "./guests-tab.tsx";
import { MembersTab } from "./members-tab.tsx";

const TABS = ["members", "guests"] as const;

/** Who should hear from the chamber: members nothing is heard of, and guests on their way to become members. */
export function QuietView(): ReactNode {
  const { params } = useAddress();
  const { data: chamber } = useChamber();
  const tab = TABS.find((id) => id === params.get("tab")) ?? "members";
  const today = todayIn(chamber?.zone ?? "UTC", Date.now());
  return (
    <>
      <Heading title={words.title} lead={words.lead} />
      <nav className="tabs" aria-label={words.tabsLabel}>
        {TABS.map((id) => (
          <button
            key={id}
            className="tab"
            type="button"
            aria-current={id === tab ? "page" : undefined}
            onClick={() => ask({ tab: id === "members" ? "" : id, q: "", why: "", visits: "" }, true)}
          >
            {words.tabs[id]}
          </button>
        ))}
      </nav>
      {tab === "members" ? <MembersTab today={today} /> : <GuestsTab today={today} />}
    </>
  );
}
