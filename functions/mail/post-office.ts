import { randomBytes } from "node:crypto";
import type { Event } from "@mainstreet/core/event";
import type { Now } from "@mainstreet/core/needs";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as CodeStore from "@mainstreet/store/code-store";
import * as EventStore from "@mainstreet/store/event-store";
import type { Keyring } from "@mainstreet/store/keyring";
import { mailKey } from "@mainstreet/store/keys";
import * as LeaseStore from "@mainstreet/store/lease-store";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { head } from "@mainstreet/store/promotion";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import type { Table } from "@mainstreet/store/table";
import { framesOf, type Log } from "../log.ts";
import { letterMessage } from "./letters.ts";
import { listingNoticeMessage } from "./listing-notices.ts";
import { Deferred, type Mailer, Undeliverable } from "./mailer.ts";
import { codeMessage, registrationMessage, type Sender, staffMessage } from "./messages.ts";

const BATCH = 200;
/** How far down a waitlist people are told where they stand. */
const MOST_COUNTED = 1_000;
const LEASE_MS = 60_000;
const GRACE_MS = 5_000;
/** Below this much of the lease no further mail is begun, in milliseconds: sending one may take a while. */
const RESERVE_MS = 30_000;
/** After so many mails for which there was no server in a row it is not worth trying more just now. */
const MOST_DEAD_ENDS = 3;

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
};

/** Sends what is in the outbox. */
export type PostOffice = {
  /**
   * Sends all that is due, the codes first, unless somebody else does just now. One that is asked for while one goes on
   * makes that one look once more. Each mail is noted as sent after it was sent: a process that dies between the two, or
   * whose note is lost, sends that one mail twice. What is turned down for now is put off, so that it holds no other up.
   */
  drain(): Promise<void>;
};

/** Opens a post office; there may be many over one table. */
export function openPostOffice(needs: PostNeeds): PostOffice {
  const holder = randomBytes(12).toString("hex");
  let running: Promise<void> | null = null;
  let again = false;
  async function run(): Promise<void> {
    do {
      again = false;
      const more = await drainOnce(needs, holder);
      again ||= more;
    } while (again);
  }
  return {
    drain() {
      again = true;
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

/** True when there was more than one batch, and some of it went. */
async function drainOnce(needs: PostNeeds, holder: string): Promise<boolean> {
  const { table, now, log } = needs;
  const [codes, mails, notices, letters] = await Promise.all([
    CodeStore.due(table, now(), BATCH),
    OutboxStore.due(table, now(), BATCH),
    ListingNoticeStore.due(table, now(), BATCH),
    LetterStore.due(table, now(), BATCH),
  ]);
  if (codes.length + mails.length + notices.length + letters.length === 0) return false;
  // Two that send the same would each send it: only one may at a time.
  const lease = await LeaseStore.take(table, {
    name: "outbox",
    holder,
    fence: null,
    now: now(),
    forMs: LEASE_MS,
    graceMs: GRACE_MS,
  });
  if (!lease) return false;
  try {
    const { name, email } = await ChamberStore.get(table);
    const sender = { chamber: { name, email }, from: needs.from, origin: needs.origin };
    const eventOf = remembered((id: string) => EventStore.get(table, id));
    // One reading for the whole batch: after a rush hundreds are told where they stand on one long list.
    const placesOf = remembered(async (id: string) => {
      const { waiting } = await head(table, await SeatsStore.get(table, id), MOST_COUNTED);
      return waiting.map(({ place }) => place);
    });
    const work = [
      ...codes.map((mail) => () => sendCode(needs, mail, eventOf, sender)),
      ...mails.map((mail) => () => sendMail(needs, mail, { eventOf, placesOf }, sender)),
      ...notices.map((notice) => () => sendListingNotice(needs, notice, sender)),
      ...letters.map((letter) => () => sendLetter(needs, letter, sender)),
    ];
    let [done, sent, deadEnds] = [0, 0, 0];
    for (const step of work) {
      if (now() > lease.until - RESERVE_MS || deadEnds === MOST_DEAD_ENDS) break;
      const outcome = await attempted(log, step);
      if (outcome !== "failed") done++;
      if (outcome === "sent") sent++;
      if (outcome !== "nothing to tell") deadEnds = outcome === "dead end" ? deadEnds + 1 : 0;
    }
    if (sent > 0) log({ level: "info", event: "mail-sent", count: sent });
    return (
      deadEnds < MOST_DEAD_ENDS && done > 0 && [codes, mails, notices, letters].some(({ length }) => length === BATCH)
    );
  } catch (error) {
    logFailure(log, "mail-failed", error);
    return false;
  } finally {
    await LeaseStore.giveBack(table, lease);
  }
}

type EventOf = (id: string) => Promise<Event>;

/** What came of a mail; at a "dead end" no server took anything at all. */
type Outcome = "sent" | "nothing to tell" | "put off" | "dead end";

async function sendCode(
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

async function sendLetter(needs: PostNeeds, letter: LetterStore.Letter, sender: Sender): Promise<Outcome> {
  const { table, mailer, now } = needs;
  const isDue = await LetterStore.isDue(table, letter, now());
  const content = isDue ? await LetterStore.opened(table, needs.keyring, letter) : null;
  const by = (content && letter.by && (await PersonStore.find(table, letter.by))?.name) || "";
  const { template } = letter;
  const came = content
    ? await delivered(needs, () => mailer.send(letterMessage({ template, ...content, by }, sender)))
    : null;
  if (came !== null && isForNow(came)) {
    await LetterStore.postpone(table, letter, now());
    return came;
  }
  await LetterStore.settle(table, letter);
  return came === null ? "nothing to tell" : "sent";
}

async function sendListingNotice(
  needs: PostNeeds,
  notice: ListingNoticeStore.ListingNotice,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  if (!(await ListingNoticeStore.isDue(table, notice))) return "nothing to tell";
  const message = await listingNoticeMessage(table, notice, sender);
  const came = message ? await delivered(needs, () => mailer.send(message)) : null;
  if (came !== null && isForNow(came)) {
    await ListingNoticeStore.postpone(table, notice, now());
    return came;
  }
  await ListingNoticeStore.settle(table, notice, now(), came === "refused" ? "refused" : null);
  return came === null ? "nothing to tell" : "sent";
}

/** What the mails of a batch share. */
type Shared = {
  readonly eventOf: EventOf;
  /** The places of a waitlist, in their order. */
  readonly placesOf: (id: string) => Promise<readonly string[]>;
};

async function sendMail(
  needs: PostNeeds,
  mail: OutboxStore.Mail,
  { eventOf, placesOf }: Shared,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  const item = await table.get(mailKey(mail.flow, mail.what, mail.n));
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
    if (!registration) return "sent";
    const at = registration.place;
    const place = at === null ? null : 1 + (await placesOf(mail.eventId)).filter((other) => other < at).length;
    return delivered(needs, () => mailer.send(registrationMessage(mail, { event, registration, place }, sender)));
  }

  async function putOff(left: OutboxStore.Mail, came: "put off" | "dead end"): Promise<Outcome> {
    if (OutboxStore.isTooOld(left, now())) await OutboxStore.settle(table, left, now(), "expired");
    else await OutboxStore.postpone(table, left, now());
    return came;
  }
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

/** One that fails for another reason, such as a bad line to the table, keeps no other waiting. */
async function attempted(log: Log, step: () => Promise<Outcome>): Promise<Outcome | "failed"> {
  try {
    return await step();
  } catch (error) {
    logFailure(log, "mail-failed", error);
    return "failed";
  }
}

function logFailure(log: Log, event: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  log({ level: "error", event, error: name, frames: framesOf(error) });
}

function remembered<T>(load: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const found = known.get(id) ?? load(id);
    known.set(id, found);
    return found;
  };
}
