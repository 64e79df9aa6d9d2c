import { type EmailContent, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import MailComposer from "nodemailer/lib/mail-composer";
import { encodeWords } from "nodemailer/lib/mime-funcs";
import { composed, isPlainAddress } from "./composed.ts";
import { Deferred, headerText, type Mailer, type Message, Undeliverable, unsubscribeHeaders } from "./mailer.ts";

const LONGEST_WORD = 52;

/**
 * Sends through Amazon SES. A mail with a calendar entry is composed here, since the entry has to stand beside the text as
 * another form of it; SES makes all others of their parts and signs them, the headers that end announcements too.
 */
export function sesMailer(client: Pick<SESv2Client, "send">): Mailer {
  return {
    async send(message) {
      if (!isPlainAddress(message.to)) throw new Undeliverable("This is not one address.");
      const { from, to, replyTo } = message;
      const command = new SendEmailCommand({
        FromEmailAddress: `${wordsOf(headerText(from.name))} <${from.address}>`,
        Destination: { ToAddresses: [to] },
        ...(replyTo && { ReplyToAddresses: [headerText(replyTo)] }),
        Content: await contentOf(message),
      });
      try {
        await client.send(command);
      } catch (error) {
        throw judged(error);
      }
    },
  };
}

async function contentOf(message: Message): Promise<EmailContent> {
  if (message.calendar) return { Raw: { Data: await new MailComposer(composed(message)).compile().build() } };
  const Headers = Object.entries(unsubscribeHeaders(message)).map(([Name, Value]) => ({ Name, Value }));
  return {
    Simple: {
      Subject: { Data: headerText(message.subject), Charset: "UTF-8" },
      Body: { Text: { Data: message.text, Charset: "UTF-8" } },
      ...(Headers.length > 0 && { Headers }),
    },
  };
}

/** A name before an address: in quotes, or where it has other letters than ASCII as encoded words (RFC 2047). */
function wordsOf(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replace(/["\\]/g, "\\$&")}"`;
  return encodeWords(name, "B", LONGEST_WORD, true);
}

/** What came of a mail that SES did not take. What is wrong with all mail, such as a pause of the account, stays as it is. */
function judged(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // Of a mailbox that an account in the sandbox may not write to, or of our own: that is mended by people, and then it goes.
  if (error.name === "MessageRejected" && /not verified/i.test(error.message)) {
    return new Deferred("later", { cause: error });
  }
  if (error.name === "MessageRejected" || error.name === "BadRequestException") {
    return new Undeliverable("refused", { cause: error });
  }
  return error;
}
