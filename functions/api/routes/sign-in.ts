import { OpenAPIHono } from "@hono/zod-openapi";
import { newAttempt } from "@mainstreet/core/registration";
import * as FlowStore from "@mainstreet/store/flow-store";
import * as SessionStore from "@mainstreet/store/session-store";
import * as z from "zod";
import { networkOf } from "../flows/client-address.ts";
import { limitsOf } from "../flows/code-limits.ts";
import { offerToken, requireToken } from "../flows/flow-cookie.ts";
import { repeatable } from "../flows/repeatable.ts";
import { flowId, newCode, secretsOf } from "../flows/secrets.ts";
import { digitsOf, TypedCode } from "../flows/typed-code.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, json, Making, problem } from "../operation.ts";
import { Account, accountOf } from "../sign-in/account.ts";
import { dropSession, sessionHash, sessionToken } from "../sign-in/session-cookie.ts";
import { SIGN_IN, signInByCode } from "../sign-in/sign-in.ts";

const tags = ["sign-in"];
const DONE = z.strictObject({ done: z.literal(true) });

const begin = declare("public", {
  method: "get",
  path: "/api/sign-in",
  summary: "Whether this browser is signed in; sets the cookie that signing in needs, and stores nothing",
  tags,
  responses: { 200: json("Whether it is", z.strictObject({ signedIn: z.boolean() })) },
});

const ask = declare("public", {
  method: "post",
  path: "/api/sign-in",
  summary: "Have a code mailed: the answer is the same whether anybody knows the address or not",
  tags,
  request: { headers: Making, body: body(z.strictObject({ email: z.email().max(254) })) },
  responses: {
    202: json("A code is on its way", z.strictObject({ next: z.literal("code") })),
    429: problem("too-many"),
  },
});

const prove = declare("public", {
  method: "post",
  path: "/api/sign-in/code",
  summary: "Sign in with the code, in the browser that asked for it",
  tags,
  request: {
    headers: Making,
    body: body(TypedCode),
  },
  responses: { 200: json("Whose account it is", Account), 410: problem("expired") },
});

const leave = declare("public", {
  method: "post",
  path: "/api/sign-out",
  summary: "Sign out of this browser",
  tags,
  request: { headers: Making },
  responses: { 200: json("Nobody is signed in here any more", DONE) },
});

/** How people sign in: by a code to their mailbox. */
export function signInRoutes(needs: Needs) {
  const { table, now, random, codeLimits } = needs;
  const secrets = secretsOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(begin, (c) => {
      offerToken(c, random);
      return c.json({ signedIn: c.get("opened") !== null }, 200);
    })
    .openapi(ask, async (c) => {
      const token = offerToken(c, random);
      const { email } = c.req.valid("json");
      // Nothing here looks whether anybody has this address: what is done and said is the same for every one.
      await repeatable(c, needs, token, async (remember) => {
        const attempt = newAttempt(now(), random);
        const code = newCode(random);
        const personKey = secrets.person(email);
        const from = {
          eventId: null,
          email,
          personKey,
          attempt,
          party: null,
          codeHash: secrets.code(attempt, code),
        };
        const limits = limitsOf(codeLimits, secrets, { personKey, email, network: networkOf(c, needs.cdn) });
        await FlowStore.begin(needs, flowId(token, SIGN_IN), from, { code, limits, remember });
        return "remembered";
      });
      return c.json({ next: "code" as const }, 202);
    })
    .openapi(prove, async (c) => {
      const code = digitsOf(c.req.valid("json"));
      const opened = await signInByCode(c, needs, secrets, requireToken(c), code);
      return c.json(await accountOf(needs, opened), 200);
    })
    .openapi(leave, async (c) => {
      // The token counts, not whether it still opens anything: so the request can be repeated.
      const token = sessionToken(c);
      if (token !== null) {
        await repeatable(c, needs, token, async (remember) => {
          await SessionStore.close(table, sessionHash(token), [remember]);
          return "remembered";
        });
      }
      dropSession(c);
      return c.json({ done: true as const }, 200);
    });
}
