import type { Listing } from "@mainstreet/core/listing";
import type { Member } from "@mainstreet/core/member";
import { pairToasts as words } from "../../strings/en-console-duplicates.ts";
import { Failed, get, send } from "../ask.ts";
import { takeBack } from "../bulk.ts";

/** Two things of which the one goes into the other. */
export type Into<Entity> = { readonly from: Entity; readonly into: Entity };

/** What was merged, for whoever wants it back. */
export type Merged = {
  readonly listings: Into<Listing>;
  /** Null where only the listings were. */
  readonly members: Into<Member> | null;
};

type Batch = {
  readonly id: string;
  readonly of: "import" | "bulk" | "merge";
  readonly title: string;
  readonly at: string;
  readonly state: string;
};

/** A merge of members works some seconds a call; so often it may be asked to go on. */
const MOST_CALLS = 50;

/** Merges one listing into another, under the versions that were seen. @throws `Failed` */
export async function mergeListings({ from, into }: Into<Listing>, take: unknown): Promise<void> {
  await send("POST", `listings/${from.id}/merge`, {
    body: { into: into.id, intoVersion: into.version, take },
    version: from.version,
  });
}

/** Merges one member into another, however many calls that takes: all of them under one key. @throws `Failed` */
export async function mergeMembers({ from, into }: Into<Member>): Promise<void> {
  const key = crypto.randomUUID();
  const asked = { body: { into: into.id, intoVersion: into.version }, version: from.version, key };
  for (let call = 1; ; call++) {
    try {
      await send("POST", `members/${from.id}/merge`, asked);
      return;
    } catch (error) {
      const goesOn = error instanceof Failed && error.problem.code === "busy" && call < MOST_CALLS;
      if (!goesOn) throw error;
    }
  }
}

/**
 * Takes a merge back through what is remembered of it, the newest first.
 * @returns what stayed as it was, in sentences
 * @throws `Failed`, and where nothing of it is remembered any more
 */
export async function unmerge({ listings, members }: Merged): Promise<readonly string[]> {
  const parts = members ? [listings, members] : [listings];
  const { batches } = await get<{ batches: readonly Batch[] }>("staff/batches?limit=100");
  const own = batches.filter(({ of, title, at }) =>
    parts.some(({ from, into }) => {
      const seen = from.updatedAt > into.updatedAt ? from.updatedAt : into.updatedAt;
      return of === "merge" && title === `${from.name} → ${into.name}` && at > seen;
    }),
  );
  if (own.length === 0) throw new Error(words.noBatch);
  const kept = [];
  for (const { id } of own) kept.push(...(await takeBack(id)).kept);
  return [...new Set(kept.map(({ name, reason }) => words.kept(name, reason)))];
}
