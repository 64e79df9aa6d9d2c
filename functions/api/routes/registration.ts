import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { Event } from "@mainstreet/core/event";
import { sizeOf } from "@mainstreet/core/party";
import { type Attempt, newAttempt } from "@mainstreet/core/registration";
import { requireOpen, type Seats } from "@mainstreet/core/seats";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as FlowStore from "@mainstreet/store/flow-store";
import { changeParty } from "@mainstreet/store/party-change";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Context } from "hono";
import { networkOf } from "../flows/client-address.ts";
import { type CodeCeilings, limitsOf } from "../flows/code-limits.ts";
import { offerToken, requireToken } from "../flows/flow-cookie.ts";
import * as operations from "../flows/operations.ts";
import { repeatable } from "../flows/repeatable.ts";
import { isRepresentative } from "../flows/representative.ts";
import { eventAt, sceneOf, wantsPage } from "../flows/scene.ts";
import { flowId, newCode, secretsOf } from "../flows/secrets.ts";
import { keptParty, openEvent, ownRegistration } from "../flows/standing.ts";
import { openWaitlists } from "../flows/waitlists.ts";
import { EMPTY, typedFill } from "../forms/fill.ts";
import { answerPage } from "../forms/layout.ts";
import { codePage, registerPage } from "../forms/pages.ts";
import { statusPage } from "../forms/status-page.ts";
import { stylesheet as stylesheetOf } from "../forms/stylesheet.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { kindOf, type Problem } from "../problem.ts";

/** How people register for an event, by a code to their mailbox, with scripts and without. */
export function registrationRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const ceilings: CodeCeilings = needs.codeLimits;
  const secrets = secretsOf(needs.pepper);
  const waitlists = openWaitlists(table);

  type Here = { readonly event: Event; readonly seats: Seats };

  async function stand(c: Context<ApiEnv>, { event }: Here, flow: FlowStore.Flow): Promise<Response> {
    if (c.req.method === "POST" && wantsPage(c)) return c.redirect(standingAt(event), 303);
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
    const { personKey, attempt, party, email } = flow;
    if (!party) return;
    if (event.openTo === "members" && !(await isRepresentative(table, email))) {
      throw new ChamberError(
        "forbidden",
        "This event is for members. Your address is not the one that the chamber has for a member.",
      );
    }
    await RegistrationStore.register(needs, { eventId: event.id, personKey, attempt, party }, seats);
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(operations.open, async (c) => {
      const here = await eventAt(needs, c.req.valid("param").slug);
      offerToken(c, random);
      if (wantsPage(c)) return answerPage(c, 200, registerPage(await sceneOf(needs, here)));
      return c.json(openEvent(here.event, here.seats, now()), 200);
    })
    .openapi(operations.register, async (c) => {
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
        const limits = limitsOf(ceilings, secrets, { ...from, network: networkOf(c, needs.cdn) });
        await FlowStore.begin(needs, flowId(token, event.id), from, { code, limits, remember });
        return "remembered";
      });
      if (wantsPage(c)) return c.redirect(codeAt(event), 303);
      return c.json({ next: "code" as const }, 202);
    })
    .openapi(operations.prove, async (c) => {
      const token = requireToken(c);
      const code = c.req.valid("json").code.replaceAll(/\s/g, "");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const proofs: FlowStore.Flow[] = [];
      let wrong = false;
      await repeatable(c, needs, token, async (remember) => {
        const hashOf = (attempt: Attempt) => secrets.code(attempt, code);
        const tried = await FlowStore.tryCode(needs, flowId(token, here.event.id), hashOf, remember);
        if ("left" in tried) {
          wrong = true;
          throw wrongCode(tried.left);
        }
        proofs.push(tried.flow);
        return tried.remembered ? "remembered" : "done";
      }).catch((error: unknown) => {
        if (!wrong || !wantsPage(c)) throw error;
      });
      // Shown by a page of its own, so that going back asks nobody whether to send the code again.
      if (wrong) return c.redirect(codeAt(here.event), 303);
      // Also when it was proved before: whoever did so may have died before registering.
      const flow = proofs[0] ?? (await provedAt(c, here));
      await registerProved(here, flow);
      return stand(c, here, flow);
    })
    .openapi(operations.code, async (c) => {
      const token = requireToken(c);
      const here = await eventAt(needs, c.req.valid("param").slug);
      const flow = await FlowStore.find(table, flowId(token, here.event.id), now());
      if (!flow) throw new ChamberError("expired", "This code has expired. Ask for a new one.");
      const [proved, left] = [flow.provedAt !== null, FlowStore.TRIES - flow.tried.length];
      if (!wantsPage(c)) return c.json({ proved, left }, 200);
      if (proved) return c.redirect(standingAt(here.event), 303);
      const fill = flow.tried.length === 0 ? EMPTY : typedFill(new Map(), problemOf(c, wrongCode(left)));
      return answerPage(c, 200, codePage(await sceneOf(needs, here), fill));
    })
    .openapi(operations.read, async (c) => {
      const here = await eventAt(needs, c.req.valid("param").slug);
      return stand(c, here, await provedAt(c, here));
    })
    .openapi(operations.change, async (c) => {
      const token = requireToken(c);
      const { id, version, party } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const flow = await provedAt(c, here);
      await repeatable(c, needs, token, async () => {
        const key = c.req.valid("header")["Idempotency-Key"];
        const { personKey, email } = flow;
        const request = secrets.attempt("change", token, key);
        await changeParty(needs, {
          eventId: here.event.id,
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
    .openapi(operations.cancel, async (c) => {
      const token = requireToken(c);
      const { id } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const flow = await provedAt(c, here);
      await repeatable(c, needs, token, async () => {
        const { personKey } = flow;
        await RegistrationStore.cancel(needs, { eventId: here.event.id, personKey, attempt: id });
        return "done";
      });
      return stand(c, here, flow);
    })
    .openapi(operations.stylesheet, async (c) => {
      const { accent } = await ChamberStore.get(table);
      return c.body(stylesheetOf(accent), 200, { "Content-Type": "text/css; charset=utf-8" });
    });
}

function codeAt({ slug }: Event): string {
  return `/api/mixers/${slug}/register/code`;
}

function standingAt({ slug }: Event): string {
  return `/api/mixers/${slug}/registration`;
}

/** What a page says of an error that it did not end in. */
function problemOf(c: Context<ApiEnv>, { code, message: detail, fields }: ChamberError): Problem {
  return {
    type: `/problems/${code}`,
    ...kindOf(code),
    detail,
    code,
    fields: [...fields],
    requestId: c.get("requestId"),
  };
}

function wrongCode(left: number): ChamberError {
  const message =
    left > 0
      ? `is not the code that was mailed. You can try ${left === 1 ? "once" : `${left} times`} more.`
      : "is not the code that was mailed. Ask for a new one.";
  return new ChamberError("invalid", "This is not the code that was mailed.", { fields: [{ path: "code", message }] });
}
