import * as z from "zod";
import { idOf } from "./id.ts";
import { LocalDate } from "./local-date.ts";

/** A member's time at one level, both days included; without an end it goes on. */
export const Membership = z
  .strictObject({
    id: idOf("membership"),
    level: z.string().min(1).max(32),
    from: LocalDate,
    until: LocalDate.nullable(),
  })
  .refine((m) => m.until === null || m.from <= m.until, { message: "must not end before it begins", path: ["until"] });
export type Membership = z.infer<typeof Membership>;

/** What counts of a membership. */
export type Period = Pick<Membership, "level" | "from" | "until">;

/** The membership that holds on a day: of several, the one that began last. */
export function currentOn<T extends Period>(memberships: readonly T[], date: LocalDate): T | undefined {
  return memberships
    .filter((m) => m.from <= date && (m.until === null || date <= m.until))
    .reduce<T | undefined>((last, m) => (last && last.from >= m.from ? last : m), undefined);
}

/** The first day of any membership: when the member joined. */
export function joinedOn(memberships: readonly Period[]): LocalDate | null {
  return memberships.reduce<LocalDate | null>((first, m) => (first && first <= m.from ? first : m.from), null);
}
