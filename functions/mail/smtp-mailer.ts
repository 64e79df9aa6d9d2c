import { createTransport } from "nodemailer";
import * as z from "zod";
import { Deferred, headerText, type Mailer, Undeliverable, unsubscribeHeaders } from "./mailer.ts";

const TIMEOUT_MS = 20_000;
/** One address and nothing that could be read as more. */
const PLAIN_ADDRESS = /^[^\s"<>()[\]\\,:;@]+@[^\s"<>()[\]\\,:;@]+$/;

/** What a server answered to one mail: RFC 5321, 4.2.1, 4xx to try again, 5xx never to. */
const Answered = z.object({ code: z.enum(["EENVELOPE", "EMESSAGE"]), responseCode: z.int() });

/** Sends through an SMTP server. @param url such as "smtps://user:password@mail.example.org" */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A mail is made of what is given here: nothing of it is ever fetched from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ from, replyTo, to, subject, text, calendar, unsubscribeUrl }) {
      if (!PLAIN_ADDRESS.test(to)) throw new Undeliverable("This is not one address.");
      try {
        await transport.sendMail({
          from: { name: headerText(from.name), address: from.address },
          to: { name: "", address: to },
          ...(replyTo && { replyTo: { name: "", address: headerText(replyTo) } }),
          subject: headerText(subject),
          ...(unsubscribeUrl !== undefined && { headers: unsubscribeHeaders({ unsubscribeUrl }) }),
          text,
          ...(calendar && {
            icalEvent: { method: calendar.method, filename: "event.ics", content: calendar.text },
          }),
        });
      } catch (error) {
        const answered = Answered.safeParse(error).data;
        if (answered && answered.responseCode >= 500) throw new Undeliverable("refused", { cause: error });
        if (answered && answered.responseCode >= 400) throw new Deferred("later", { cause: error });
        throw error;
      }
    },
  };
}
