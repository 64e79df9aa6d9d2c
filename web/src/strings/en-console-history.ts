/* What staff read of what was done. */

const KINDS: Readonly<Record<string, string>> = {
  chamber: "the chamber's settings",
  category: "a category",
  member: "a member",
  listing: "a listing",
  event: "an event",
  series: "a series",
  person: "a person",
  import: "an import",
  note: "a note",
  task: "a task",
  batch: "many at once",
  registration: "a registration",
  representative: "who acts for a member",
  invitation: "an invitation",
  application: "an application",
  claim: "a claim",
  "change-request": "a change to approve",
  distinct: "what is no duplicate",
  mailing: "an announcement",
  "join-asked": "an invitation to join",
  passkey: "a passkey",
  session: "a session",
  tombstone: "an erasure",
};

/** A kind of thing as it is called. */
export function kindWords(kind: string): string {
  return KINDS[kind] ?? kind.replaceAll("-", " ");
}

/** The name of a field as it is read: "contactEmail" as "contact email", and "hostId", of which the name is told, as "host". */
export function fieldWords(name: string): string {
  return name
    .replace(/(?<=[a-z])Ids?$/, "")
    .replaceAll(/(?=[A-Z])/g, " ")
    .toLowerCase();
}

export const historyView = {
  title: "History",
  lead: "Who did what, and when. Nothing in it is ever changed; of whoever was erased it tells nothing.",
  filters: "Filters",
  search: "Anything in it",
  who: "Who",
  kind: "What",
  any: "Any",
  all: "Show all of the chamber",
  loading: "Reading …",
  none: "Nothing is like that.",
  more: "Show earlier",
  putBack: "Put back as it was before",
  isBack: "These fields say again what they said before.",
  yes: "yes",
  no: "no",
  system: (name: string) => (name ? `Mainstreet (${name})` : "Mainstreet"),
  fields: (count: number) => `${count} fields`,
  done: { made: "Made", changed: "Changed", removed: "Removed" },
  left: { private: "(private)", long: "(too long to keep)", erased: "(of somebody erased)" },
} as const;
