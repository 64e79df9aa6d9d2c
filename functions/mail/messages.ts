import { calendarText } from "@mainstreet/core/calendar";
import type { Chamber } from "@mainstreet/core/chamber";
import type { Event } from "@mainstreet/core/event";
import type { Party } from "@mainstreet/core/party";
import type { Registration } from "@mainstreet/core/registration";
import type { CodeMail } from "@mainstreet/store/code-store";
import type { Mail, Template } from "@mainstreet/store/outbox-store";
import { whenText, whereText } from "../when.ts";
import { openings, subjects, words } from "./en.ts";
import type { Message } from "./mailer.ts";

/** Who writes, and where the links lead. */
export type Sender = {
  readonly chamber: Pick<Chamber, "name" | "email">;
  /** The address that mail comes from. */
  readonly from: string;
  /** Scheme and host of the site, without a slash at the end. */
  readonly origin: string;
};

/** What ends a registration. */
const ENDS: readonly Template[] = ["cancelled", "cancelled-by-staff", "event-cancelled"];

/** The mail with a code. Nothing in it was typed by whoever asked for it, so that it carries no word of theirs to anybody. */
export function codeMessage(mail: Pick<CodeMail, "code" | "email">, event: Event | null, sender: Sender): Message {
  if (event === null) return signInMessage(mail, sender);
  const text = words.code.text(mail.code, event.title, `${sender.origin}/mixers/${event.slug}/`);
  return { ...envelope(sender), to: mail.email, subject: words.code.subject(mail.code), text, calendar: null };
}

/** The mail about a registration. @param about how it stands now; `place` on the waitlist, or null; what staff say of it */
export function registrationMessage(
  mail: Mail,
  about: { event: Event; registration: Registration; place: number | null; reason: string },
  sender: Sender,
): Message {
  const { event, place, registration } = about;
  const { template } = mail;
  const { party } = registration;
  const reason = template === "event-cancelled" ? event.cancelReason : about.reason;
  const { title, capacity } = event;
  const told = { title, capacity, place: place === null ? "" : words.place(place), reason };
  const isOver = ENDS.includes(template);
  const page = `${sender.origin}/mixers/${event.slug}/`;
  const lines = [
    openings[template](told),
    "",
    `${words.when}: ${whenText(event)}`,
    `${words.where}: ${[whereText(event), event.venue.note].filter(Boolean).join(". ")}`,
    ...(isOver ? [] : ["", `${words.who(1 + party.guests.length)}:`, ...names(party)]),
    "",
    `${words.page}: ${page}`,
    ...(isOver ? [] : [`${words.manage}: ${sender.origin}/api/mixers/${event.slug}/register`]),
  ];
  return {
    ...envelope(sender),
    to: party.registrant.email,
    subject: subjects[template](event.title),
    text: signed(lines, sender),
    calendar: calendarOf(mail, about, page),
  };
}

/** The mail with a code to sign in. It has no link: nothing that a machine could follow signs anybody in. */
function signInMessage({ code, email }: Pick<CodeMail, "code" | "email">, sender: Sender): Message {
  const text = signed([words.signIn(code, sender.chamber.name)], sender);
  return { ...envelope(sender), to: email, subject: words.code.subject(code), text, calendar: null };
}

/** The mail by which staff learn of it too, or null where they have no address. */
export function staffMessage(event: Event, sender: Sender): Message | null {
  const { email } = sender.chamber;
  if (email === "") return null;
  const text = signed([words.staff(event.title), "", `${sender.origin}/mixers/${event.slug}/`], sender);
  return { ...envelope(sender), to: email, subject: subjects["passed-over"](event.title), text, calendar: null };
}

function envelope({ chamber, from }: Sender): Pick<Message, "from" | "replyTo"> {
  return { from: { name: chamber.name, address: from }, replyTo: chamber.email || null };
}

function names({ registrant, guests }: Party): string[] {
  return [registrant, ...guests].map(({ name, company }) => `- ${name}${company && `, ${company}`}`);
}

function signed(lines: readonly string[], { chamber }: Sender): string {
  return [...lines, "", chamber.name, ""].join("\n");
}

/** What belongs into the calendar of somebody who has, or had, seats. */
function calendarOf(
  mail: Mail,
  { event, registration }: { event: Event; registration: Registration },
  url: string,
): Message["calendar"] {
  const isOff = ENDS.includes(mail.template);
  const isGone = registration.status === "cancelled" || event.status === "cancelled";
  if (registration.confirmedAt === null || mail.template === "waitlisted" || isOff !== isGone) return null;
  const method = isOff ? "CANCEL" : "PUBLISH";
  // Of two entries with one sequence the later one counts: so one that was cancelled can come back.
  const own = { ...event, url, updatedAt: mail.createdAt, status: isOff ? ("cancelled" as const) : event.status };
  return { method, text: calendarText([own], { name: event.title, source: "", method }) };
}
