import { type PersonKey, sameEmail } from "@mainstreet/core/person-key";
import type { Limit } from "@mainstreet/store/limit-store";
import type { CodeLimits } from "../needs.ts";
import type { Secrets } from "./secrets.ts";

/**
 * How many codes are mailed within an hour, to all mailboxes of one domain too, so that whoever owns a domain cannot fill an
 * event with guests made up in it; without a number only the other limits hold.
 */
export type CodeCeilings = CodeLimits & { readonly domain?: number };

/** The limits that a code for a mailbox comes under. @param network from which it is asked for */
export function limitsOf(
  ceilings: CodeCeilings,
  secrets: Pick<Secrets, "limit">,
  from: { readonly personKey: PersonKey; readonly email: string; readonly network: string },
): Limit[] {
  const { mailbox, network, domain, all } = ceilings;
  return [
    { hash: secrets.limit("mailbox", from.personKey), most: mailbox },
    { hash: secrets.limit("network", from.network), most: network },
    ...(domain === undefined ? [] : [{ hash: secrets.limit("domain", domainOf(from.email)), most: domain }]),
    { hash: secrets.limit("all", ""), most: all },
  ];
}

function domainOf(email: string): string {
  const same = sameEmail(email);
  return same.slice(same.lastIndexOf("@") + 1);
}
