import * as z from "zod";
import { idOf } from "./id.ts";
import { Instant } from "./local-date.ts";
import { PersonKey } from "./person-key.ts";
import { line, paragraphs } from "./text.ts";

/** That somebody says a listing is theirs, until staff have decided and after. */
export const Claim = z.strictObject({
  id: idOf("claim"),
  listingId: idOf("listing"),
  memberId: idOf("member"),
  personKey: PersonKey,
  email: z.email().max(254),
  name: line(120),
  message: paragraphs(1000),
  /** Whether mailbox and website of the listing are of one domain. */
  matches: z.boolean(),
  status: z.enum(["pending", "approved", "refused"]),
  /** Why it was refused. */
  reason: paragraphs(1000),
  decidedBy: PersonKey.nullable(),
  decidedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().min(1),
});
export type Claim = z.infer<typeof Claim>;

/** Whether a mailbox and a website are of one domain, or one of them of a part of the other's: a hint for staff, no proof. */
export function sharesDomain(email: string, website: string): boolean {
  if (!URL.canParse(website)) return false;
  const host = new URL(website).hostname.toLowerCase().replace(/^www\./, "");
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  const isPart = (of: string, whole: string) => of === whole || (whole.includes(".") && of.endsWith(`.${whole}`));
  return isPart(host, domain) || isPart(domain, host);
}
