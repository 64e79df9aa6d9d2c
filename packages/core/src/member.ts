import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { Membership } from "./membership.ts";
import { filledLine, line, paragraphs } from "./text.ts";

/** So many memberships of a member are on record, past ones among them. */
export const MOST_MEMBERSHIPS = 60;

/** What staff may set of a member. The contact and the note are never public. */
export const MemberDraft = z.strictObject({
  name: filledLine(120),
  contactName: line(120),
  contactEmail: z.union([z.literal(""), z.email().max(254)]),
  note: paragraphs(4000),
  memberships: z.array(Membership).max(MOST_MEMBERSHIPS),
});
export type MemberDraft = z.infer<typeof MemberDraft>;

/** An organization that belongs to the chamber. What the public sees of it are its listings. */
export const Member = MemberDraft.extend({
  id: idOf("member"),
  /** The id the member has in the spreadsheet or system it came from, or null. */
  externalId: line(200).nullable(),
  status: z.enum(["current", "removed"]),
  /** The member that took this one's listings and people over; it is removed then, for good. */
  mergedInto: idOf("member").nullable().default(null),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Member = z.infer<typeof Member>;

/** A change to a member: any of its fields. */
export const MemberChange = MemberDraft.partial();
export type MemberChange = z.infer<typeof MemberChange>;

/** A member with nothing known but its name. */
export const BLANK: Omit<MemberDraft, "name"> = { contactName: "", contactEmail: "", note: "", memberships: [] };
