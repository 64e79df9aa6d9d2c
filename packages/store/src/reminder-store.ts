import { idOf } from "@mainstreet/core/id";
import { LocalDate } from "@mainstreet/core/local-date";
import type { Member } from "@mainstreet/core/member";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import { remindedKey } from "./console-keys.ts";
import { memberKey } from "./directory-keys.ts";
import * as LetterStore from "./letter-store.ts";
import { representativeKey } from "./person-keys.ts";
import { PRESENT } from "./registration-items.ts";
import { happened } from "./round-store.ts";
import { ABSENT, type Action, atVersion, type Table } from "./table.ts";
import { entityOf, transactSealed, type Write } from "./write.ts";

/** That a member was reminded of the end of a membership. */
const Sent = z.strictObject({
  endsOn: LocalDate,
  /** Which of the chamber's reminders it was, as the days before the end. */
  day: z.int(),
  /** The day on which it was written. */
  on: LocalDate,
});

/** Of what a member was reminded. */
export const Reminded = z.strictObject({
  memberId: idOf("member"),
  /** The latest last. */
  sent: z.array(Sent),
  version: z.int().min(1),
});
export type Reminded = z.infer<typeof Reminded>;

/** So many reminders of a member are remembered: more than all of the periods of some years have. */
const MOST_SENT = 60;

/** Of what members were reminded, by member; those who never were are left out. */
export async function find(table: Table, memberIds: readonly string[]): Promise<ReadonlyMap<string, Reminded>> {
  const items = memberIds.length === 0 ? [] : await table.getMany(memberIds.map(remindedKey));
  return new Map(items.map((item) => [String(item.memberId), Reminded.parse(entityOf(item))]));
}

/** Whether a member was reminded of this end by this one of the reminders. */
export function hasSent(
  reminded: Reminded | undefined,
  { endsOn, day }: { readonly endsOn: LocalDate; readonly day: number },
): boolean {
  return reminded?.sent.some((one) => one.endsOn === endsOn && one.day === day) ?? false;
}

/** A mailbox that a reminder goes to. */
export type Recipient = { readonly personKey: PersonKey; readonly email: string; readonly isOwner: boolean };

/**
 * Puts a reminder of the end of a membership into the outbox, with a note that it is there: one transaction, which is refused
 * where the member, its owners, or what it was reminded of has changed since it was read.
 * @param before of what the member was reminded so far
 * @returns whether it is there now
 */
export async function remind(
  table: Table,
  write: Pick<Write<never>, "now" | "random" | "keyring">,
  member: Pick<Member, "id" | "name" | "version">,
  to: readonly Recipient[],
  of: z.infer<typeof Sent>,
  before: Reminded | undefined,
): Promise<boolean> {
  const { id: memberId, name, version } = member;
  const reminded: Reminded = {
    memberId,
    sent: [...(before?.sent ?? []), of].slice(-MOST_SENT),
    version: (before?.version ?? 0) + 1,
  };
  const values = { name, endsOn: of.endsOn, isOver: of.endsOn < of.on ? "yes" : "" };
  const letters = to.flatMap(({ personKey, email, isOwner }): Action[] => [
    LetterStore.post({ template: "renewal", personKey, email, values }, write),
    ...(isOwner ? [{ check: representativeKey(memberId, personKey), when: PRESENT }] : []),
  ]);
  return happened(
    transactSealed(table, write, [
      {
        put: { ...remindedKey(memberId), kind: "reminded", ...reminded },
        when: before ? atVersion(before.version) : ABSENT,
      },
      { check: memberKey(memberId), when: atVersion(version) },
      ...letters,
    ]),
  );
}
