import type { SendMailOptions } from "nodemailer";
import { headerText, type Message, unsubscribeHeaders } from "./mailer.ts";

/** One address and nothing that could be read as more. */
const PLAIN_ADDRESS = /^[^\s"<>()[\]\\,:;@]+@[^\s"<>()[\]\\,:;@]+$/;

/** Whether a text is one address and nothing that could be read as more. */
export function isPlainAddress(text: string): boolean {
  return PLAIN_ADDRESS.test(text);
}

/** A mail as nodemailer composes it. Nothing of it is ever fetched from a file or an address. */
export function composed({ from, replyTo, to, subject, text, calendar, unsubscribeUrl }: Message): SendMailOptions {
  return {
    disableFileAccess: true,
    disableUrlAccess: true,
    from: { name: headerText(from.name), address: from.address },
    to: { name: "", address: to },
    ...(replyTo && { replyTo: { name: "", address: headerText(replyTo) } }),
    subject: headerText(subject),
    ...(unsubscribeUrl !== undefined && { headers: unsubscribeHeaders({ unsubscribeUrl }) }),
    text,
    ...(calendar && { icalEvent: { method: calendar.method, filename: "event.ics", content: calendar.text } }),
  };
}
