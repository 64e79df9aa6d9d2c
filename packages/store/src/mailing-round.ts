import { idOf } from "@mainstreet/core/id";
import { Instant, instant, LocalDate } from "@mainstreet/core/local-date";
import { MailingCounts } from "@mainstreet/core/mailing";
import { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { TTL } from "./keys.ts";
import { mailingRoundKey, mailingToKey } from "./mailing-keys.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { entityOf } from "./write.ts";

/** How far an announcement has come. */
export const MailingRound = z.strictObject({
  mailingId: idOf("mailing"),
  /** The day on which members stand as the audience says, however long sending takes. */
  on: LocalDate,
  /** Where among the members it goes on; null at their beginning. */
  cursor: z.string().nullable(),
  counts: MailingCounts,
  version: z.int().min(1),
});
export type MailingRound = z.infer<typeof MailingRound>;

/** That an announcement has come to somebody, once and for all, and what became of it. */
export const MailingTo = z.strictObject({
  mailingId: idOf("mailing"),
  personKey: PersonKey,
  outcome: z.enum(["posted", "unsubscribed", "refused", "held"]),
  at: Instant,
});
export type MailingTo = z.infer<typeof MailingTo>;

/** Whom an announcement came to is known for so long, in milliseconds: many times as long as sending takes. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
const TRIES = 5;

/** How far an announcement has come; null for one that was never sent. */
export async function findRound(table: Table, mailingId: string): Promise<MailingRound | null> {
  const item = await table.get(mailingRoundKey(mailingId));
  return item ? MailingRound.parse(entityOf(item)) : null;
}

/** The step that notes how far it has come. @param version under which that was read; null at the beginning */
export function putRound(round: MailingRound, version: number | null): Action {
  return {
    put: { ...mailingRoundKey(round.mailingId), kind: "mailing-round", ...round },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** The step that notes that it has come to somebody, and is refused where it has before. */
export function putTo(
  mailingId: string,
  personKey: PersonKey,
  outcome: "posted" | "unsubscribed",
  now: number,
): Action {
  const to: MailingTo = { mailingId, personKey, outcome, at: instant(now) };
  return { put: itemOf(to), when: ABSENT };
}

/** To whom of these it has come. */
export async function comeTo(
  table: Table,
  mailingId: string,
  people: readonly PersonKey[],
): Promise<ReadonlySet<PersonKey>> {
  const items = people.length === 0 ? [] : await table.getMany(people.map((one) => mailingToKey(mailingId, one)));
  return new Set(items.map(({ personKey }) => String(personKey)));
}

/**
 * Counts somebody who was written to among those whom it has not reached after all. Repeated, it changes nothing.
 * @throws `Refused` while too many others count
 */
export async function recount(
  table: Table,
  mailingId: string,
  personKey: PersonKey,
  outcome: "unsubscribed" | "refused" | "held",
): Promise<void> {
  for (let tried = 1; ; tried++) {
    const [item, round] = await Promise.all([
      table.get(mailingToKey(mailingId, personKey)),
      findRound(table, mailingId),
    ]);
    // Whoever was erased meanwhile is counted where they were.
    if (item?.outcome !== "posted" || !round) return;
    const { counts, version } = round;
    const moved = { ...counts, posted: counts.posted - 1, [outcome]: counts[outcome] + 1 };
    const wasPosted = { expression: "outcome = :posted", values: { ":posted": "posted" } };
    try {
      await table.transact([
        putRound({ ...round, counts: moved, version: version + 1 }, version),
        { put: itemOf({ ...MailingTo.parse(withoutExpiry(item)), outcome }), when: wasPosted },
      ]);
      return;
    } catch (error) {
      if (!(error instanceof Refused) || tried === TRIES) throw error;
    }
  }
}

function itemOf(to: MailingTo) {
  const expires = Math.ceil((Date.parse(to.at) + KEPT_MS) / 1000);
  return { ...mailingToKey(to.mailingId, to.personKey), kind: "mailing-to", ...to, [TTL]: expires };
}

function withoutExpiry(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { [TTL]: _, ...to } = entityOf(item);
  return to;
}
