import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { Event } from "@mainstreet/core/event";
import { sizeOf } from "@mainstreet/core/party";
import { Attempt, newAttempt } from "@mainstreet/core/registration";
import { requireOpen, type Seats } from "@mainstreet/core/seats";
import { Slug } from "@mainstreet/core/slug";
import * as FlowStore from "@mainstreet/store/flow-store";
import { changeParty } from "@mainstreet/store/party-change";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Context } from "hono";
import * as z from "zod";
import { networkOf } from "../flows/client-address.ts";
import { offerToken, requireToken } from "../flows/flow-cookie.ts";
import { repeatable } from "../flows/repeatable.ts";
import { isRepresentative } from "../flows/representative.ts";
import { eventAt, sceneOf, wantsPage } from "../flows/scene.ts";
import { flowId, newCode, secretsOf } from "../flows/secrets.ts";
import { keptParty, OpenEvent, openEvent, ownRegistration, SentParty, Standing } from "../flows/standing.ts";
import { openWaitlists } from "../flows/waitlists.ts";
import { answerPage } from "../forms/layout.ts";
import { codePage, registerPage } from "../forms/pages.ts";
import { statusPage } from "../forms/status-page.ts";
import { STYLESHEET } from "../forms/stylesheet.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, json, Making, problem } from "../operation.ts";

const params = z.object({ slug: Slug });
const tags = ["registration"];
const html = { "text/html": { schema: z.string() } };
/** In JSON for programs, as a page for browsers; these take forms too. */
const both = <S extends z.ZodType>(description: string, schema: S) => {
  const { content } = json(description, schema);
  return { description, content: { ...content, ...html } };
};
const NEXT = z.strictObject({ next: z.literal("code") });
const unproved = problem("forbidden", "unproved");
const SEEN = {
  description: "Done; what came of it is at this address",
  headers: { Location: { schema: { type: "string" as const } } },
};

const open = declare("public", {
  method: "get",
  path: "/api/mixers/{slug}/register",
  summary: "The form to register on; sets the cookie that the rest needs, and stores nothing",
  tags,
  "x-form": true,
  request: { params },
  responses: { 200: both("The form, or for programs the event", OpenEvent) },
});

const register = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/register",
  summary: "Ask for a code: to register a party, or without one to see how one stands",
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(z.strictObject({ email: z.email().max(254), party: SentParty.nullable().default(null) })),
  },
  responses: {
    200: { description: "The page for the code", content: html },
    202: json("A code is on its way", NEXT),
    403: unproved,
    429: problem("too-many"),
  },
});

const prove = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/register/code",
  summary: "Prove the mailbox with the code, and so register",
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(
      z.strictObject({
        code: z
          .string()
          .max(20)
          .regex(/^\s*(\d\s*){6}$/, "must be the six digits from the mail"),
      }),
    ),
  },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved, 410: problem("expired") },
});

const read = declare("public", {
  method: "get",
  path: "/api/mixers/{slug}/registration",
  summary: "How somebody stands who has proved a mailbox",
  tags,
  "x-form": true,
  request: { params },
  responses: { 200: both("How the person stands", Standing), 403: unproved },
});

const change = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/registration/party",
  summary: "Change who comes",
  tags,
  "x-form": true,
  request: {
    params,
    headers: Making,
    body: body(z.strictObject({ id: Attempt, version: z.int().min(1), party: SentParty })),
  },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved, 412: problem("stale") },
});

const cancel = declare("public", {
  method: "post",
  path: "/api/mixers/{slug}/registration/cancel",
  summary: "Give the registration up",
  tags,
  "x-form": true,
  request: { params, headers: Making, body: body(z.strictObject({ id: Attempt })) },
  responses: { 200: json("How the person stands", Standing), 303: SEEN, 403: unproved },
});

const stylesheet = declare("public", {
  method: "get",
  path: "/api/mixers/forms.css",
  summary: "The look of the forms",
  tags,
  "x-shared-seconds": 300,
  responses: { 200: { description: "A style sheet", content: { "text/css": { schema: z.string() } } } },
});

/** How people register for an event, by a code to their mailbox, with scripts and without. */
export function registrationRoutes(needs: Needs) {
  const { table, now, random, codeLimits } = needs;
  const secrets = secretsOf(needs.pepper);
  const waitlists = openWaitlists(table);

  type Here = { readonly event: Event; readonly seats: Seats };

  async function stand(c: Context<ApiEnv>, { event }: Here, flow: FlowStore.Flow): Promise<Response> {
    if (c.req.method === "POST" && wantsPage(c)) return c.redirect(`/api/mixers/${event.slug}/registration`, 303);
    const { seats, registration } = await RegistrationStore.status(table, event.id, flow.personKey);
    const place = await waitlists.placeOf(seats, registration);
    if (wantsPage(c))
      return answerPage(c, 200, statusPage(await sceneOf(needs, { event, seats }), registration, place));
    const { email } = flow;
    const own = registration && ownRegistration(registration, place);
    return c.json({ event: openEvent(event, seats, now()), email, registration: own }, 200);
  }

  /** The flow in which this browser has proved a mailbox for an event. */
  const provedAt = (c: Context<ApiEnv>, { event }: Here) =>
    FlowStore.proved(table, flowId(requireToken(c), event.id), now());

  /** Registers whom a proved flow has in mind, however often. */
  async function registerProved({ event, seats }: Here, flow: FlowStore.Flow): Promise<void> {
    const { eventId, personKey, attempt, party, email } = flow;
    if (!party) return;
    if (event.openTo === "members" && !(await isRepresentative(table, email))) {
      throw new ChamberError(
        "forbidden",
        "This event is for members. Your address is not the one that the chamber has for a member.",
      );
    }
    await RegistrationStore.register(needs, { eventId, personKey, attempt, party }, seats);
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(open, async (c) => {
      const here = await eventAt(needs, c.req.valid("param").slug);
      offerToken(c, random);
      if (wantsPage(c)) return answerPage(c, 200, registerPage(await sceneOf(needs, here)));
      return c.json(openEvent(here.event, here.seats, now()), 200);
    })
    .openapi(register, async (c) => {
      const token = requireToken(c);
      const { email, party } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const { event, seats } = here;
      // Up to the proof all that is done and said is the same for every address.
      await repeatable(c, needs, token, async (remember) => {
        const kept = party && keptParty(party, email);
        if (kept) requireOpen(seats, sizeOf(kept), now());
        const attempt = newAttempt(now(), random);
        const code = newCode(random);
        const from = {
          eventId: event.id,
          email,
          personKey: secrets.person(email),
          attempt,
          party: kept,
          codeHash: secrets.code(attempt, code),
        };
        const limits = [
          { hash: secrets.limit("mailbox", from.personKey), most: codeLimits.mailbox },
          { hash: secrets.limit("network", networkOf(c, needs.cdn)), most: codeLimits.network },
          { hash: secrets.limit("all", ""), most: codeLimits.all },
        ];
        await FlowStore.begin(needs, flowId(token, event.id), from, { code, limits, remember });
        return "remembered";
      });
      if (wantsPage(c)) return answerPage(c, 200, codePage(await sceneOf(needs, here)));
      return c.json({ next: "code" as const }, 202);
    })
    .openapi(prove, async (c) => {
      const token = requireToken(c);
      const code = c.req.valid("json").code.replaceAll(/\s/g, "");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const proofs: FlowStore.Flow[] = [];
      await repeatable(c, needs, token, async (remember) => {
        const hashOf = (attempt: Attempt) => secrets.code(attempt, code);
        const tried = await FlowStore.tryCode(needs, flowId(token, here.event.id), hashOf, remember);
        if ("left" in tried) throw wrongCode(tried.left);
        proofs.push(tried.flow);
        return tried.remembered ? "remembered" : "done";
      });
      // Also when it was proved before: whoever did so may have died before registering.
      const flow = proofs[0] ?? (await provedAt(c, here));
      await registerProved(here, flow);
      return stand(c, here, flow);
    })
    .openapi(read, async (c) => {
      const here = await eventAt(needs, c.req.valid("param").slug);
      return stand(c, here, await provedAt(c, here));
    })
    .openapi(change, async (c) => {
      const token = requireToken(c);
      const { id, version, party } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const flow = await provedAt(c, here);
      await repeatable(c, needs, token, async () => {
        const key = c.req.valid("header")["Idempotency-Key"];
        const { eventId, personKey, email } = flow;
        const request = secrets.attempt("change", token, key);
        await changeParty(needs, {
          eventId,
          personKey,
          attempt: id,
          flow: request,
          version,
          party: keptParty(party, email),
        });
        return "done";
      });
      return stand(c, here, flow);
    })
    .openapi(cancel, async (c) => {
      const token = requireToken(c);
      const { id } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const flow = await provedAt(c, here);
      await repeatable(c, needs, token, async () => {
        const { eventId, personKey } = flow;
        await RegistrationStore.cancel(needs, { eventId, personKey, attempt: id });
        return "done";
      });
      return stand(c, here, flow);
    })
    .openapi(stylesheet, (c) => c.body(STYLESHEET, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

function wrongCode(left: number): ChamberError {
  const message =
    left > 0
      ? `is not the code that was mailed. You can try ${left === 1 ? "once" : `${left} times`} more.`
      : "is not the code that was mailed. Ask for a new one.";
  return new ChamberError("invalid", "This is not the code that was mailed.", { fields: [{ path: "code", message }] });
}
