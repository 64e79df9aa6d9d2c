import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant, type LocalDate } from "./local-date.ts";
import type { Member } from "./member.ts";
import { PersonKey } from "./person-key.ts";
import type { Representative } from "./representative.ts";
import { type Renewal, Standing, standingOn } from "./standing.ts";
import { filledLine, fold, paragraphs } from "./text.ts";

/** Which people of a member are written to; where nobody acts for it, each of them comes to its contact. */
export const Whom = z.enum(["owners", "everybody", "contacts"]);
export type Whom = z.infer<typeof Whom>;

/** Whom an announcement is meant for. An empty list leaves nobody out. */
export const Audience = z.strictObject({
  /** How members stand on the day on which sending begins. */
  states: z.array(Standing.shape.state).max(5),
  /** The levels of the memberships that hold, or held last. */
  levels: z.array(z.string().min(1).max(32)).max(20),
  /** Towns, of which one of the member's listings lies in one. */
  towns: z.array(filledLine(100)).max(200),
  whom: Whom,
});
export type Audience = z.infer<typeof Audience>;

/** What staff write. */
export const MailingDraft = z.strictObject({
  subject: filledLine(150),
  text: paragraphs(10_000).refine((text) => text.length > 0, "must not be empty"),
  audience: Audience,
});
export type MailingDraft = z.infer<typeof MailingDraft>;

/** An announcement of the chamber to many of its members' people, by mail. It is changed as a draft only. */
export const Mailing = MailingDraft.extend({
  id: idOf("mailing"),
  state: z.enum(["draft", "sending", "sent", "stopped"]),
  /** Who of the staff wrote it; null for Mainstreet itself, and for somebody who was erased. */
  by: PersonKey.nullable(),
  /** When sending began, and when it was done or stopped. */
  sentAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Mailing = z.infer<typeof Mailing>;

export const MailingChange = MailingDraft.partial();
export type MailingChange = z.infer<typeof MailingChange>;

/** How many people were found so far, each once, and what became of them: the other counts add up to `found`. */
export const MailingCounts = z.strictObject({
  found: z.int().min(0),
  /** Who was written to: it is on its way, or a mail server has taken it. */
  posted: z.int().min(0),
  unsubscribed: z.int().min(0),
  /** Whose mail server will never take it. */
  refused: z.int().min(0),
  /** Whose mail had not left yet when it was stopped. */
  held: z.int().min(0),
});
export type MailingCounts = z.infer<typeof MailingCounts>;

export const NO_COUNTS: MailingCounts = { found: 0, posted: 0, unsubscribed: 0, refused: 0, held: 0 };

/**
 * Whether a member is meant: one that the chamber has, and that stands, pays and lies as the audience says.
 * @param towns of its listings
 */
export function isMeant(
  { status, memberships }: Pick<Member, "status" | "memberships">,
  towns: readonly string[],
  audience: Pick<Audience, "states" | "levels" | "towns">,
  renewal: Pick<Renewal, "remindDays" | "graceDays">,
  date: LocalDate,
): boolean {
  if (status !== "current") return false;
  const { state, level } = standingOn(memberships, renewal, date);
  const wanted = audience.towns.map(fold);
  return (
    (audience.states.length === 0 || audience.states.includes(state)) &&
    (audience.levels.length === 0 || (level !== null && audience.levels.includes(level))) &&
    (wanted.length === 0 || towns.some((town) => wanted.includes(fold(town))))
  );
}

/** Somebody who is written to, and as what: for the line that says why. */
export type Recipient = { readonly personKey: PersonKey; readonly email: string; readonly as: "person" | "contact" };

/**
 * Who is written to for a member that is meant: those who act for it, or where none of these does its contact.
 * @param keyOf the key of the person who reads a mailbox
 */
export function recipientsOf(
  { contactEmail }: Pick<Member, "contactEmail">,
  people: readonly Pick<Representative, "personKey" | "email" | "role">[],
  whom: Whom,
  keyOf: (email: string) => PersonKey,
): Recipient[] {
  const acting = whom === "contacts" ? [] : people.filter(({ role }) => whom === "everybody" || role === "owner");
  if (acting.length > 0) return acting.map(({ personKey, email }) => ({ personKey, email, as: "person" }));
  return contactEmail === "" ? [] : [{ personKey: keyOf(contactEmail), email: contactEmail, as: "contact" }];
}
