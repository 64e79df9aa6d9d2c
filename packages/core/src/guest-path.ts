import type { LocalDate } from "./local-date.ts";
import type { PersonKey } from "./person-key.ts";

/** That somebody who registered had a seat at an event that is over. */
export type Visit = {
  readonly personKey: PersonKey;
  readonly eventId: string;
  readonly title: string;
  /** The day of the event, on the clocks of its place. */
  readonly on: LocalDate;
  readonly name: string;
  readonly company: string;
  readonly email: string;
};

/** Somebody who has come to events and acts for no member: on the way to be asked whether they would like to join. */
export type Guest = Pick<Visit, "personKey" | "name" | "company" | "email"> & {
  readonly visits: number;
  readonly first: LocalDate;
  readonly last: Pick<Visit, "eventId" | "title" | "on">;
};

/** Before so many days are over nobody is asked again to join. */
export const ASK_AGAIN_DAYS = 90;

/**
 * Those who came and do not belong to a member, whoever came most often first. What they are called is what they said last.
 * @param visits in any order
 * @param belong those who act for a member or for the chamber
 */
export function guestsOf(visits: readonly Visit[], belong: ReadonlySet<PersonKey>): Guest[] {
  const theirs = Map.groupBy(
    visits.filter(({ personKey }) => !belong.has(personKey)),
    ({ personKey }) => personKey,
  );
  return [...theirs.values()].flatMap((all) => guestOf(all) ?? []).sort(byVisits);
}

function guestOf(visits: readonly Visit[]): Guest | null {
  const [first, ...more] = [...visits].sort((a, b) => compare(a.on, b.on) || compare(a.eventId, b.eventId));
  if (!first) return null;
  const last = more.at(-1) ?? first;
  const { personKey, name, company, email, eventId, title, on } = last;
  const events = new Set(visits.map((visit) => visit.eventId));
  return { personKey, name, company, email, visits: events.size, first: first.on, last: { eventId, title, on } };
}

function byVisits(a: Guest, b: Guest): number {
  return b.visits - a.visits || compare(b.last.on, a.last.on) || compare(a.personKey, b.personKey);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
