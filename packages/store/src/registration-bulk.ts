import { requireStaff } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { PersonKey } from "@mainstreet/core/person-key";
import type { Attempt } from "@mainstreet/core/registration";
import { mailKey } from "./mail-keys.ts";
import type { Needs } from "./registration-items.ts";
import { giveUp, PATIENCE_MS, REGISTERED } from "./registration-store.ts";
import { isPassing } from "./retry.ts";
import { sweepIfPossible } from "./sweep.ts";
import type { Write } from "./write.ts";

/** The most registrations that staff cancel with one request. */
export const MOST_CANCELLED = 100;

/**
 * What came of one: cancelled, now or before; not there, or replaced by a newer one of the same person; or not done as
 * others were always faster, to be asked for again.
 */
export type Cancelled = { readonly id: Attempt; readonly outcome: "cancelled" | "not-found" | "busy" };

/**
 * Cancels registrations as staff, each in a transaction of its own with the mail that tells why: what fails keeps no other
 * from it, and what is cancelled already stays as it is. Seats go to whoever waits only after the last, so that nobody is
 * promoted who is further down the same list.
 * @returns one outcome for each attempt, in their order, each attempt once
 * @throws `unauthenticated`
 */
export async function cancelMany(
  needs: Needs,
  write: Pick<Write<never>, "actor" | "keyring">,
  what: { readonly eventId: string; readonly attempts: readonly Attempt[]; readonly reason: string },
): Promise<Cancelled[]> {
  requireStaff(write.actor);
  const { eventId, reason } = what;
  const told = { template: "cancelled-by-staff", reason, keyring: write.keyring } as const;
  const ids = [...new Set(what.attempts)].slice(0, MOST_CANCELLED);
  const people = await peopleOf(needs, eventId, ids);
  const until = needs.now() + PATIENCE_MS;
  const rows: Cancelled[] = [];
  for (const id of ids) {
    const personKey = people.get(id);
    const cancel = async (): Promise<Cancelled["outcome"]> => {
      if (personKey === undefined) return "not-found";
      await giveUp(needs, { eventId, personKey, attempt: id }, until, told);
      return "cancelled";
    };
    rows.push({ id, outcome: await cancel().catch(failureOf) });
  }
  await sweepIfPossible(needs, eventId);
  return rows;
}

/** Whose registrations these are: what each began with says so. */
async function peopleOf(
  { table }: Needs,
  eventId: string,
  attempts: readonly Attempt[],
): Promise<Map<Attempt, PersonKey>> {
  const items = await table.getMany(attempts.map((attempt) => mailKey(attempt, REGISTERED, 0)));
  const own = items.filter((item) => item.eventId === eventId);
  return new Map(
    own.flatMap(({ attempt, personKey }) => {
      const key = PersonKey.safeParse(personKey).data;
      return key === undefined ? [] : [[String(attempt), key] as const];
    }),
  );
}

function failureOf(error: unknown): "not-found" | "busy" {
  if (error instanceof ChamberError && error.code === "not-found") return "not-found";
  if (isPassing(error) || (error instanceof ChamberError && error.code === "busy")) return "busy";
  throw error;
}
