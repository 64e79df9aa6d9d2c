/* What staff read in the tables and on the pages of members. */

export const standings = {
  current: "Current",
  due: "Due soon",
  grace: "In grace",
  lapsed: "Lapsed",
  never: "No membership",
  removed: "Removed",
} as const;

export const membersView = {
  title: "Members",
  lead: "The organizations that belong to the chamber.",
  add: "Add a member",
  filters: "Filters",
  search: "Name, contact, town or listing",
  name: "Member",
  level: "Level",
  state: "Standing",
  until: "Paid until",
  contact: "Contact",
  town: "Towns",
  listings: "Listings",
  joined: "Since",
  any: "Any",
  allStates: "Not removed",
} as const;

export const memberActions = {
  level: "Level",
  asItIs: "as it is",
  until: "Paid until",
  renew: "Renew",
  remove: "Remove",
  restore: "Bring back",
  apply: "Renew",
} as const;

const LISTS: Readonly<Record<string, string>> = { "/staff/listings/": "Listings", "/staff/renewals/": "Renewals" };

export const memberView = {
  title: "Member",
  back: (list: string) => LISTS[list] ?? "Members",
  noId: "No member is named. Choose one from the table.",
  loading: "Reading its history …",
  until: (day: string) => `until ${day}`,
  hidden: "Its listings are off the site.",
  remove: "Remove",
  restore: "Bring back",
  removed: (name: string) => `${name} and its listings are off the site.`,
  restored: (name: string) => `${name} is back.`,
  history: "What was done",
  allHistory: "All of it",
} as const;

export const memberDetails = {
  title: "Details",
  edit: "Edit",
  editAll: "Edit the details",
  name: "Name",
  contactName: "Contact",
  email: "E-mail",
  about: "About it",
  nobody: "Nobody is named.",
  noEmail: "None, so nobody can sign in by it.",
  contactEmail: "E-mail of the contact",
  contactHint: "Whoever reads this mailbox may sign in for the member. It is never shown to the public.",
  note: "About this member",
  noteHint: "For staff only.",
  saved: "Saved.",
} as const;

export const memberships = {
  title: "Memberships",
  none: "No membership is on record.",
  period: (from: string, until: string | null) => (until ? `${from} to ${until}` : `since ${from}, without an end`),
  end: "End today",
  ended: "The membership ends today.",
  level: "Level",
  same: "the same",
  choose: "Choose one",
  months: "Months",
  renew: "Renew",
  renewIt: "Renew the membership",
  first: "Begin a membership",
  begin: "Begin today",
  renewed: "Renewed.",
} as const;

export const memberListings = {
  title: "Listings",
  none: "The public sees nothing of this member yet.",
  waits: "a change waits",
  look: "See it",
  edit: "Edit",
  editOf: (name: string) => `Edit ${name}`,
  hide: "Hide",
  show: "Show",
  shown: (name: string) => `${name} is on the site within seconds.`,
  hidden: (name: string) => `${name} leaves the site.`,
  add: "Add a listing",
  name: "Name of the listing",
  make: "Make it and fill it in",
} as const;

export const memberPeople = {
  title: "People",
  none: "Nobody has signed in for this member yet.",
  roles: { owner: "owner", editor: "editor" },
  invited: "invited",
  change: "Invite or take away",
} as const;

export const memberEvents = {
  title: "Events",
  none: "Nothing hosted, nobody registered yet.",
  hosts: "Hosts",
  coming: "Coming",
  attended: "Came to",
  cancelled: "cancelled",
  seats: (size: number) => (size === 1 ? "1 seat" : `${size} seats`),
  more: "Show earlier ones",
  mails: "E-mails that did not arrive",
} as const;

export const notes = {
  title: "Notes",
  none: "Nothing is noted yet.",
  begin: "Add a note",
  label: "Write a note. Only staff read it.",
  add: "Add",
  remove: "Remove",
  removed: "The note is removed.",
} as const;

export const newMember = {
  title: "Add a member",
  lead: "Only the name is needed. Its listing is made on the next page.",
  name: "Name",
  contactName: "Contact",
  contactEmail: "E-mail of the contact",
  level: "Level",
  noLevel: "none yet",
  from: "From",
  until: "Until (empty: no end)",
  make: "Add the member",
  cancel: "Never mind",
} as const;

export const pinProposal = {
  propose: "No pin yet. Propose one",
  proposeFor: (name: string) => `No pin yet. Propose one for ${name}`,
  unknown: "Nothing is known of this address. Set the pin by hand: Edit.",
  of: {
    address: "Found by its address.",
    "postal-code": "About the middle of its postal code, not the door.",
    town: "About the middle of its town, not the door.",
  },
  look: "Look at it",
  accept: "Set the pin there",
  set: (name: string) => `The pin of ${name} is set.`,
} as const;
