/** A mail as it leaves: plain text, one recipient, and what goes into a calendar. */
export type Message = {
  readonly from: { readonly name: string; readonly address: string };
  /** Where answers go, or null for nowhere. */
  readonly replyTo: string | null;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly calendar: { readonly method: "PUBLISH" | "CANCEL"; readonly text: string } | null;
  /** The link by which whoever gets it gets no more of its kind; mails that people have asked for have none. */
  readonly unsubscribeUrl?: string;
};

/** What takes mails away. */
export type Mailer = {
  /** @throws `Undeliverable`, `Deferred`; anything else when mail cannot be sent at all just now */
  send(message: Message): Promise<void>;
};

/** Nobody will ever take a mail for this recipient: it is not to be tried again. */
export class Undeliverable extends Error {}

/** This one mail is to be tried again later; others may go through. */
export class Deferred extends Error {}

/**
 * The headers from which mail programs make a button of their own (RFC 2369, 3.2; RFC 8058, 3.1): for them the link takes a
 * POST with nothing but itself. They trust it where the server that sends also signs these two (DKIM) and the site has TLS.
 */
export function unsubscribeHeaders({ unsubscribeUrl }: Pick<Message, "unsubscribeUrl">): Record<string, string> {
  if (unsubscribeUrl === undefined) return {};
  return {
    "List-Unsubscribe": `<${headerText(unsubscribeUrl)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** A text as it may stand in a header: one line. What people typed is so already, and here it is made sure. */
export function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
}
