import type { Event } from "@mainstreet/core/event";
import type { Now, Sleep } from "@mainstreet/core/needs";
import * as CodeStore from "@mainstreet/store/code-store";
import type { Keyring } from "@mainstreet/store/keyring";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import { recount } from "@mainstreet/store/mailing-round";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as PersonStore from "@mainstreet/store/person-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SubscriptionStore from "@mainstreet/store/subscription-store";
import type { Table } from "@mainstreet/store/table";
import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import { framesOf, type Log } from "../log.ts";
import { letterMessage, withWayOut } from "./letters.ts";
import { listingNoticeMessage } from "./listing-notices.ts";
import { Deferred, type Mailer, type Message, Undeliverable } from "./mailer.ts";
import { mailingMessage } from "./mailing-letters.ts";
import { codeMessage, registrationMessage, type Sender, staffMessage } from "./messages.ts";

/** What mails are sent with. */
export type PostNeeds = {
  readonly table: Table;
  readonly now: Now;
  readonly log: Log;
  readonly mailer: Mailer;
  /** Opens what is sealed for whoever it is sent to. */
  readonly keyring: Keyring;
  /** The address that mail comes from, and the scheme and host of the site. */
  readonly from: string;
  readonly origin: string;
  /** Where it is given, whoever finds another post office at work waits for it a while: it may not see what was posted just now. */
  readonly sleep?: Sleep;
};

/** Reads an event. */
export type EventOf = (id: string) => Promise<Event>;

/** What came of a mail; at a "dead end" no server took anything at all. */
export type Outcome = "sent" | "nothing to tell" | "put off" | "dead end" | "set aside";

/** Sends a code unless it was sent meanwhile; one that opens nothing any more is forgotten. */
export async function sendCode(
  needs: PostNeeds,
  mail: CodeStore.CodeMail,
  eventOf: EventOf,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  if (!(await CodeStore.isDue(table, mail))) return "nothing to tell";
  const event = mail.eventId === null ? null : await eventOf(mail.eventId);
  if (mail.expires > now()) {
    const came = await delivered(needs, () => mailer.send(codeMessage(mail, event, sender)));
    if (isForNow(came)) {
      await CodeStore.postpone(table, mail, now());
      return came;
    }
  }
  await CodeStore.settle(table, mail);
  return "sent";
}

/** Sends a letter, unless whom it is for was erased or wants no such letters. @throws `Unopenable`, `WrongPepper` */
export async function sendLetter(needs: PostNeeds, letter: LetterStore.Letter, sender: Sender): Promise<Outcome> {
  const { table, mailer, now } = needs;
  const isDue = await LetterStore.isDue(table, letter, now());
  const content = isDue ? await LetterStore.opened(table, needs.keyring, letter) : null;
  const message = content && (await messageOf(needs, letter, content, sender));
  const came = message ? await delivered(needs, () => mailer.send(message)) : null;
  if (came !== null && isForNow(came)) {
    await LetterStore.postpone(table, letter, now());
    return came;
  }
  const { mailing } = content?.values ?? {};
  if (mailing !== undefined && came === "refused") await recount(table, mailing, letter.personKey, "refused");
  await LetterStore.settle(table, letter);
  return came === null ? "nothing to tell" : "sent";
}

/** The mail of a letter; null for an announcement that is not to go out any more, or to whoever wants no such letters. */
async function messageOf(
  needs: PostNeeds,
  { template, personKey, by }: LetterStore.Letter,
  content: LetterStore.Content,
  sender: Sender,
): Promise<Message | null> {
  if (template === "mailing") return mailingMessage(needs, personKey, content, sender);
  const name = by && (await PersonStore.find(needs.table, by))?.name;
  const message = letterMessage({ template, ...content, by: name || "" }, sender);
  if (template !== "join") return message;
  if (!(await SubscriptionStore.isSubscribed(needs.table, personKey))) return null;
  return withWayOut(message, `${sender.origin}/api/unsubscribe/${unsubscribeToken(needs.keyring, personKey)}`);
}

/** Sends a notice to somebody who still acts for the listing's member. @throws `Unopenable`, `WrongPepper` */
export async function sendListingNotice(
  needs: PostNeeds,
  notice: ListingNoticeStore.ListingNotice,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  if (!(await ListingNoticeStore.isDue(table, notice))) return "nothing to tell";
  const reason = await ListingNoticeStore.reasonOf(table, needs.keyring, notice);
  const message = reason === null ? null : await listingNoticeMessage(table, { ...notice, reason }, sender);
  const came = message ? await delivered(needs, () => mailer.send(message)) : null;
  if (came !== null && isForNow(came)) {
    await ListingNoticeStore.postpone(table, notice, now());
    return came;
  }
  await ListingNoticeStore.settle(table, notice, now(), came === "refused" ? "refused" : null);
  return came === null ? "nothing to tell" : "sent";
}

/** What the mails of a batch share. */
export type Shared = {
  readonly eventOf: EventOf;
  /** The places of a waitlist, in their order. */
  readonly placesOf: (id: string) => Promise<readonly string[]>;
};

/** Sends a mail about a registration, and staff's own. @throws `Unopenable`, `WrongPepper` */
export async function sendMail(
  needs: PostNeeds,
  mail: OutboxStore.Mail,
  { eventOf, placesOf }: Shared,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  const item = await table.get(OutboxStore.keyOf(mail));
  if (item?.settledAt !== null) return "nothing to tell";
  if (!(await OutboxStore.isStillTrue(table, mail))) {
    await OutboxStore.settle(table, mail, now());
    return "nothing to tell";
  }
  if (OutboxStore.isStale(mail, now())) {
    await OutboxStore.settle(table, mail, now(), "expired");
    return "nothing to tell";
  }
  const event = await eventOf(mail.eventId);
  const came = mail.isTold ? "sent" : await tell(event);
  if (isForNow(came)) return putOff(mail, came);
  const toStaff = mail.tellStaff ? staffMessage(event, sender) : null;
  const toldStaff = toStaff ? await delivered(needs, () => mailer.send(toStaff)) : "sent";
  // Whoever it was for has it: only staff are still to get theirs.
  const failure = came === "refused" ? "refused" : mail.failure;
  if (isForNow(toldStaff)) return putOff({ ...mail, isTold: true, failure }, toldStaff);
  await OutboxStore.settle(table, mail, now(), failure);
  return "sent";

  async function tell(event: Event): Promise<Came> {
    const { registration } = await RegistrationStore.status(table, mail.eventId, mail.personKey);
    const reason = await OutboxStore.reasonOf(table, needs.keyring, mail);
    if (!registration || reason === null) return "sent";
    const at = registration.place;
    const place = at === null ? null : 1 + (await placesOf(mail.eventId)).filter((other) => other < at).length;
    return delivered(needs, () =>
      mailer.send(registrationMessage(mail, { event, registration, place, reason }, sender)),
    );
  }

  async function putOff(left: OutboxStore.Mail, came: "put off" | "dead end"): Promise<Outcome> {
    await putOffMail(needs, left);
    return came;
  }
}

/** Puts a mail off, or gives it up. */
export async function putOffMail({ table, now }: PostNeeds, mail: OutboxStore.Mail): Promise<void> {
  if (OutboxStore.isTooOld(mail, now())) await OutboxStore.settle(table, mail, now(), "expired");
  else await OutboxStore.postpone(table, mail, now());
}

/** What a server said to a mail: that it takes it, never will, or not now; at a "dead end" there is none. */
type Came = "sent" | "refused" | "put off" | "dead end";

function isForNow(came: Came): came is "put off" | "dead end" {
  return came === "put off" || came === "dead end";
}

async function delivered({ log }: PostNeeds, send: () => Promise<void>): Promise<Came> {
  try {
    await send();
    return "sent";
  } catch (error) {
    if (error instanceof Undeliverable) {
      logFailure(log, "mail-undeliverable", error);
      return "refused";
    }
    const isOne = error instanceof Deferred;
    logFailure(log, isOne ? "mail-deferred" : "mail-failed", error);
    return isOne ? "put off" : "dead end";
  }
}

/** Logs that something failed, without a word of what it says. */
export function logFailure(log: Log, event: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  log({ level: "error", event, error: name, frames: framesOf(error) });
}
