import { randomBytes } from "node:crypto";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as CodeStore from "@mainstreet/store/code-store";
import * as EventStore from "@mainstreet/store/event-store";
import type { Key } from "@mainstreet/store/keys";
import * as LeaseStore from "@mainstreet/store/lease-store";
import * as LetterStore from "@mainstreet/store/letter-store";
import * as ListingNoticeStore from "@mainstreet/store/listing-notice-store";
import type { Head, Queue } from "@mainstreet/store/mail-queue";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import { head } from "@mainstreet/store/promotion";
import { isPassing } from "@mainstreet/store/retry";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { isUnopenable } from "@mainstreet/store/unseal";
import {
  logFailure,
  type Outcome,
  type PostNeeds,
  putOffMail,
  sendCode,
  sendLetter,
  sendListingNotice,
  sendMail,
} from "./sending.ts";
import { setAside } from "./unreadable.ts";

const BATCH = 200;
/** How far down a waitlist people are told where they stand. */
const MOST_COUNTED = 1_000;
const LEASE_MS = 60_000;
const GRACE_MS = 5_000;
/** Below this much of the lease no further mail is begun, in milliseconds: sending one may take a while. */
const RESERVE_MS = 30_000;
/** How long, and how often, another post office is waited for. */
const HELD_MS = 500;
const MOST_WAITS = 40;
/** After so many mails for which there was no server in a row it is not worth trying more just now. */
const MOST_DEAD_ENDS = 3;

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
    let waits = 0;
    do {
      again = false;
      const came = await drainOnce(needs, holder);
      again ||= came === "more" || (came === "held" && (await waited(++waits)));
    } while (again);
  }
  async function waited(times: number): Promise<boolean> {
    if (!needs.sleep || times > MOST_WAITS) return false;
    await needs.sleep(HELD_MS);
    return true;
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

/** What is left after a batch: "more" when there was more than one and some of it went, "held" while another is at it. */
async function drainOnce(needs: PostNeeds, holder: string): Promise<"more" | "held" | "nothing"> {
  const { table, now, log } = needs;
  const [codes, mails, notices, letters] = await Promise.all([
    CodeStore.due(table, now(), BATCH),
    OutboxStore.due(table, now(), BATCH),
    ListingNoticeStore.due(table, now(), BATCH),
    LetterStore.due(table, now(), BATCH),
  ]);
  const heads = [codes, mails, notices, letters];
  if (heads.every(({ due, unreadable }) => due.length + unreadable.length === 0)) return "nothing";
  // Two that send the same would each send it: only one may at a time.
  const lease = await LeaseStore.take(table, {
    name: "outbox",
    holder,
    fence: null,
    now: now(),
    forMs: LEASE_MS,
    graceMs: GRACE_MS,
  });
  if (!lease) return "held";
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
      ...stepsOf(needs, CodeStore.QUEUE, codes, {
        send: (mail) => sendCode(needs, mail, eventOf, sender),
        putOff: (mail) => CodeStore.postpone(table, mail, now()),
      }),
      ...stepsOf(needs, OutboxStore.QUEUE, mails, {
        send: (mail) => sendMail(needs, mail, { eventOf, placesOf }, sender),
        putOff: (mail) => putOffMail(needs, mail),
      }),
      ...stepsOf(needs, ListingNoticeStore.QUEUE, notices, {
        send: (notice) => sendListingNotice(needs, notice, sender),
        putOff: (notice) => ListingNoticeStore.postpone(table, notice, now()),
      }),
      ...stepsOf(needs, LetterStore.QUEUE, letters, {
        send: (letter) => sendLetter(needs, letter, sender),
        putOff: (letter) => LetterStore.postpone(table, letter, now()),
      }),
    ];
    let [done, sent, deadEnds] = [0, 0, 0];
    for (const step of work) {
      if (now() > lease.until - RESERVE_MS || deadEnds === MOST_DEAD_ENDS) break;
      const outcome = await attempted(needs, step);
      if (outcome !== "failed") done++;
      if (outcome === "sent") sent++;
      if (outcome !== "nothing to tell") deadEnds = outcome === "dead end" ? deadEnds + 1 : 0;
    }
    if (sent > 0) log({ level: "info", event: "mail-sent", count: sent });
    return deadEnds < MOST_DEAD_ENDS && done > 0 && heads.some(({ isFull }) => isFull) ? "more" : "nothing";
  } catch (error) {
    logFailure(log, "mail-failed", error);
    return "nothing";
  } finally {
    await LeaseStore.giveBack(table, lease);
  }
}

/** Something to be done for one mail, or for those that nobody can read. */
type Step = {
  readonly send: () => Promise<Outcome>;
  readonly setAside: () => Promise<Outcome>;
  readonly putOff: () => Promise<unknown>;
};

/** What is to be done for the head of a queue. */
function stepsOf<Mail>(
  needs: PostNeeds,
  queue: Queue<Mail>,
  { due, unreadable }: Head<Mail>,
  {
    send,
    putOff,
  }: {
    readonly send: (mail: Mail) => Promise<Outcome>;
    readonly putOff: (mail: Mail) => Promise<unknown>;
  },
): Step[] {
  const aside = (keys: readonly Key[]) => () => setAside(needs, queue.partition, keys);
  const unread = { send: aside(unreadable), setAside: aside(unreadable), putOff: async () => undefined };
  const mails = due.map((mail) => ({
    send: () => send(mail),
    setAside: aside([queue.keyOf(mail)]),
    putOff: () => putOff(mail),
  }));
  return unreadable.length === 0 ? mails : [unread, ...mails];
}

/**
 * One that fails for another reason, such as a bad line to the table, keeps no other waiting: what does not open is set
 * aside, and what would fail again is put off, so that a batch of such mails does not stand before all others for ever.
 */
async function attempted({ log }: PostNeeds, step: Step): Promise<Outcome | "failed"> {
  try {
    return await step.send();
  } catch (error) {
    if (!isUnopenable(error)) logFailure(log, "mail-failed", error);
    try {
      if (isUnopenable(error)) return await step.setAside();
      if (!isPassing(error)) await step.putOff();
    } catch (another) {
      logFailure(log, "mail-failed", another);
    }
    return "failed";
  }
}

function remembered<T>(load: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const found = known.get(id) ?? load(id);
    known.set(id, found);
    return found;
  };
}
