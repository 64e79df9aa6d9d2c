import type { Chamber } from "@mainstreet/core/chamber";
import type { MailingCounts, Recipient } from "@mainstreet/core/mailing";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as LetterStore from "./letter-store.ts";
import { meantFrom } from "./mailing-audience.ts";
import { mailingKey } from "./mailing-keys.ts";
import { comeTo, findRound, putRound, putTo, recount } from "./mailing-round.ts";
import * as MailingStore from "./mailing-store.ts";
import { happened } from "./round-store.ts";
import { isSubscribed, type Stand, standings } from "./subscription-store.ts";
import type { Action, Condition, Table } from "./table.ts";
import { transactSealed, type Write } from "./write.ts";

/** So many members are looked at in one step. */
const MOST_MEMBERS = 50;
/** So many people are written to in one transaction of at most 100 steps: five for each, and three besides. */
const MOST_PEOPLE = 19;
const IS_SENDING: Condition = {
  expression: "#state = :sending",
  names: { "#state": "state" },
  values: { ":sending": "sending" },
};

/** Somebody who is written to for a member. */
type Named = Recipient & { readonly member: string };

/**
 * Does the next step of sending an announcement: one transaction with the letters to some people, the note that each of
 * them was come to, the check that none has ended announcements, and how far all of it is. So whoever dies in it, is late
 * or races another leaves nobody out and writes to nobody twice; and nothing is written once it is stopped.
 * @returns false when there is nothing left to do
 */
export async function advance(
  table: Table,
  write: Pick<Write<never>, "now" | "random" | "keyring">,
  rules: Pick<Chamber, "renewal">,
  id: string,
): Promise<boolean> {
  const { now, keyring } = write;
  const [mailing, round] = await Promise.all([MailingStore.find(table, id), findRound(table, id)]);
  if (mailing?.state !== "sending" || !round) return false;
  const { audience } = mailing;
  const page = { limit: MOST_MEMBERS, cursor: round.cursor };
  const { meant, cursor } = await meantFrom(table, keyring, page, { audience, rules, on: round.on });
  const found = new Map<PersonKey, Named>();
  for (const { member, to } of meant)
    for (const one of to) if (!found.has(one.personKey)) found.set(one.personKey, { ...one, member: member.name });
  const [come, stands] = await Promise.all([comeTo(table, id, [...found.keys()]), standings(table, [...found.keys()])]);
  const left = [...found.values()].filter(
    ({ personKey }) => !come.has(personKey) && stands.get(personKey)?.is !== "erased",
  );
  const some = left.slice(0, MOST_PEOPLE);
  const isPageDone = some.length === left.length;
  const isEnd = isPageDone && cursor === null;
  const steps = some.flatMap((to) => stepsTo(write, id, to, stands.get(to.personKey)));
  const next = {
    ...round,
    cursor: isPageDone ? cursor : round.cursor,
    counts: counted(round.counts, some, stands),
    version: round.version + 1,
  };
  const head = isEnd ? MailingStore.finish(mailing, now) : [{ check: mailingKey(id), when: IS_SENDING }];
  await happened(transactSealed(table, write, [putRound(next, round.version), ...head, ...steps]));
  return true;
}

/** Whether what was posted to somebody is still to leave; where not, they are counted so. */
export async function isStillWanted(table: Table, id: string, personKey: PersonKey): Promise<boolean> {
  const mailing = await MailingStore.find(table, id);
  if (mailing?.state === "stopped") await recount(table, id, personKey, "held");
  else if (!(await isSubscribed(table, personKey))) await recount(table, id, personKey, "unsubscribed");
  else return mailing !== null;
  return false;
}

function stepsTo(
  write: Pick<Write<never>, "now" | "random">,
  id: string,
  { personKey, email, member, as }: Named,
  stand: Stand | undefined,
): Action[] {
  const is = stand?.is === "unsubscribed" ? "unsubscribed" : "posted";
  // What it says is read as it leaves, so that it lies in the table once.
  const values = { mailing: id, member, as };
  return [
    putTo(id, personKey, is, write.now),
    ...(stand?.checks ?? []),
    ...(is === "posted" ? [LetterStore.post({ template: "mailing", personKey, email, values }, write)] : []),
  ];
}

function counted(before: MailingCounts, some: readonly Named[], stands: ReadonlyMap<PersonKey, Stand>): MailingCounts {
  const unsubscribed = some.filter(({ personKey }) => stands.get(personKey)?.is === "unsubscribed").length;
  return {
    ...before,
    found: before.found + some.length,
    posted: before.posted + some.length - unsubscribed,
    unsubscribed: before.unsubscribed + unsubscribed,
  };
}
