import { MONTHS } from "./en-time.ts";

/* What people read while they sign in, and on the page of their account. */

export const trouble = {
  unreachable: "The server cannot be reached just now. Check your connection and try again.",
  noServer: "This copy of the site is made of files only: nobody can sign in here.",
  noScript: "This page needs JavaScript. Search, lists and registration work without.",
  loading: "One moment …",
} as const;

export const signIn = {
  title: "Sign in",
  description: "Sign in with a code that comes by e-mail. There is no password.",
  lead: "No password: we mail you a code of six digits.",
  email: "Your e-mail address",
  emailHint: "The one that the chamber knows, if you are a member.",
  emailHintJoin: "The one at which the chamber shall answer you. You sign in with it later, too.",
  send: "Send me a code",
  passkey: "Use a passkey instead",
  noPasskey: "No passkey was used. You can sign in with a code.",
  wrongEmail: "Type in a whole e-mail address, such as name@example.com.",
  codeTitle: "Type in the code",
  sentTo: (email: string) =>
    `We have mailed a code of six digits to ${email}. It is good for ten minutes, in this browser.`,
  spam: "Nothing there after a minute? Look among the unwanted mail, or have it sent again.",
  code: "Code",
  go: "Sign in",
  again: "Send it again",
  other: "Use another address",
  sentAgain: "A new code is on its way. The one before no longer counts.",
  wrongCode: "Type in the six digits from the mail.",
  signedIn: "You are signed in already.",
  goOn: "Go on",
  signOut: "Sign out",
} as const;

export const account = {
  title: "Your account",
  description: "Your listings, and where you are signed in.",
  hello: (name: string) => (name ? `Hello, ${name}` : "Hello"),
  signedInAs: (email: string) => `Signed in as ${email}`,
  staff: "For staff",
  staffConsole: "Staff console",
  staffChanges: "Changes that wait",
  staffPeople: "People who want in",
  passkeyNeeded: "Your staff rights wait until you sign in with a passkey.",
  signOut: "Sign out",
  invitations: "Invitations",
  invited: (member: string, role: string) => `${member} would like you to act for it as ${role}.`,
  accept: "Accept",
  decline: "Decline",
  listings: "Your listings",
  asRole: { owner: "You are its owner", editor: "You are one of its editors" },
  role: { owner: "owner", editor: "editor" },
  noMember: "You do not act for a member yet.",
  noMemberHelp:
    "Is your business in the directory? Open its page and choose “Is this your business?”. Is it not there yet? Ask to become a member.",
  openDirectory: "Find your business",
  join: "Become a member",
  applied: (name: string, day: string) => `Your application for ${name} waits for staff since ${day}.`,
  appliedHelp: (email: string) =>
    `They answer by e-mail to ${email}. When they say yes, sign in again: its page then waits here for you to complete it.`,
  people: "Who acts for it",
  peopleFor: (name: string) => `Who acts for it: ${name}`,
  writeTo: (email: string) => `Write to ${email}`,
  noListing: "This member has no listing yet. The chamber makes the first one.",
  hidden: "Not shown on the site",
  confirmed: (day: string) => `Confirmed on ${day}`,
  neverConfirmed: "Never confirmed",
  waits: (fields: string) => `Waits for staff: ${fields}`,
  stillRight: "Still right?",
  yes: "Yes, all right",
  yesFor: (name: string) => `Yes, all right: ${name}`,
  edit: "Edit",
  editFor: (name: string) => `Edit ${name}`,
  look: "See the page",
  lookFor: (name: string) => `See the page of ${name}`,
  thanks: (name: string) => `Thank you. ${name} is confirmed today.`,
  faster: "Somebody else has changed this listing meanwhile. Look at it, then say whether it is right.",
  you: "You",
  name: "Your name",
  announcements: "Announcements by mail",
  subscribed: "Send me the chamber's announcements",
  subscribedHint: "Mail about your own registrations, listings and membership comes either way.",
  subscribedNow: "You get announcements.",
  unsubscribedNow: "You get no more announcements.",
  visibility: "Who may see your name at events",
  visibilities: {
    attendees: "Others who come",
    everyone: "Everybody, on the website",
    nobody: "Only the organizers",
  },
  visibilityMeans: {
    attendees: "Your name is not on the website, but others who have registered may be told that you come.",
    everyone: "Your name and company are on the public page of each event for which you have a seat.",
    nobody: "Only the chamber and the host of an event know that you come.",
  },
  visibilityHint:
    "New registrations begin with this choice, and you can make another one for each. Those that you have made stay as they are.",
  save: "Save",
  saved: "Saved.",
  sessions: "Where you are signed in",
  here: "This browser",
  since: (day: string) => `since ${day}`,
  seen: (day: string) => `last used ${day}`,
  end: "Sign out there",
  endOf: (device: string) => `Sign out there: ${device}`,
  ended: "Signed out there.",
  endAll: "Sign out everywhere",
  passkeys: "Passkeys",
  passkeysLead:
    "With a passkey you sign in with your fingerprint, your face or the lock of your device, without a code.",
  addPasskey: "Make a passkey on this device",
  removePasskey: "Remove",
  removePasskeyOf: (name: string) => `Remove the passkey ${name}`,
  passkeyMade: "The passkey is kept. Next time you can sign in with it.",
  passkeyFailed: "No passkey was made.",
  proveAgain: "For this, sign in once more: sign out, and in again.",
} as const;

/** A moment as its day on this device: "November 3, 2026". @param instant as "2026-11-03T10:00:00Z" */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  return `${MONTHS[at.getMonth()]} ${at.getDate()}, ${at.getFullYear()}`;
}
