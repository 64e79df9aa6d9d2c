import { ChamberError } from "@mainstreet/core/error";
import { Attempt } from "@mainstreet/core/registration";
import * as FlowStore from "@mainstreet/store/flow-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import * as SessionStore from "@mainstreet/store/session-store";
import { Spent, signIn } from "@mainstreet/store/sign-in-store";
import type { Context } from "hono";
import { attemptOf } from "../flows/repeatable.ts";
import { flowId, type Secrets } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { membersOfContact } from "./contacts.ts";
import { deviceOf } from "./device.ts";
import { giveSession, sessionHash, sessionToken } from "./session-cookie.ts";

/** What the flow of a browser that signs in is for; flows of events have the event's id. */
export const SIGN_IN = "sign-in";

/**
 * Signs the browser in that a code was asked in, once: the request repeated gives the same session again, any other one
 * with the same code gives none. The session's token is not stored with the outcome but made again, from secrets that
 * nobody has together but us.
 * @param flowToken of the browser
 * @throws `expired`, `invalid` for a wrong code
 */
export async function signInByCode(
  c: Context<ApiEnv>,
  needs: Pick<Needs, "table" | "now" | "random">,
  secrets: Secrets,
  flowToken: string,
  code: string,
): Promise<SessionStore.Opened> {
  const { table, now } = needs;
  const request = attemptOf(c, flowToken);
  const tokenOf = (attempt: Attempt) => secrets.session(flowToken, attempt);
  const again = async (): Promise<SessionStore.Opened | null> => {
    const done = await OutcomeStore.find(table, request, now());
    if (!done) return null;
    const token = tokenOf(Attempt.parse(done.body));
    const opened = await SessionStore.open(table, sessionHash(token), now());
    if (!opened) throw used();
    c.header("Idempotency-Replayed", "true");
    giveSession(c, token, opened.session, now());
    return opened;
  };

  for (;;) {
    const replayed = await again();
    if (replayed) return replayed;
    const id = flowId(flowToken, SIGN_IN);
    const tried = await FlowStore.charge(needs, id, (attempt) => secrets.code(attempt, code)).catch(
      async (error: unknown) => {
        // A twin may have used the code up since we looked: its answer is ours.
        const twin = await again();
        if (twin) return { twin };
        throw error;
      },
    );
    if ("twin" in tried) return tried.twin;
    if ("left" in tried) throw wrongCode(tried.left);
    const { flow } = tried;
    const token = tokenOf(flow.attempt);
    const before = sessionToken(c);
    const at = now();
    try {
      const opened = await signIn(
        needs,
        {
          personKey: flow.personKey,
          email: flow.email,
          proof: "code",
          device: deviceOf(c.req.header("User-Agent")),
          hash: sessionHash(token),
          before: before === null ? null : sessionHash(before),
        },
        {
          spend: FlowStore.spend(id, flow, at),
          also: [OutcomeStore.remember(request, { status: 200, body: flow.attempt, etag: "" }, at)],
          contactOf: await membersOfContact(table, flow.email),
        },
      );
      giveSession(c, token, opened.session, at);
      return opened;
    } catch (error) {
      // A twin was faster, or another code was tried at the same moment: what is left shows on looking again.
      if (!(error instanceof Spent)) throw error;
    }
  }
}

function used(): ChamberError {
  return new ChamberError("expired", "This code was used before. Ask for a new one.");
}

function wrongCode(left: number): ChamberError {
  const message =
    left === 0
      ? "This is not the code, and no more can be tried. Ask for a new one."
      : `This is not the code. ${left === 1 ? "One more try is" : `${left} more tries are`} left.`;
  return new ChamberError("invalid", message, { fields: [{ path: "code", message }] });
}
