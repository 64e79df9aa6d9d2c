import { mailingText, whyText } from "@mainstreet/core/mailing-text";
import type { ReactNode } from "react";
import { announcementsView, announcementEditor as words } from "../../strings/en-console-announcements.ts";
import { useChamber } from "../rows.ts";

type Props = { readonly title: string; readonly subject: string; readonly text: string };

/** A mail as somebody reads it, with what Mainstreet puts below. */
export function MailPreview({ title, subject, text }: Props): ReactNode {
  const { data: chamber } = useChamber();
  const name = chamber?.name ?? "";
  const why = whyText({ as: "person", member: words.example }, name);
  return (
    <section className="account-panel mail-preview">
      <h2>{title}</h2>
      <p>
        <span className="note">{words.from}</span> {name}
      </p>
      <p>
        <strong>{subject || announcementsView.untitled}</strong>
      </p>
      <pre>{mailingText(text || words.noText, { chamber: name, why, unsubscribeUrl: words.exampleLink })}</pre>
    </section>
  );
}
