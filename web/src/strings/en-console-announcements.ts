import type { Audience, Mailing, MailingCounts, Whom } from "@mainstreet/core/mailing";

/* What staff read where they write to members by mail. */

const people = (n: number): string => (n === 1 ? "1 person" : `${n.toLocaleString("en-US")} people`);
const members = (n: number): string => (n === 1 ? "1 member" : `${n.toLocaleString("en-US")} members`);

const states: Readonly<Record<Mailing["state"], string>> = {
  draft: "Draft",
  sending: "Being sent",
  sent: "Sent",
  stopped: "Stopped",
};
const standings: Readonly<Record<Audience["states"][number], string>> = {
  current: "Current",
  due: "Due soon",
  grace: "In grace",
  lapsed: "Lapsed",
  never: "Never a member",
};
const whom: Readonly<Record<Whom, string>> = {
  owners: "Owners",
  everybody: "Everybody who acts for the member",
  contacts: "The member's contact",
};

export const announcementsView = {
  title: "Announcements",
  lead: "Write to members by mail. Each person gets an announcement once, however many members they act for.",
  add: "New announcement",
  loading: "Reading the announcements …",
  none: "Nothing was announced yet.",
  more: "Show more",
  all: "All announcements",
  states,
  untitled: "No subject yet",
} as const;

export const announcementEditor = {
  newTitle: "New announcement",
  subject: "Subject",
  text: "Text",
  textHint: "Plain text. Leave an empty line between paragraphs; web addresses become links in most mail programs.",
  who: "Who gets it",
  whom,
  whomLabel: "Which people of a member",
  whomHint: "Where nobody acts for a member, its contact gets it.",
  standing: "Membership",
  standings,
  level: "Level",
  town: "Town of a listing",
  everyone: "Nothing ticked leaves nobody out.",
  counting: "Counting …",
  reach: (n: number) => `Would reach ${people(n)} today.`,
  meant: (n: number) => (n === 1 ? "1 member is meant." : `${members(n)} are meant.`),
  unsubscribed: (n: number) => (n === 1 ? "1 person wants none." : `${people(n)} want none.`),
  silent: (n: number) =>
    n === 1 ? "1 of them has nobody to write to." : `${n.toLocaleString("en-US")} of them have nobody to write to.`,
  preview: "How the mail will read",
  noText: "(nothing yet)",
  from: "From",
  example: "Example Bakery",
  exampleLink: "https://… (a link of each person's own)",
  save: "Save draft",
  saved: "The draft is saved.",
  remove: "Delete draft",
  removed: (subject: string) => (subject ? `The draft “${subject}” is deleted.` : "The draft is deleted."),
  test: "Send a test to me",
  tested: "A test is on its way to your own mailbox, and to nobody else.",
  send: "Send …",
  nobody: "Nobody would get this.",
  confirmTitle: (n: number) => `Send this to ${people(n)}?`,
  confirmText: (subject: string) =>
    `“${subject}” goes out at once. You can stop it while it is being sent, but nobody can call back a mail that has left.`,
  confirmYes: (n: number) => `Send to ${people(n)}`,
  began: "It is being sent.",
} as const;

export const announcementSent = {
  progress: "How far it is",
  counts: {
    found: "People it came to",
    posted: "Written to",
    unsubscribed: "Want no announcements",
    refused: "Refused by their mail server",
    held: "Held back as it was stopped",
  } satisfies Readonly<Record<keyof MailingCounts, string>>,
  toWhom: "To whom",
  everyMember: "All members",
  line: ({ posted, found }: MailingCounts) =>
    posted === found ? people(posted) : `${posted.toLocaleString("en-US")} of ${people(found)}`,
  stop: "Stop sending",
  stopTitle: "Stop sending this?",
  stopText: "Whoever's mail has not left yet does not get it. It cannot be taken up again.",
  stopYes: "Stop",
  stopped: "It goes no further.",
  again: "Write it again",
  text: "What it says",
} as const;
