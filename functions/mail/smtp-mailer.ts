import { createTransport } from "nodemailer";
import * as z from "zod";
import { composed, isPlainAddress } from "./composed.ts";
import { Deferred, type Mailer, Undeliverable } from "./mailer.ts";

const TIMEOUT_MS = 20_000;

/** What a server answered to one mail: RFC 5321, 4.2.1, 4xx to try again, 5xx never to. */
const Answered = z.object({ code: z.enum(["EENVELOPE", "EMESSAGE"]), responseCode: z.int() });

/** Sends through an SMTP server. @param url such as "smtps://user:password@mail.example.org" */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      if (!isPlainAddress(message.to)) throw new Undeliverable("This is not one address.");
      try {
        await transport.sendMail(composed(message));
      } catch (error) {
        const answered = Answered.safeParse(error).data;
        if (answered && answered.responseCode >= 500) throw new Undeliverable("refused", { cause: error });
        if (answered && answered.responseCode >= 400) throw new Deferred("later", { cause: error });
        throw error;
      }
    },
  };
}
