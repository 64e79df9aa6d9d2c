import { ChamberError } from "@mainstreet/core/error";
import { Attempt } from "@mainstreet/core/registration";
import * as FlowStore from "@mainstreet/store/flow-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as MemberStore from "@mainstreet/store/member-store";
import type * as SessionStore from "@mainstreet/store/session-store";
import { Spent, signIn } from "@mainstreet/store/sign-in-store";
import type { Context } from "hono";
import { flowId, type Secrets } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { deviceOf } from "./device.ts";
import { sessionOnce } from "./session-once.ts";

/** What the flow of a browser that signs in is for; flows of events have the event's id. */
export const SIGN_IN = "sign-in";

/**
 * Signs the browser in that a code was asked in, once: the request repeated gives the same session again, any other one
 * with the same code gives none.
 * @param flowToken of the browser
 * @throws `expired`, `invalid` for a wrong code
 */
export function signInByCode(
  c: Context<ApiEnv>,
  needs: Pick<Needs, "table" | "now" | "random" | "pepper">,
  secrets: Secrets,
  flowToken: string,
  code: string,
): Promise<SessionStore.Opened> {
  const keyring = keyringOf(needs.pepper);
  const id = flowId(flowToken, SIGN_IN);
  const tokenOf = (attempt: string) => secrets.session(flowToken, Attempt.parse(attempt));
  return sessionOnce(c, needs, flowToken, tokenOf, async (beginning) => {
    for (;;) {
      const tried = await FlowStore.charge(needs, id, (attempt) => secrets.code(attempt, code));
      if ("left" in tried) throw wrongCode(tried.left);
      const { flow } = tried;
      const { remember, ...kept } = beginning(flow.attempt);
      const { personKey, email } = flow;
      const device = deviceOf(c.req.header("User-Agent"));
      try {
        return await signIn(
          { ...needs, keyring },
          { personKey, email, proof: "code", device, ...kept },
          {
            spend: FlowStore.spend(id, flow, needs.now()),
            also: [remember],
            contactOf: await MemberStore.ofContact(needs.table, { personKey, email }),
          },
        );
      } catch (error) {
        // A twin was faster, or another code was tried at the same moment: what is left shows on trying again.
        if (!(error instanceof Spent)) throw error;
      }
    }
  });
}

function wrongCode(left: number): ChamberError {
  const message =
    left === 0
      ? "This is not the code, and no more can be tried. Ask for a new one."
      : `This is not the code. ${left === 1 ? "One more try is" : `${left} more tries are`} left.`;
  return new ChamberError("invalid", message, { fields: [{ path: "code", message }] });
}
