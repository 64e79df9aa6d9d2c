import type { PersonKey } from "@mainstreet/core/person-key";
import * as FlowStore from "@mainstreet/store/flow-store";
import type { Context } from "hono";
import type { ApiEnv, Needs } from "../needs.ts";
import { requireToken, tokenOf } from "./flow-cookie.ts";
import { flowId } from "./secrets.ts";

/** Who has proved a mailbox, and by which token their requests are known again. */
export type Proved = {
  readonly personKey: PersonKey;
  readonly email: string;
  readonly token: string;
};

/**
 * Who has proved a mailbox for an event: by a code in this browser, which was for this event and so comes first, or by being
 * signed in. @throws `unproved`
 */
export async function provedFor(
  c: Context<ApiEnv>,
  { table, now }: Pick<Needs, "table" | "now">,
  eventId: string,
): Promise<Proved> {
  const opened = c.get("opened");
  const token = opened ? tokenOf(c) : requireToken(c);
  const flow = token === null ? null : await FlowStore.find(table, flowId(token, eventId), now());
  if (token !== null && flow?.provedAt) return { personKey: flow.personKey, email: flow.email, token };
  if (opened) return { personKey: opened.person.personKey, email: opened.person.email, token: opened.token };
  throw FlowStore.unproved();
}

/** Who is signed in with a mailbox, which needs no other proof then; null for anybody else. */
export function signedInAs(c: Context<ApiEnv>, personKey: PersonKey): Proved | null {
  const opened = c.get("opened");
  if (opened?.person.personKey !== personKey) return null;
  return { personKey, email: opened.person.email, token: opened.token };
}
