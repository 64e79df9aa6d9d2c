import type { Audience, MailingCounts } from "@mainstreet/core/mailing";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { announcementEditor, announcementSent as words } from "../../strings/en-console-announcements.ts";
import { ask } from "../address.ts";
import { send } from "../ask.ts";
import { Confirm } from "../confirm.tsx";
import { useChamber } from "../rows.ts";
import { complain, say } from "../toasts.tsx";
import type { CountedMailing } from "./announcements.ts";
import { MailPreview } from "./mail-preview.tsx";

const COUNTS = [
  "found",
  "posted",
  "unsubscribed",
  "refused",
  "held",
] as const satisfies readonly (keyof MailingCounts)[];

/** One that is being sent or was: how far it is, to whom it went and what it says. */
export function SentAnnouncement({ mailing }: { readonly mailing: CountedMailing }): ReactNode {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { id, version, state, counts, subject, text, audience } = mailing;

  async function stop(): Promise<void> {
    setAsked(false);
    try {
      await send("POST", `staff/announcements/${id}/stop`, { version });
      say(words.stopped);
    } catch (error) {
      complain(error);
    }
    await client.invalidateQueries({ queryKey: ["announcements"] });
  }

  async function writeAgain(): Promise<void> {
    try {
      const copy = await send<CountedMailing>("POST", "staff/announcements", { body: { subject, text, audience } });
      ask({ id: copy.id }, true);
    } catch (error) {
      complain(error);
    }
  }

  return (
    <div className="announcement-parts">
      <section className="account-panel">
        <h2>{words.progress}</h2>
        <dl className="announcement-counts" aria-live="polite">
          {COUNTS.filter((name) => counts[name] > 0 || name === "found" || name === "posted").map((name) => (
            <div key={name}>
              <dt>{words.counts[name]}</dt>
              <dd>{counts[name].toLocaleString("en-US")}</dd>
            </div>
          ))}
        </dl>
        <h3>{words.toWhom}</h3>
        <AudienceLines audience={audience} />
        <div className="account-buttons">
          {state === "sending" && (
            <button className="button small" type="button" onClick={() => setAsked(true)}>
              {words.stop}
            </button>
          )}
          <button className="button quiet small" type="button" onClick={() => void writeAgain()}>
            {words.again}
          </button>
        </div>
      </section>
      <MailPreview title={words.text} subject={subject} text={text} />
      {isAsked && (
        <Confirm
          title={words.stopTitle}
          text={words.stopText}
          yes={words.stopYes}
          onYes={() => void stop()}
          onNo={() => setAsked(false)}
        />
      )}
    </div>
  );
}

function AudienceLines({ audience }: { readonly audience: Audience }): ReactNode {
  const { data: chamber } = useChamber();
  const names = new Map(chamber?.levels.map(({ id, name }) => [id, name]));
  const { whom, states, levels, towns } = audience;
  const parts = [
    [announcementEditor.standing, states.map((state) => announcementEditor.standings[state])],
    [announcementEditor.level, levels.map((level) => names.get(level) ?? level)],
    [announcementEditor.town, towns],
  ] as const;
  const chosen = parts.filter(([, of]) => of.length > 0);
  return (
    <ul className="announcement-audience">
      <li>{announcementEditor.whom[whom]}</li>
      {chosen.length === 0 && <li>{words.everyMember}</li>}
      {chosen.map(([name, of]) => (
        <li key={name}>
          {name}: {of.join(", ")}
        </li>
      ))}
    </ul>
  );
}
