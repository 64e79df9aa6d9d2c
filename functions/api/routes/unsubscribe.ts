import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { PersonKey } from "@mainstreet/core/person-key";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as SubscriptionStore from "@mainstreet/store/subscription-store";
import { personOfToken } from "@mainstreet/store/unsubscribe-token";
import { transactAs } from "@mainstreet/store/write";
import type { Context } from "hono";
import * as z from "zod";
import { repeatable } from "../flows/repeatable.ts";
import { wantsPage } from "../flows/wants-page.ts";
import { answerPage } from "../forms/layout.ts";
import { unsubscribePage } from "../forms/unsubscribe-page.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, json, Making } from "../operation.ts";
import { requireOpened } from "../sign-in/opened.ts";

const params = z.object({ token: z.string() });
const tags = ["announcements"];
const Subscription = z.strictObject({ subscribed: z.boolean() });
const SMALL_LIMIT = 1024;

const both = (description: string) => {
  const { content } = json(description, Subscription);
  return { description, content: { ...content, "text/html": { schema: z.string() } } };
};

const show = declare("public", {
  method: "get",
  path: "/api/unsubscribe/{token}",
  summary: "The page that a mail's link opens, with the button that ends announcements; nothing is changed",
  tags,
  "x-form": true,
  request: { params },
  responses: { 200: both("Whether announcements go to whose link it is") },
});

const unsubscribe = declare("public", {
  method: "post",
  path: "/api/unsubscribe/{token}",
  summary: "End announcements to whose link it is, from the page or from a mail program (RFC 8058)",
  tags,
  "x-form": true,
  "x-one-click": true,
  "x-body-limit": SMALL_LIMIT,
  request: { params },
  responses: { 200: both("No announcements go there any more") },
});

const read = declare("signed-in", {
  method: "get",
  path: "/api/account/announcements",
  summary: "Whether one gets announcements",
  tags,
  responses: { 200: json("Whether one does", Subscription) },
});

const set = declare("signed-in", {
  method: "put",
  path: "/api/account/announcements",
  summary: "Get announcements, or none",
  tags,
  request: { headers: Making, body: body(Subscription) },
  responses: { 200: json("Whether one gets them from now on", Subscription) },
});

/** How people end announcements of the chamber by mail, and have them again. */
export function unsubscribeRoutes(needs: Needs) {
  const { table, now } = needs;
  const keyring = keyringOf(needs.pepper);

  function whose(token: string): PersonKey {
    const personKey = personOfToken(keyring, token);
    if (personKey === null)
      throw new ChamberError("not-found", "This link is not whole. Open it from the mail again, or copy all of it.");
    return personKey;
  }

  async function answer(c: Context<ApiEnv>, token: string, subscribed: boolean) {
    if (!wantsPage(c)) return c.json({ subscribed }, 200);
    const { name } = await ChamberStore.get(table);
    return answerPage(c, 200, unsubscribePage({ chamber: name, event: null, base: needs.base }, token, subscribed));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(show, async (c) => {
      const { token } = c.req.valid("param");
      return answer(c, token, await SubscriptionStore.isSubscribed(table, whose(token)));
    })
    .openapi(unsubscribe, async (c) => {
      const { token } = c.req.valid("param");
      await SubscriptionStore.unsubscribe(table, whose(token), now());
      return answer(c, token, false);
    })
    .openapi(read, async (c) => {
      const { personKey } = requireOpened(c).person;
      return c.json({ subscribed: await SubscriptionStore.isSubscribed(table, personKey) }, 200);
    })
    .openapi(set, async (c) => {
      const { subscribed } = c.req.valid("json");
      const { token, person } = requireOpened(c);
      await repeatable(c, needs, token, async (remember) => {
        const own = SubscriptionStore.step(person.personKey, subscribed, now());
        await transactAs(table, c.get("actor"), [remember, own]);
        return "remembered";
      });
      return c.json({ subscribed: await SubscriptionStore.isSubscribed(table, person.personKey) }, 200);
    });
}
