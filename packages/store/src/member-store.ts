import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { ChamberError } from "@mainstreet/core/error";
import { newId } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { Member, type MemberChange, type MemberDraft } from "@mainstreet/core/member";
import { fold } from "@mainstreet/core/text";
import { memberIndex, memberKey, membersPartition } from "./keys.ts";
import { ABSENT, type Action, atVersion, Refused, type Table } from "./table.ts";
import { commit, entityOf, stale, type Write } from "./write.ts";

/** One member, with what is not public of it. @throws `unauthenticated`, `not-found` */
export async function get(table: Table, actor: Actor, id: string): Promise<Member> {
  requireStaff(actor);
  const item = await table.get(memberKey(id));
  if (!item) throw new ChamberError("not-found", "There is no such member.");
  return Member.parse(entityOf(item));
}

/** A page of members in the order of their names. Read through the index, so the newest change may be missing for a moment. */
export async function list(
  table: Table,
  actor: Actor,
  options: { limit: number; cursor: string | null },
): Promise<{ members: Member[]; cursor: string | null }> {
  requireStaff(actor);
  const { items, cursor } = await table.query(membersPartition(), { index: true, ...options });
  return { members: items.map((item) => Member.parse(entityOf(item))), cursor };
}

/** A member as it is about to be made. */
export function draft(
  write: Pick<Write<Member>, "now" | "random">,
  from: MemberDraft,
  externalId: string | null,
): Member {
  const at = instant(write.now);
  return {
    ...from,
    id: newId("member", write.now, write.random),
    externalId,
    status: "current",
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/** The step that stores a member: a new one, or the successor of a version. */
export function put(member: Member, version: number | null): Action {
  return {
    put: { ...memberKey(member.id), ...memberIndex(member.id, fold(member.name)), kind: "member", ...member },
    when: version === null ? ABSENT : atVersion(version),
  };
}

/** Makes a member. */
export async function create(table: Table, write: Write<Member>, from: MemberDraft): Promise<Member> {
  requireStaff(write.actor);
  const member = draft(write, from, null);
  return commit(table, write, [put(member, null)], member);
}

/** Changes a member. @throws `stale`, `not-found` */
export async function update(
  table: Table,
  write: Write<Member>,
  id: string,
  version: number,
  change: MemberChange & { status?: Member["status"] },
): Promise<Member> {
  const current = await get(table, write.actor, id);
  if (current.version !== version) throw stale();
  const member = applied(current, { ...change, version: version + 1, updatedAt: instant(write.now) });
  try {
    return await commit(table, write, [put(member, version)], member);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** Takes a member and with it all its listings off the site; nothing is lost, and `restore` brings it back. */
export function remove(table: Table, write: Write<Member>, id: string, version: number): Promise<Member> {
  return update(table, write, id, version, { status: "removed" });
}

/** Brings a removed member back. */
export function restore(table: Table, write: Write<Member>, id: string, version: number): Promise<Member> {
  return update(table, write, id, version, { status: "current" });
}
