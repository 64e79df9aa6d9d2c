import { instant } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import type { Now, Random } from "@mainstreet/core/needs";
import { MOST_MEMBERS, newPerson, type Person } from "@mainstreet/core/person";
import type { PersonKey } from "@mainstreet/core/person-key";
import { newSession, type Proof, type Session } from "@mainstreet/core/session";
import type { Keyring } from "./keyring.ts";
import * as PersonStore from "./person-store.ts";
import * as RepresentativeStore from "./representative-store.ts";
import * as SessionStore from "./session-store.ts";
import { type Action, Refused, type Table } from "./table.ts";

/** Somebody who has just proved who they are, and in which browser. */
export type Proved = {
  readonly personKey: PersonKey;
  /** The mailbox that was proved; only known people come without one. */
  readonly email: string | null;
  readonly proof: Proof;
  readonly device: string;
  /** Where the new session is to be kept: the hash of its token. */
  readonly hash: string;
  /** The hash of the session that the browser had before, which ends; null when it had none. */
  readonly before: string | null;
};

/** Thrown when what was to be used up by a sign-in has been used by another one. */
export class Spent extends Error {}

/**
 * Begins a session for somebody who has proved who they are, in one transaction with what proved it, which can so be used
 * once only. Whoever was never here is known from now on; who is the contact of members that never had anybody acting for
 * them is their owner from now on.
 * @param options.spend the step that uses up what proved it
 * @param options.also what goes with it
 * @throws `Spent`
 */
export async function signIn(
  needs: { readonly table: Table; readonly now: Now; readonly random: Random; readonly keyring: Keyring },
  proved: Proved,
  options: {
    readonly spend: Action;
    readonly also: readonly Action[];
    readonly contactOf: readonly Pick<Member, "id" | "contactEmail">[];
  },
): Promise<{ person: Person; session: Session }> {
  const { table, now, random, keyring } = needs;
  const { personKey, email, proof, device, hash, before } = proved;
  for (;;) {
    const at = now();
    const known = await PersonStore.find(table, personKey);
    if (!known && email === null) throw new Spent();
    const from = { person: known ?? newPerson(personKey, email ?? "", at), isNew: known === null };
    const members = options.contactOf.slice(0, MOST_MEMBERS - from.person.represents.length);
    const { person: current, isNew } = await RepresentativeStore.adopt(
      table,
      { now: at, random, keyring },
      from,
      members,
    );
    const person: Person = {
      ...current,
      signIns: current.signIns + 1,
      updatedAt: instant(at),
      version: isNew ? 1 : current.version + 1,
    };
    const session = newSession(
      { personKey, proof, device, staff: person.staff !== null },
      person.sessionsFrom,
      at,
      random,
    );
    const steps = [
      options.spend,
      ...options.also,
      PersonStore.put(person, isNew ? null : current.version),
      SessionStore.put(hash, session),
      ...(before === null || before === hash ? [] : [SessionStore.end(before)]),
    ];
    try {
      await table.transact(steps);
      return { person, session };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const isSpent = steps.slice(0, 1 + options.also.length).some((_, i) => error.failed(i));
      if (isSpent) throw new Spent("This was used before.", { cause: error });
      // Somebody has changed the person meanwhile, such as another browser that signs in.
    }
  }
}
