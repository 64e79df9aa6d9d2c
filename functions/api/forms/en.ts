import type { Seats } from "@mainstreet/core/seats";

/** What fields are called where something is wrong with them. */
const FIELDS: Readonly<Record<string, string>> = {
  name: "Name",
  company: "Company or organization",
  email: "E-mail",
  guests: "Who comes with you",
  lookingFor: "What you are looking for",
  note: "Diet or access needs",
  visibility: "Who may see that you come",
  code: "Code",
};

/* What the registration forms say, in English. */

export const words = {
  fields: FIELDS,
  toEvent: "Back to the event",
  toForm: "To the registration form",
  problem: "That did not work",
  register: {
    title: "Register",
    lead: "No account needed. We mail you a code of six digits, and once you have typed it in you are registered.",
    leadSignedIn: "You are signed in, so you need no code for your own address: you are registered at once.",
    you: "You",
    name: "Your name",
    company: "Company or organization",
    email: "E-mail",
    emailHint: "For the code, your confirmation and changes to the event; nothing else.",
    others: "Who comes with you",
    othersHint: "Up to five people; leave out what you do not need. A party gets its seats together.",
    guest: (n: number) => `Person ${n}`,
    guestName: "Name",
    more: "A little more",
    lookingFor: "What are you looking for, or offering?",
    lookingForHint: "One line for the others: “A caterer for June”.",
    note: "Diet or access needs",
    noteHint: "Only the organizers and the host read this.",
    visibility: "Who may see that you come?",
    visibilities: {
      attendees: "Others who come",
      everyone: "Everybody, on the website",
      nobody: "Only the organizers",
    },
    submit: "Send me a code",
    submitSignedIn: "Register",
    members: "This event is for members. Use the address that your chamber has for you.",
  },
  known: {
    title: "Already registered?",
    lead: "See how you stand, change who comes, or cancel.",
    emailHint: "The address that you registered with.",
    submit: "Send me a code",
    submitSignedIn: "Go on",
  },
  code: {
    title: "Type in the code",
    lead: "We have mailed a code of six digits to the address you gave. It is good for ten minutes, in this browser.",
    label: "Code",
    submit: "Go on",
    again: "Nothing came? Look among unwanted mail, then",
    againLink: "ask for a new code",
  },
  status: {
    title: "Your registration",
    confirmed: "You are coming.",
    waitlisted: "You are on the waitlist.",
    cancelled: "Your registration is cancelled.",
    none: "There is no registration for your address.",
    place: (place: number) => `About position ${place}. We mail you as soon as you have seats.`,
    passedOver: "Your party is larger than the event. Make it smaller to get seats.",
    people: (size: number) => (size === 1 ? "One seat" : `${size} seats`),
    change: "Change who comes",
    changeHint:
      "A smaller party keeps its place. A larger one needs free seats while nobody waits, or goes to the end of the waitlist. When there are not enough seats, the others can register as a party of their own with another address.",
    save: "Save the change",
    cancel: "Cancel",
    cancelHint: "Your seats go to whoever is next. This cannot be taken back.",
    cancelSubmit: "Cancel my registration",
    again: "Register again",
  },
  unsubscribe: {
    title: "Announcements by mail",
    lead: (chamber: string) => `${chamber} sends you announcements by mail. Do you want no more of them?`,
    submit: "Send me no more announcements",
    done: "You get no more announcements",
    doneLead: (chamber: string) =>
      `${chamber} sends you no more announcements. Mail about your own registrations, listings and membership still comes.`,
    again: "If that was a mistake, switch them on again in",
    account: "your account",
  },
  seats: (free: number, capacity: number) =>
    free > 0 ? `${free} of ${capacity} seats are free.` : "All seats are taken: you would join the waitlist.",
  closed: {
    open: "",
    soon: "Registration has not opened yet.",
    over: "Registration has closed.",
    cancelled: "This event was cancelled.",
  },
} as const;

/** Whether people may register: not yet, now, no more, or never again. */
export function openness(seats: Seats, now: number): keyof typeof words.closed {
  if (seats.status === "cancelled") return "cancelled";
  if (seats.status === "closed" || now >= seats.closesAt) return "over";
  return now < seats.opensAt ? "soon" : "open";
}
