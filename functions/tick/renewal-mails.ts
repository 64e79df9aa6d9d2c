import { system } from "@mainstreet/core/actor";
import type { Chamber } from "@mainstreet/core/chamber";
import { dateIn, type LocalDate, nextMidnight } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import type { Now, Random } from "@mainstreet/core/needs";
import { reminderOn, standingOn } from "@mainstreet/core/standing";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { renewalRoundKey } from "@mainstreet/store/console-keys";
import { memberKey } from "@mainstreet/store/directory-keys";
import type { Keyring } from "@mainstreet/store/keyring";
import * as MemberStore from "@mainstreet/store/member-store";
import * as ReminderStore from "@mainstreet/store/reminder-store";
import * as RepresentativeStore from "@mainstreet/store/representative-store";
import * as RoundStore from "@mainstreet/store/round-store";
import type { Table } from "@mainstreet/store/table";
import { entityOf } from "@mainstreet/store/write";

type Needs = { readonly table: Table; readonly now: Now; readonly random: Random; readonly keyring: Keyring };
/** What is to be reminded of: the end of a membership, by one of the chamber's reminders. */
type Due = { readonly member: Member; readonly endsOn: LocalDate; readonly day: number };

const ACTOR = system("tick");
const ROUND: RoundStore.RoundOf = { key: renewalRoundKey(), kind: "renewal-round" };
/** So many members are looked at in one tick, and of each no more people are written to. */
const MOST_MEMBERS = 50;
const MOST_PEOPLE = 20;

/**
 * Reminds members of memberships that end or have ended, on the days that the chamber says: once a local day all members are
 * gone through, some with each tick. Each reminder of each end goes out once, however often and by however many this is asked;
 * whatever was cut short is taken up by the next tick, and a member that changes meanwhile by the next day's round.
 */
export async function remindOfRenewals(needs: Needs): Promise<void> {
  const { table, now, random, keyring } = needs;
  const at = now();
  const round = await RoundStore.find(table, ROUND);
  if (round && round.nextAt > at) return;
  const chamber = await ChamberStore.find(table);
  if (!chamber) return;
  const on = dateIn(chamber.zone, at);
  const { cursor, due } = await dueOf(table, chamber, on, round?.cursor ?? null);
  const reminded = await ReminderStore.find(
    table,
    due.map(({ member }) => member.id),
  );
  for (const { member, ...of } of due) {
    const before = reminded.get(member.id);
    if (ReminderStore.hasSent(before, of)) continue;
    const to = await recipients(needs, member);
    if (to.length === 0) continue;
    await ReminderStore.remind(table, { now: at, random, keyring }, member, to, { ...of, on }, before);
  }
  const nextAt = cursor === null ? nextMidnight(chamber.zone, at) : at;
  await RoundStore.advance(table, ROUND, round, { cursor, nextAt });
}

/** The members of a page who are to be reminded on a day, as they are now, and where the next page begins. */
async function dueOf(
  table: Table,
  { renewal }: Chamber,
  on: LocalDate,
  from: string | null,
): Promise<{ due: Due[]; cursor: string | null }> {
  if (renewal.remindDays.length === 0) return { due: [], cursor: null };
  const dueFor = (member: Member): Due[] => {
    const standing = standingOn(member.memberships, renewal, on);
    const day = reminderOn(renewal, standing);
    const { endsOn } = standing;
    return member.status !== "current" || day === null || endsOn === null ? [] : [{ member, endsOn, day }];
  };
  const { members, cursor } = await MemberStore.list(table, ACTOR, { limit: MOST_MEMBERS, cursor: from });
  const found = members.flatMap(dueFor);
  // The index may be behind: what counts is what the members are now.
  const items = found.length === 0 ? [] : await table.getMany(found.map(({ member }) => memberKey(member.id)));
  return { due: items.flatMap((item) => dueFor(Member.parse(entityOf(item)))), cursor };
}

/** Who is written to for a member: its owners, or where it has none its contact. */
async function recipients({ table, keyring }: Needs, member: Member): Promise<ReminderStore.Recipient[]> {
  const people = await RepresentativeStore.list(table, ACTOR, member.id);
  const owners = people.filter(({ role }) => role === "owner").slice(0, MOST_PEOPLE);
  if (owners.length > 0) return owners.map(({ personKey, email }) => ({ personKey, email, isOwner: true }));
  const { contactEmail: email } = member;
  return email === "" ? [] : [{ personKey: keyring.keyOf(email), email, isOwner: false }];
}
