import type { ReactNode } from "react";
import { announcementEditor, announcementsView as words } from "../../strings/en-console-announcements.ts";
import { linkTo, useAddress } from "../address.ts";
import { sentenceOf } from "../ask.ts";
import { Heading } from "../view-heading.tsx";
import { AnnouncementList } from "./announcement-list.tsx";
import { useAnnouncement } from "./announcements.ts";
import { Editor } from "./editor.tsx";
import { SentAnnouncement } from "./sent-announcement.tsx";

const HERE = "/staff/announcements/";

/** What the chamber writes to its members: all of it, or one announcement. */
export function AnnouncementsView(): ReactNode {
  const { params } = useAddress();
  const id = params.get("id") ?? "";
  if (id === "new") return <Draft key={id} title={announcementEditor.newTitle} />;
  if (id !== "") return <One key={id} id={id} />;
  return (
    <>
      <Heading title={words.title} lead={words.lead}>
        <a className="button small" href={linkTo(HERE, { id: "new" })}>
          {words.add}
        </a>
      </Heading>
      <AnnouncementList />
    </>
  );
}

function One({ id }: { readonly id: string }): ReactNode {
  const { data: mailing, error, isPending } = useAnnouncement(id);
  if (isPending) return <p role="status">{words.loading}</p>;
  if (!mailing) return <p className="account-problem">{sentenceOf(error)}</p>;
  if (mailing.state === "draft") return <Draft title={mailing.subject} mailing={mailing} />;
  return (
    <>
      <Heading title={mailing.subject} lead={words.states[mailing.state]}>
        <Back />
      </Heading>
      <SentAnnouncement mailing={mailing} />
    </>
  );
}

function Draft({ title, mailing }: { readonly title: string } & Parameters<typeof Editor>[0]): ReactNode {
  return (
    <>
      <Heading title={title} lead={words.states.draft}>
        <Back />
      </Heading>
      <Editor {...(mailing && { mailing })} />
    </>
  );
}

function Back(): ReactNode {
  return (
    <a className="button quiet small" href={linkTo(HERE)}>
      {words.all}
    </a>
  );
}
