import * as z from "zod";
import { MemberRole } from "./actor.ts";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";
import { line } from "./text.ts";

/** Somebody who acts for a member, as the member's people and staff see them. */
export const Representative = z.strictObject({
  memberId: idOf("member"),
  personKey: PersonKey,
  name: line(120),
  email: z.email().max(254),
  role: MemberRole,
  since: Instant,
  version: z.int().min(1),
});
export type Representative = z.infer<typeof Representative>;

/** How long an invitation stands, in milliseconds. */
export const INVITATION_MS = 14 * 24 * 60 * 60 * 1000;

/** That somebody is asked to act for a member; they accept or decline once they are signed in. */
export const Invitation = z.strictObject({
  memberId: idOf("member"),
  personKey: PersonKey,
  email: z.email().max(254),
  role: MemberRole,
  /** Null for Mainstreet itself. */
  invitedBy: PersonKey.nullable(),
  createdAt: Instant,
  /** In milliseconds since 1970. */
  expires: z.int(),
});
export type Invitation = z.infer<typeof Invitation>;
