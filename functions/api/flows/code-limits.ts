import { type PersonKey, sameEmail } from "@mainstreet/core/person-key";
import type { Limit } from "@mainstreet/store/limit-store";
import type { CodeLimits } from "../needs.ts";
import type { Secrets } from "./secrets.ts";

/** The limits that a code for a mailbox comes under. @param network from which it is asked for */
export function limitsOf(
  ceilings: CodeLimits,
  secrets: Pick<Secrets, "limit">,
  from: { readonly personKey: PersonKey; readonly email: string; readonly network: string },
): Limit[] {
  const { mailbox, network, domain, all } = ceilings;
  return [
    { hash: secrets.limit("mailbox", from.personKey), most: mailbox },
    { hash: secrets.limit("network", from.network), most: network },
    { hash: secrets.limit("domain", domainOf(from.email)), most: domain },
    { hash: secrets.limit("all", ""), most: all },
  ];
}

/** For so many registrations within an hour a session stands for the code. */
const MOST_REGISTRATIONS = 10;

/**
 * The limits that registering in a session comes under: those of a code, as events fill just the same, but for the mailbox,
 * which is mailed no code. There are people who register for a whole season at once.
 */
export function registrationLimits(...[ceilings, secrets, from]: Parameters<typeof limitsOf>): Limit[] {
  const [, ...others] = limitsOf(ceilings, secrets, from);
  return [{ hash: secrets.limit("registrations", from.personKey), most: MOST_REGISTRATIONS }, ...others];
}

function domainOf(email: string): string {
  const same = sameEmail(email);
  return same.slice(same.lastIndexOf("@") + 1);
}
