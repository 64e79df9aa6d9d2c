import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import type { Invitation, Representative } from "@mainstreet/core/representative";
import { renewed } from "@mainstreet/core/session";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as SessionStore from "@mainstreet/store/session-store";
import * as z from "zod";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json, Making, problem } from "../operation.ts";
import { Account, accountOf } from "../sign-in/account.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";
import { giveSession, sessionHash } from "../sign-in/session-cookie.ts";

const tags = ["people"];
const params = z.object({ id: idOf("member") });

const accept = declare("signed-in", {
  method: "post",
  path: "/api/account/invitations/{id}/accept",
  summary: "Accept to act for a member; all other sessions end, and this one goes on under another token",
  "x-repeatable": false,
  "x-refuses": ["full"],
  tags,
  request: { params, headers: Making },
  responses: { 200: json("The account as it is now", Account), 410: problem("expired"), 412: problem("stale") },
});

const decline = declare("signed-in", {
  method: "post",
  path: "/api/account/invitations/{id}/decline",
  summary: "Decline to act for a member",
  tags,
  request: { params, headers: Making },
  responses: { 200: json("The account as it is now", Account) },
});

/** What those answer who are asked to act for a member. */
export function invitationRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const secrets = secretsOf(needs.pepper);

  return new OpenAPIHono<ApiEnv>()
    .openapi(accept, async (c) => {
      const { id } = c.req.valid("param");
      const { token, hash, session } = requireOpened(c);
      // Rights have changed, so the session goes on under a token that nobody can have seen before.
      const next = secrets.session(token, c.req.valid("header")["Idempotency-Key"]);
      await onceHere<Representative>(c, needs, (write) =>
        InvitationStore.accept(table, write, id, (sessionsFrom) => [
          SessionStore.put(sessionHash(next), renewed(session, sessionsFrom, now(), random)),
          SessionStore.end(hash),
        ]),
      );
      const opened = await SessionStore.open(table, sessionHash(next), now());
      if (!opened) throw new ChamberError("unauthenticated", "Sign in again.");
      giveSession(c, next, opened.session, now());
      return c.json(await accountOf(needs, opened), 200);
    })
    .openapi(decline, async (c) => {
      const { id } = c.req.valid("param");
      await onceHere<Invitation>(c, needs, (write) => InvitationStore.decline(table, write, id));
      return c.json(await accountOf(needs, requireOpened(c)), 200);
    });
}
