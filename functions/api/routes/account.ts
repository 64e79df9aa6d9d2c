import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import { instant } from "@mainstreet/core/local-date";
import { PersonChange } from "@mainstreet/core/person";
import { Proof } from "@mainstreet/core/session";
import { keyringOf } from "@mainstreet/store/keyring";
import * as PersonStore from "@mainstreet/store/person-store";
import * as SessionStore from "@mainstreet/store/session-store";
import * as z from "zod";
import { repeatable } from "../flows/repeatable.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once, operationName } from "../once.ts";
import { body, declare, json, Making } from "../operation.ts";
import { Account, accountOf } from "../sign-in/account.ts";
import { requireOpened } from "../sign-in/opened.ts";
import { dropSession } from "../sign-in/session-cookie.ts";

const tags = ["account"];
const DONE = z.strictObject({ done: z.literal(true) });

const OwnSession = z
  .strictObject({
    id: idOf("session"),
    device: z.string(),
    createdAt: z.string(),
    /** To the hour. */
    seenAt: z.string(),
    expires: z.string(),
    proof: Proof,
    /** Whether it is the one that asks. */
    current: z.boolean(),
  })
  .meta({ id: "OwnSession" });

const read = declare("signed-in", {
  method: "get",
  path: "/api/account",
  summary: "One's own account",
  tags,
  responses: { 200: json("The account", Account) },
});

const change = declare("signed-in", {
  method: "patch",
  path: "/api/account",
  summary: "Change one's own name, or who may see by default that one comes",
  tags,
  request: { headers: Making, body: body(PersonChange) },
  responses: { 200: json("The account as it is now", Account) },
});

const sessions = declare("signed-in", {
  method: "get",
  path: "/api/account/sessions",
  summary: "Where one is signed in",
  tags,
  responses: { 200: json("The sessions, the newest first", z.strictObject({ sessions: z.array(OwnSession) })) },
});

const endAll = declare("signed-in", {
  method: "post",
  path: "/api/account/sessions/end",
  summary: "Sign out everywhere, here too",
  "x-repeatable": false,
  tags,
  request: { headers: Making },
  responses: { 200: json("All sessions are over", DONE) },
});

const endOne = declare("signed-in", {
  method: "delete",
  path: "/api/account/sessions/{id}",
  summary: "Sign out of another browser, or of this one",
  tags,
  request: { params: z.object({ id: idOf("session") }), headers: Making },
  responses: { 200: json("The session is over", DONE) },
});

/** What people see and set of themselves. */
export function accountRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const keyring = keyringOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => c.json(await accountOf(needs, requireOpened(c)), 200))
    .openapi(change, (c) => {
      const changed = c.req.valid("json");
      const { hash } = requireOpened(c);
      const fresh = async () => {
        const opened = await SessionStore.open(table, hash, now());
        if (!opened) throw new ChamberError("unauthenticated", "Sign in first.");
        return accountOf(needs, opened);
      };
      return once(c, needs, { status: 200, fresh }, (write) => PersonStore.update(table, write, changed));
    })
    .openapi(sessions, async (c) => {
      const { session } = requireOpened(c);
      const own = await SessionStore.list(table, c.get("actor"), now());
      const shown = own.map(({ id, device, createdAt, seenAt, expires, proof }) => ({
        id,
        device,
        createdAt: instant(createdAt),
        seenAt: instant(seenAt),
        expires: instant(expires),
        proof,
        current: id === session.id,
      }));
      return c.json({ sessions: shown }, 200);
    })
    .openapi(endAll, async (c) => {
      const actor = c.get("actor");
      await repeatable(c, needs, requireOpened(c).token, async (remember) => {
        await PersonStore.endSessions(table, {
          actor,
          now: now(),
          random,
          keyring,
          operation: operationName(c),
          remember: () => remember,
        });
        return "remembered";
      });
      dropSession(c);
      return c.json({ done: true as const }, 200);
    })
    .openapi(endOne, async (c) => {
      const { id } = c.req.valid("param");
      const { token, session } = requireOpened(c);
      await repeatable(c, needs, token, async (remember) => {
        const actor = c.get("actor");
        const write = { actor, now: now(), random, keyring, operation: operationName(c), remember: () => remember };
        await SessionStore.endOne(table, write, id);
        return "remembered";
      });
      if (id === session.id) dropSession(c);
      return c.json({ done: true as const }, 200);
    });
}
