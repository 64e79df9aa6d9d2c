import type { Content, LetterTemplate } from "@mainstreet/store/letter-store";
import { dayText } from "../when.ts";
import type { Message } from "./mailer.ts";
import type { Sender } from "./messages.ts";

type Values = Content["values"];
type Words = {
  readonly subject: (values: Values) => string;
  readonly lines: (values: Values) => readonly string[];
  /** The page that the letter leads to, where it is not that of one's account. */
  readonly page?: string;
};

/** Announcements say what staff wrote. */
type OwnWords = Exclude<LetterTemplate, "mailing">;

/** What letters say, in English. None has a link that does anything but open a page. */
const WORDS: Readonly<Record<OwnWords, Words>> = {
  invitation: {
    subject: ({ name = "" }) => `Help to look after ${name}`,
    lines: ({ name = "", by = "" }) => [
      `${by || "The chamber"} asks you to look after what the directory says about “${name}”.`,
      "",
      "Sign in with this mailbox, then accept or decline. The invitation stands for two weeks.",
    ],
  },
  "claim-approved": {
    subject: ({ listing = "" }) => `“${listing}” is yours to look after`,
    lines: ({ listing = "" }) => [`Your claim of “${listing}” was approved. Sign in to put it right.`],
  },
  "claim-refused": {
    subject: ({ listing = "" }) => `Your claim of “${listing}”`,
    lines: ({ listing = "", reason = "" }) => [`Your claim of “${listing}” was not approved.`, "", reason],
  },
  "application-accepted": {
    subject: ({ name = "" }) => `Welcome: ${name} is a member`,
    lines: ({ name = "" }) => [
      `“${name}” is a member now. Its listing is made and still hidden: sign in, fill it in, and it can be shown.`,
    ],
  },
  "application-refused": {
    subject: ({ name = "" }) => `Your application for ${name}`,
    lines: ({ name = "", reason = "" }) => [`“${name}” was not taken in as a member.`, "", reason],
  },
  renewal: {
    subject: ({ name = "", isOver = "" }) => `The membership of ${name} ${isOver ? "has ended" : "ends soon"}`,
    lines: ({ name = "", endsOn = "", isOver = "" }) => [
      `The membership of “${name}” ${isOver ? "ended" : "ends"} on ${dayText(endsOn)}.`,
      "",
      "To renew it, answer this mail or call us. If you have done so already, there is nothing else to do.",
    ],
  },
  join: {
    subject: () => "Would you like to join us?",
    lines: ({ visits = "" }) => [
      visits === "" || visits === "0"
        ? "It is good that you come to our events."
        : `It was good to have you with us${visits === "1" ? "" : ` ${visits} times`}. Thank you for coming.`,
      "",
      "Would you like to belong to the chamber? Members are in its directory, host mixers and are the first to hear what is",
      "planned. The page below asks for little, and we answer by mail.",
      "",
      "We ask at most once in three months.",
    ],
    page: "/join/",
  },
  "passkeys-removed": {
    subject: () => "Your passkeys were removed",
    lines: () => [
      "Staff of the chamber have removed all passkeys of your account, and signed you out everywhere.",
      "",
      "Sign in with a code to this mailbox; you can make a new passkey then. If you have not asked for this, write to us.",
    ],
  },
};

/** The mail of a letter. @param by what whoever it is the doing of is called; "" when that is not known */
export function letterMessage(
  { template, email, values: own, by }: { readonly template: OwnWords; readonly by: string } & Content,
  { chamber, from, origin }: Sender,
): Message {
  const values = { ...own, by };
  const { subject, lines, page = "/account/" } = WORDS[template];
  return {
    from: { name: chamber.name, address: from },
    replyTo: chamber.email || null,
    to: email,
    subject: subject(values),
    text: [...lines(values), "", `${origin}${page}`, "", chamber.name, ""].join("\n"),
    calendar: null,
  };
}

/** A letter that nobody has asked for, with the link that ends such letters. */
export function withWayOut(message: Message, unsubscribeUrl: string): Message {
  return { ...message, text: `${message.text}\nTo get no more letters like this: ${unsubscribeUrl}\n`, unsubscribeUrl };
}
