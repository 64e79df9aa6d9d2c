import { randomBytes } from "node:crypto";
import type { Event } from "@mainstreet/core/event";
import type { Now } from "@mainstreet/core/needs";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as CodeStore from "@mainstreet/store/code-store";
import * as EventStore from "@mainstreet/store/event-store";
import { mailKey } from "@mainstreet/store/keys";
import * as LeaseStore from "@mainstreet/store/lease-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Table } from "@mainstreet/store/table";
import { framesOf, type Log } from "../log.ts";
import { Deferred, type Mailer, Undeliverable } from "./mailer.ts";
import { codeMessage, registrationMessage, type Sender, staffMessage } from "./messages.ts";

const BATCH = 200;
const LEASE_MS = 60_000;
const GRACE_MS = 5_000;
/** Below this much of the lease no further mail is begun, in milliseconds: sending one may take a while. */
const RESERVE_MS = 30_000;
/** A mail that could not be sent for so long tells nothing new any more, in milliseconds. */
const TOO_OLD_MS = 3 * 24 * 60 * 60 * 1000;

export type PostNeeds = {
  readonly table: Table;
  readonly now: Now;
  readonly log: Log;
  readonly mailer: Mailer;
  /** The address that mail comes from, and the scheme and host of the site. */
  readonly from: string;
  readonly origin: string;
};

/** Sends what is in the outbox. */
export type PostOffice = {
  /**
   * Sends all that is due, the codes first, unless somebody else does just now. One that is asked for while one goes on
   * makes that one look once more. Each mail is noted as sent after it was sent: a process that dies between the two, or
   * whose note is lost, sends that one mail twice. Failures are logged, and what failed is tried again by the next.
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
  const [codes, mails] = await Promise.all([CodeStore.due(table, BATCH), OutboxStore.due(table, now(), BATCH)]);
  if (codes.length + mails.length === 0) return false;
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
    const work = [
      ...codes.map((mail) => () => sendCode(needs, mail, eventOf, sender)),
      ...mails.map((mail) => () => sendMail(needs, mail, eventOf, sender)),
    ];
    let [done, sent] = [0, 0];
    for (const step of work) {
      if (now() > lease.until - RESERVE_MS) break;
      const outcome = await attempted(log, step);
      if (outcome !== "failed") done++;
      if (outcome === "sent") sent++;
    }
    if (sent > 0) log({ level: "info", event: "mail-sent", count: sent });
    return done > 0 && (codes.length === BATCH || mails.length === BATCH);
  } catch (error) {
    logFailure(log, "mail-failed", error);
    return false;
  } finally {
    await LeaseStore.giveBack(table, lease);
  }
}

type EventOf = (id: string) => Promise<Event>;

type Outcome = "sent" | "nothing to tell";

async function sendCode(
  needs: PostNeeds,
  mail: CodeStore.CodeMail,
  eventOf: EventOf,
  sender: Sender,
): Promise<Outcome> {
  const { table, mailer, now } = needs;
  if (!(await CodeStore.isDue(table, mail))) return "nothing to tell";
  const event = await eventOf(mail.eventId);
  if (mail.expires > now()) await delivered(needs, () => mailer.send(codeMessage(mail, event, sender)));
  await CodeStore.settle(table, mail);
  return "sent";
}

async function sendMail(needs: PostNeeds, mail: OutboxStore.Mail, eventOf: EventOf, sender: Sender): Promise<Outcome> {
  const { table, mailer, now } = needs;
  const item = await table.get(mailKey(mail.flow, mail.what, mail.n));
  if (item?.settledAt !== null) return "nothing to tell";
  let outcome: Outcome = "nothing to tell";
  const isFresh = Date.parse(mail.dueAt) > now() - TOO_OLD_MS;
  if (isFresh && mail.party !== null && (await OutboxStore.isStillTrue(table, mail))) {
    const { party, eventId, personKey } = mail;
    const event = await eventOf(eventId);
    const { seats, registration } = await RegistrationStore.status(table, eventId, personKey);
    if (registration) {
      outcome = "sent";
      const place = await RegistrationStore.waitingPlace(table, seats, registration);
      await delivered(needs, () =>
        mailer.send(registrationMessage({ ...mail, party }, { event, registration, place }, sender)),
      );
    }
    const toStaff = mail.tellStaff ? staffMessage(event, sender) : null;
    if (toStaff) await delivered(needs, () => mailer.send(toStaff));
  }
  await OutboxStore.settle(table, mail, now());
  return outcome;
}

/** No mail can be sent just now, whatever it is. */
class NoMail extends Error {}

/** Sends, and takes it for done when nobody will ever take the mail. @throws `Deferred`, `NoMail` */
async function delivered({ log }: PostNeeds, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (error instanceof Deferred) throw error;
    if (!(error instanceof Undeliverable)) throw new NoMail("mail cannot be sent", { cause: error });
    logFailure(log, "mail-undeliverable", error);
  }
}

/** One that could not be sent keeps no other waiting. @throws `NoMail` */
async function attempted(log: Log, step: () => Promise<Outcome>): Promise<Outcome | "failed"> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof NoMail) throw error.cause;
    logFailure(log, "mail-deferred", error);
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
