import * as z from "zod";
import { idOf } from "./id.ts";
import { Listing } from "./listing.ts";
import { Instant } from "./local-date.ts";
import { Member } from "./member.ts";
import { PersonKey } from "./person-key.ts";
import { paragraphs } from "./text.ts";

/** What somebody says of the business that wants to become a member. */
export const ApplicationDraft = z.strictObject({
  ...Listing.pick({ name: true, summary: true, address: true, phone: true, website: true }).shape,
  contactName: Member.shape.contactName,
  message: paragraphs(2000),
});
export type ApplicationDraft = z.infer<typeof ApplicationDraft>;

/** That a business wants to become a member, until staff have decided and after. */
export const Application = ApplicationDraft.extend({
  id: idOf("application"),
  personKey: PersonKey,
  /** The mailbox that was proved. */
  email: z.email().max(254),
  status: z.enum(["pending", "accepted", "refused"]),
  reason: paragraphs(1000),
  /** What has come of it. */
  memberId: idOf("member").nullable(),
  listingId: idOf("listing").nullable(),
  decidedBy: PersonKey.nullable(),
  decidedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Application = z.infer<typeof Application>;
