import { type GotAs, mailingText, whyText } from "@mainstreet/core/mailing-text";
import type { PersonKey } from "@mainstreet/core/person-key";
import type { Keyring } from "@mainstreet/store/keyring";
import type { Content } from "@mainstreet/store/letter-store";
import { isStillWanted } from "@mainstreet/store/mailing-sending";
import * as MailingStore from "@mainstreet/store/mailing-store";
import type { Table } from "@mainstreet/store/table";
import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import type { Message } from "./mailer.ts";
import type { Sender } from "./messages.ts";

type Told = { readonly subject: string; readonly text: string };

/**
 * The mail of an announcement to somebody; null where it was stopped, or they have ended announcements since it was posted.
 * A test, which staff send to themselves, carries what it says.
 */
export async function mailingMessage(
  { table, keyring }: { readonly table: Table; readonly keyring: Keyring },
  personKey: PersonKey,
  { email, values }: Content,
  { chamber, from, origin }: Sender,
): Promise<Message | null> {
  const told = await toldBy(table, personKey, values);
  if (!told) return null;
  const unsubscribeUrl = `${origin}/api/unsubscribe/${unsubscribeToken(keyring, personKey)}`;
  return {
    from: { name: chamber.name, address: from },
    replyTo: chamber.email || null,
    to: email,
    subject: told.subject,
    text: mailingText(told.text, { chamber: chamber.name, why: whyText(gotAs(values), chamber.name), unsubscribeUrl }),
    calendar: null,
    unsubscribeUrl,
  };
}

async function toldBy(table: Table, personKey: PersonKey, values: Content["values"]): Promise<Told | null> {
  const { mailing: id, subject = "", text = "" } = values;
  if (id === undefined) return { subject, text };
  return (await isStillWanted(table, id, personKey)) ? MailingStore.find(table, id) : null;
}

function gotAs({ member = "", as = "" }: Content["values"]): GotAs {
  return as === "contact" || as === "person" ? { as, member } : { as: "test" };
}
