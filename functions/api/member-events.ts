import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { Event, instantsOf } from "@mainstreet/core/event";
import { PersonKey } from "@mainstreet/core/person-key";
import type { Representative } from "@mainstreet/core/representative";
import { eventKey } from "@mainstreet/store/event-keys";
import * as EventStore from "@mainstreet/store/event-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";
import * as z from "zod";

/** So many of a member's events make a page. */
const PAGE = 50;
/** So many events of the chamber are read together, and looked through for one page. */
const AT_ONCE = 250;
const MOST_LOOKED = 2_000;

export const BriefEvent = Event.pick({ id: true, slug: true, title: true, zone: true, startsAt: true, status: true });
type BriefEvent = z.infer<typeof BriefEvent>;
export const Attendance = z.strictObject({ event: BriefEvent, personKey: PersonKey, size: z.int() });

/** A page of the events of a member. */
export const MemberEvents = z.strictObject({
  /** Of those to which its people came, with the seats of one of them. */
  events: z.array(z.strictObject({ event: BriefEvent, size: z.int().nullable() })),
  /** The event behind which the next page begins, one of this member or not; null at the end. */
  next: z.string().nullable(),
});
export type MemberEvents = z.infer<typeof MemberEvents>;

/** Whether a member hosts an event, alone or with others. */
export function isHostedBy({ hostId, coHostIds }: Event, memberId: string): boolean {
  return hostId === memberId || coHostIds.includes(memberId);
}

/**
 * A page of the events that a member hosts, or that its people came to: those that begin last first. Where it hosts seldom, a
 * page may have few of them, or none, and still not be the last.
 * @param now milliseconds since 1970
 * @throws `unauthenticated`, `forbidden`, `not-found`
 */
export async function memberEvents(
  table: Table,
  actor: Actor,
  asked: { readonly id: string; readonly of: "hosts" | "attended"; readonly behind: string | null },
  now: number,
): Promise<MemberEvents> {
  requireStaff(actor);
  const { id, of } = asked;
  await MemberStore.get(table, actor, id);
  const behind = asked.behind === null ? null : await EventStore.get(table, asked.behind);
  if (of === "hosts") return hostedEvents(table, actor, id, behind);
  const people = await RepresentativeStore.list(table, actor, id);
  const all = (await attendancesOf(table, people, [])).filter(({ ends }) => ends <= now).reverse();
  // Whoever of the member was at an event, it is told whole on one page.
  const rest = behind ? all.slice(all.findLastIndex(({ event }) => event.id === behind.id) + 1) : all;
  const last = rest[PAGE - 1]?.event.id;
  const end = last === undefined ? rest.length : rest.findLastIndex(({ event }) => event.id === last) + 1;
  const events = rest.slice(0, end).map(({ event, size }) => ({ event, size }));
  return { events, next: end < rest.length ? (last ?? null) : null };
}

async function hostedEvents(table: Table, actor: Actor, id: string, from: Event | null): Promise<MemberEvents> {
  const hosted: BriefEvent[] = [];
  let behind = from;
  for (let looked = 0; looked < MOST_LOOKED && hosted.length < PAGE; looked += AT_ONCE) {
    const { events, isAll } = await EventStore.listBackwards(table, actor, { limit: AT_ONCE, behind });
    hosted.push(...events.filter((event) => isHostedBy(event, id)).map(brief(BriefEvent)));
    behind = events.at(-1) ?? null;
    if (isAll) {
      behind = null;
      break;
    }
  }
  return { events: hosted.map((event) => ({ event, size: null })), next: behind?.id ?? null };
}

type Attended = z.infer<typeof Attendance> & { readonly ends: number };

/**
 * To which events people come or came: with a seat, in the order in which these end.
 * @param known events that were read already
 */
export async function attendancesOf(
  table: Table,
  people: readonly Representative[],
  known: readonly Event[],
): Promise<Attended[]> {
  const events = new Map(known.map((event) => [event.id, event]));
  const pages = await Promise.all(people.map(({ personKey }) => RegistrationStore.ofPerson(table, personKey)));
  const confirmed = pages.flat().filter(({ status }) => status === "confirmed");
  const others = new Set(confirmed.map(({ eventId }) => eventId).filter((id) => !events.has(id)));
  for (const item of await table.getMany([...others].map(eventKey))) {
    const event = Event.parse(entityOf(item));
    events.set(event.id, event);
  }
  return confirmed
    .flatMap(({ eventId, personKey, size }): Attended[] => {
      const event = events.get(eventId);
      if (!event || event.status === "cancelled") return [];
      return [{ event: brief(BriefEvent)(event), personKey, size, ends: instantsOf(event).ends }];
    })
    .sort((a, b) => a.ends - b.ends || order(a.event.id, b.event.id) || order(a.personKey, b.personKey));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entity with the fields of a schema only. */
export function brief<T extends object>(schema: z.ZodType<T> & { readonly shape: object }) {
  return (entity: T): T =>
    schema.parse(Object.fromEntries(Object.entries(entity).filter(([name]) => name in schema.shape)));
}
