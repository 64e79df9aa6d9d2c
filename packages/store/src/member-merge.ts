import { type Actor, requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import type { Member } from "@mainstreet/core/member";
import { mergedMembers } from "@mainstreet/core/member-merge";
import type { Now } from "@mainstreet/core/needs";
import * as BatchStore from "./batch-store.ts";
import { memberKey } from "./directory-keys.ts";
import { belongingsOf, type Moving, movedInvitation, movedListing, movedNote, movedPerson } from "./member-moves.ts";
import * as MemberStore from "./member-store.ts";
import { type Action, Refused, type Table } from "./table.ts";
import { commit, stale, type Write } from "./write.ts";

/** Two members as they were seen: the one that becomes a signpost, and the one that takes all of it over. */
export type Merging = {
  readonly from: { readonly id: string; readonly version: number };
  readonly into: { readonly id: string; readonly version: number };
};

/** One step of the way, and the batch as it is then. */
type Move = { readonly steps: readonly Action[]; readonly after: BatchStore.Batch };

/** A transaction that was refused because somebody changed what it moves is tried anew, so often. */
const TRIES = 5;

/**
 * Merges a member into another: its listings, people, invitations, notes and tasks become the other's one by one, each in a
 * transaction of its own, and at last it becomes a signpost in the one that the request is remembered with. Whatever dies in
 * between leaves two members between which nothing is lost, and the same request goes on. What came to it while it was being
 * merged is moved by asking again.
 * @param budget.until no new transaction is begun after this, in milliseconds since 1970
 * @returns the signpost
 * @throws `busy` when there was not time for all: the same request goes on; `invalid`, `stale`, `not-found`
 */
export async function merge(
  table: Table,
  write: Write<Member>,
  { from, into }: Merging,
  budget: { readonly now: Now; readonly until: number },
): Promise<Member> {
  const { actor } = write;
  requireStaff(actor);
  if (from.id === into.id) throw new ChamberError("invalid", "A member cannot be merged into itself.");
  const [source, target] = await both(table, actor, from.id, into.id);
  if (source.mergedInto !== null && source.mergedInto !== into.id)
    throw new ChamberError("not-found", "This member was merged into another one.");
  if (target.status !== "current") throw new ChamberError("invalid", "The member to merge into is itself gone.");
  if (source.version !== from.version || (source.mergedInto === null && target.version !== into.version)) throw stale();
  const moving: Moving = { from: from.id, into: into.id };
  const title = `${source.name} → ${target.name}`;
  const batch = await moveAll(table, write, moving, title, budget);
  if (source.mergedInto !== null) return again(table, write, source);
  const merged = await signpost(table, write, { source, target, moving, batch });
  // What came to it while the rest was on its way; from now on nothing comes any more. Whoever's own role has moved with it
  // has to sign in again first.
  const isDone = write.actor.kind === "person" && write.actor.represents.some(({ memberId }) => memberId === from.id);
  if (!isDone) await moveAll(table, write, moving, title, budget);
  return merged;
}

/** Moves what belongs to the one member, but the role of whoever asks: a change of it ends what they may do. */
async function moveAll(
  table: Table,
  write: Write<Member>,
  moving: Moving,
  title: string,
  { now, until }: { readonly now: Now; readonly until: number },
): Promise<BatchStore.Batch> {
  const step: Write<null> = { ...write, remember: null };
  let batch = BatchStore.draft(write, { of: "merge", title });
  const { listings, people, invitations, notes } = await belongingsOf(table, moving.from);
  const moves: (() => Promise<Move>)[] = [
    ...listings.map((id) => async () => {
      const moved = await movedListing(table, moving, id, write.now);
      if (!moved) return { steps: [], after: batch };
      const remembered = BatchStore.remember(batch, [[moved.change]], write.now);
      return { steps: [...moved.steps, ...remembered.actions], after: remembered.batch };
    }),
    ...[
      ...people
        .filter((key) => !isOwn(write.actor, key))
        .map((key) => () => movedPerson(table, moving, key, write.now)),
      ...invitations.map((key) => () => movedInvitation(table, moving, key)),
      ...notes.map((key) => () => movedNote(table, moving, key)),
    ].map((steps) => async () => ({ steps: await steps(), after: batch })),
  ];
  for (const move of moves) {
    if (now() >= until) throw new ChamberError("busy", "Part of it is done, and nothing is lost. Ask again to go on.");
    batch = await retried(async () => {
      const { steps, after } = await move();
      if (steps.length > 0) await commit(table, step, steps, null);
      return after;
    });
  }
  return batch;
}

async function retried<T>(act: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await act();
    } catch (error) {
      // Somebody changed this very thing: it is read again and moved as it is then.
      if (!(error instanceof Refused) || tried === TRIES) throw error instanceof Refused ? stale(error) : error;
    }
  }
}

async function signpost(
  table: Table,
  write: Write<Member>,
  { source, target, moving, batch }: { source: Member; target: Member; moving: Moving; batch: BatchStore.Batch },
): Promise<Member> {
  const { from, into } = mergedMembers(source, target, write.now);
  const changes = [
    { of: "member" as const, before: source, after: from },
    { of: "member" as const, before: target, after: into },
  ];
  const own = write.actor.kind === "person" ? await movedPerson(table, moving, write.actor.personKey, write.now) : [];
  const steps = [
    ...MemberStore.steps(from, source, write.keyring),
    ...MemberStore.steps(into, target, write.keyring),
    ...own,
    ...BatchStore.remember(batch, [changes], write.now).actions,
  ];
  try {
    return await commit(table, write, steps, from);
  } catch (error) {
    throw error instanceof Refused ? stale(error) : error;
  }
}

/** The answer to somebody who merges what is merged: stored, so that it is the same however often it is asked for. */
async function again(table: Table, write: Write<Member>, member: Member): Promise<Member> {
  const still: Action = { check: memberKey(member.id), when: { expression: "attribute_exists(pk)" } };
  return commit(table, write, [still], member);
}

async function both(table: Table, actor: Actor, from: string, into: string): Promise<[Member, Member]> {
  return Promise.all([MemberStore.get(table, actor, from), MemberStore.get(table, actor, into)]);
}

function isOwn(actor: Actor, personKey: string): boolean {
  return actor.kind === "person" && actor.personKey === personKey;
}
