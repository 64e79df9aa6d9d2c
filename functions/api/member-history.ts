import type { Actor } from "@mainstreet/core/actor";
import { ChangeRequest } from "@mainstreet/core/change-request";
import type { Event } from "@mainstreet/core/event";
import { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import { Note } from "@mainstreet/core/note";
import { Invitation, Representative } from "@mainstreet/core/representative";
import { goodStanding, isHiddenOn, Standing, standingOn } from "@mainstreet/core/standing";
import { Task } from "@mainstreet/core/task";
import * as AuditStore from "@mainstreet/store/audit-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { pendingsOf } from "@mainstreet/store/change-request-items";
import * as EventStore from "@mainstreet/store/event-store";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import type { Keyring } from "@mainstreet/store/keyring";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as NoteStore from "@mainstreet/store/note-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import type { Table } from "@mainstreet/store/table";
import * as TaskStore from "@mainstreet/store/task-store";
import * as z from "zod";
import { Colleague, colleaguesNamed } from "./colleagues.ts";
import { Attendance, attendancesOf, BriefEvent, brief, isHostedBy } from "./member-events.ts";

/** So many of each are told: the latest of them. */
const MOST = 50;
/** So many open tasks of the chamber, and its latest events, are looked through for those of one member. */
const MOST_TASKS = 500;
const MOST_EVENTS = 2000;
const MOST_MAILS = 100;

const BriefListing = Listing.pick({ id: true, slug: true, name: true, status: true, version: true, updatedAt: true });
const PersonalMail = OutboxStore.Mail.pick({
  template: true,
  eventId: true,
  personKey: true,
  dueAt: true,
  failure: true,
  createdAt: true,
});

const parts = {
  listings: z.array(BriefListing),
  people: z.array(Representative),
  invitations: z.array(Invitation),
  /** Events that the member hosts or has hosted, alone or with others. */
  hosts: z.array(BriefEvent),
  /** To what events its people come, and to what they came: those with a seat. */
  coming: z.array(Attendance),
  attended: z.array(Attendance),
  notes: z.array(Note),
  tasks: z.array(Task),
  /** Mails to its people about events that failed, or were turned down for now. */
  mails: z.array(PersonalMail),
  changes: z.array(ChangeRequest),
  /** For administrators only. */
  audit: z.array(AuditStore.OpenEntry),
} as const;
type Part = keyof typeof parts;

/** All that staff see of a member at a glance. */
export const MemberHistory = z.strictObject({
  member: Member,
  standing: Standing.extend({ good: z.boolean(), hidden: z.boolean() }),
  ...parts,
  /** Who of the staff wrote the notes, and who has the tasks. */
  staff: z.array(Colleague),
  /** Of what there is more than is told. */
  more: z.array(z.enum(Object.keys(parts))),
});
export type MemberHistory = z.infer<typeof MemberHistory>;

/**
 * All that staff see of a member at a glance, the latest of each. Costs a query for each of its people, and reads the
 * chamber's events and open tasks, through the index.
 * @param now milliseconds since 1970
 * @throws `unauthenticated`, `not-found`
 */
export async function memberHistory(
  { table, keyring }: { readonly table: Table; readonly keyring: Keyring },
  actor: Actor,
  id: string,
  now: number,
): Promise<MemberHistory> {
  const member = await MemberStore.get(table, actor, id);
  const page = { limit: MOST + 1, cursor: null };
  const isAdmin = actor.kind === "person" && actor.staff === "admin";
  const [chamber, listings, people, invitations, notes, tasks, events, mails, audit] = await Promise.all([
    ChamberStore.get(table),
    ListingStore.list(table, actor, { ...page, memberId: id }),
    RepresentativeStore.list(table, actor, id),
    InvitationStore.ofMember(table, actor, id, now),
    NoteStore.list(table, actor, { ...page, memberId: id }),
    TaskStore.list(table, actor, { state: "open", limit: MOST_TASKS, cursor: null }),
    eventsOf(table, actor),
    OutboxStore.troubled(table, MOST_MAILS),
    isAdmin ? AuditStore.list(table, actor, keyring, { subject: { kind: "member", id }, ...page }) : { entries: [] },
  ]);
  const pending = await pendingsOf(
    table,
    listings.listings.map((listing) => listing.id),
  );
  const attendances = await attendancesOf(table, people.slice(0, MOST), events.found);
  const keys = new Set(people.map(({ personKey }) => personKey));
  const troubled = [...mails.failed, ...mails.waiting].filter(({ personKey }) => keys.has(personKey));
  const own = tasks.tasks.filter(({ memberId }) => memberId === id);
  const hosted = events.found.filter((event) => isHostedBy(event, id));
  const all: { readonly [P in Part]: z.infer<(typeof parts)[P]> } = {
    listings: listings.listings.map(brief(BriefListing)),
    people,
    invitations,
    hosts: hosted.map(brief(BriefEvent)),
    coming: attendances.filter(({ ends }) => ends > now).map(({ ends, ...rest }) => rest),
    attended: attendances
      .filter(({ ends }) => ends <= now)
      .map(({ ends, ...rest }) => rest)
      .reverse(),
    notes: notes.notes,
    tasks: own,
    mails: troubled.map(brief(PersonalMail)),
    changes: [...pending.values()],
    audit: audit.entries,
  };
  const first = <T>(found: readonly T[]) => found.slice(0, MOST);
  const tooMany = [
    ...Object.entries(all).flatMap(([part, found]) => (found.length > MOST ? [part] : [])),
    ...(tasks.cursor === null ? [] : ["tasks"]),
    ...(events.isAll ? [] : ["hosts"]),
  ];
  const date = dateIn(chamber.zone, now);
  const standing = standingOn(member.memberships, chamber.renewal, date);
  const hidden = isHiddenOn(member.memberships, chamber.renewal, date);
  return {
    member,
    standing: { ...standing, good: goodStanding(standing), hidden },
    listings: first(all.listings),
    people: first(all.people),
    invitations: first(all.invitations),
    hosts: first(all.hosts),
    coming: first(all.coming),
    attended: first(all.attended),
    notes: first(all.notes),
    tasks: first(all.tasks),
    mails: first(all.mails),
    changes: first(all.changes),
    audit: first(all.audit),
    staff: await colleaguesNamed(table, [...notes.notes.map(({ by }) => by), ...own.map((task) => task.assignedTo)]),
    more: [...new Set(tooMany)],
  };
}

async function eventsOf(table: Table, actor: Actor): Promise<{ found: Event[]; isAll: boolean }> {
  const { events, isAll } = await EventStore.listBackwards(table, actor, { limit: MOST_EVENTS, behind: null });
  return { found: events, isAll };
}
