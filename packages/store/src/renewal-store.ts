import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { dateIn } from "@mainstreet/core/local-date";
import { type Member, MOST_MEMBERSHIPS } from "@mainstreet/core/member";
import { nextPeriod, type RenewFor } from "@mainstreet/core/renew";
import { type Standing, standingOn } from "@mainstreet/core/standing";
import * as ChamberStore from "./chamber-store.ts";
import * as MemberStore from "./member-store.ts";
import type { Table } from "./table.ts";
import { stale, type Write } from "./write.ts";

/** A member whose membership ends or has ended, and how it stands. */
export type Renewal = { readonly member: Member; readonly standing: Standing };

const PAGE = 500;
/** Who has lapsed so long ago, in days, is not asked any more. */
const LONGEST_AGO = 365;

/**
 * The current members whose membership is due, in its days of grace, or has lapsed within the last year, by when it ends.
 * Reads all members, through the index.
 * @param now milliseconds since 1970
 */
export async function list(table: Table, actor: Actor, now: number): Promise<Renewal[]> {
  requireStaff(actor);
  const { zone, renewal } = await ChamberStore.get(table);
  const date = dateIn(zone, now);
  const found: Renewal[] = [];
  let from: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof MemberStore.list>> = await MemberStore.list(table, actor, {
      limit: PAGE,
      cursor: from,
    });
    for (const member of page.members) {
      const standing = standingOn(member.memberships, renewal, date);
      if (member.status === "current" && isAsked(standing)) found.push({ member, standing });
    }
    from = page.cursor;
  } while (from !== null);
  return found.sort((a, b) => (a.standing.days ?? 0) - (b.standing.days ?? 0) || (a.member.id < b.member.id ? -1 : 1));
}

function isAsked({ state, days }: Standing): boolean {
  return state === "due" || state === "grace" || (state === "lapsed" && days !== null && -days <= LONGEST_AGO);
}

/** Renews a membership: the next period follows the last one. @throws `stale`, `not-found`, `invalid` */
export async function renew(
  table: Table,
  write: Write<Member>,
  id: string,
  version: number,
  wanted: RenewFor,
): Promise<Member> {
  const { actor, now, random } = write;
  const [member, chamber] = await Promise.all([MemberStore.get(table, actor, id), ChamberStore.get(table)]);
  if (member.version !== version) throw stale();
  const { memberships } = member;
  if (memberships.length >= MOST_MEMBERSHIPS)
    throw new ChamberError("invalid", "This member has as many memberships on record as there may be.");
  const period = nextPeriod(memberships, chamber, dateIn(chamber.zone, now), wanted);
  const added = { id: newId("membership", now, random), ...period };
  return MemberStore.update(table, write, id, version, { memberships: [...memberships, added] });
}
