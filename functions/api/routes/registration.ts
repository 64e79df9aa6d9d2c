import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { Event } from "@mainstreet/core/event";
import { type Party, sizeOf } from "@mainstreet/core/party";
import { type Attempt, newAttempt } from "@mainstreet/core/registration";
import { requireOpen, type Seats } from "@mainstreet/core/seats";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as FlowStore from "@mainstreet/store/flow-store";
import { withinLimits } from "@mainstreet/store/limited";
import { changeParty } from "@mainstreet/store/party-change";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Context } from "hono";
import { networkOf } from "../flows/client-address.ts";
import { limitsOf, registrationLimits } from "../flows/code-limits.ts";
import { offerToken, requireToken, tokenOf } from "../flows/flow-cookie.ts";
import * as operations from "../flows/operations.ts";
import { type Proved, provedFor, signedInAs } from "../flows/proof.ts";
import { repeatable } from "../flows/repeatable.ts";
import { isRepresentative } from "../flows/representative.ts";
import { eventAt, sceneOf } from "../flows/scene.ts";
import { flowId, newCode, secretsOf } from "../flows/secrets.ts";
import { keptParty, openEvent, ownRegistration } from "../flows/standing.ts";
import { digitsOf } from "../flows/typed-code.ts";
import { openWaitlists } from "../flows/waitlists.ts";
import { wantsPage } from "../flows/wants-page.ts";
import { EMPTY, signedInFill, typedFill } from "../forms/fill.ts";
import { answerPage } from "../forms/layout.ts";
import { codePage, registerPage } from "../forms/pages.ts";
import { statusPage } from "../forms/status-page.ts";
import { stylesheet as stylesheetOf } from "../forms/stylesheet.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { kindOf, type Problem } from "../problem.ts";

/** How people register for an event, by a code to their mailbox or signed in, with scripts and without. */
export function registrationRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const ceilings = needs.codeLimits;
  const secrets = secretsOf(needs.pepper);
  const waitlists = openWaitlists(table);

  type Here = { readonly event: Event; readonly seats: Seats };

  async function stand(
    c: Context<ApiEnv>,
    { event }: Here,
    who: Pick<Proved, "personKey" | "email">,
  ): Promise<Response> {
    if (c.req.method === "POST" && wantsPage(c)) return c.redirect(standingAt(event), 303);
    const { seats, registration } = await RegistrationStore.status(table, event.id, who.personKey);
    const place = await waitlists.placeOf(seats, registration);
    if (wantsPage(c))
      return answerPage(c, 200, statusPage(await sceneOf(needs, { event, seats }), registration, place));
    const { email } = who;
    const own = registration && ownRegistration(registration, place);
    return c.json({ event: openEvent(event, seats, now()), email, registration: own }, 200);
  }

  /** The flow in which this browser has proved a mailbox for an event. */
  const provedAt = (c: Context<ApiEnv>, { event }: Here) =>
    FlowStore.proved(table, flowId(requireToken(c), event.id), now());

  async function requireAllowed({ event }: Here, who: Pick<Proved, "personKey" | "email">): Promise<void> {
    if (event.openTo === "members" && !(await isRepresentative(table, who))) {
      throw new ChamberError(
        "forbidden",
        "This event is for members. Your address is not one that the chamber has for a member.",
      );
    }
  }

  /** Registers whom a proved flow has in mind, however often. */
  async function registerProved(here: Here, flow: FlowStore.Flow): Promise<void> {
    const { personKey, attempt, party } = flow;
    if (!party) return;
    await requireAllowed(here, flow);
    await RegistrationStore.register(needs, { eventId: here.event.id, personKey, attempt, party }, here.seats);
  }

  /** Registers a party of whoever is signed in, however often the request is sent: as by a code, but that none is mailed. */
  async function registerSignedIn(c: Context<ApiEnv>, here: Here, who: Proved, party: Party | null): Promise<void> {
    const { event, seats } = here;
    const { personKey, token } = who;
    if (party) await requireAllowed(here, who);
    await repeatable(c, needs, token, async (remember) => {
      if (party) requireOpen(seats, sizeOf(party), now());
      const limits = party ? registrationLimits(ceilings, secrets, { ...who, network: networkOf(c, needs.cdn) }) : [];
      // What this browser has proved for the event would be shown instead of what is registered now.
      const browser = tokenOf(c);
      const ended = browser === null ? [] : [FlowStore.end(flowId(browser, event.id))];
      await withinLimits({ table, now: now(), random }, limits, remember, ended, tooMany);
      return "remembered";
    });
    if (!party) return;
    // The same request is the same attempt, so that whoever died before registering does it now.
    const attempt = secrets.attempt("register", token, c.req.header("Idempotency-Key") ?? "");
    await RegistrationStore.register(needs, { eventId: event.id, personKey, attempt, party }, seats);
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(operations.open, async (c) => {
      const here = await eventAt(needs, c.req.valid("param").slug);
      offerToken(c, random);
      const person = c.get("opened")?.person;
      const fill = person ? { party: signedInFill(person), known: signedInFill(person), isSignedIn: true } : {};
      if (wantsPage(c)) return answerPage(c, 200, registerPage(await sceneOf(needs, here), fill));
      return c.json(openEvent(here.event, here.seats, now()), 200);
    })
    .openapi(operations.register, async (c) => {
      const { email, party } = c.req.valid("json");
      const personKey = secrets.person(email);
      const signedIn = signedInAs(c, personKey);
      if (signedIn) {
        const here = await eventAt(needs, c.req.valid("param").slug);
        await registerSignedIn(c, here, signedIn, party && keptParty(party, signedIn.email));
        return stand(c, here, signedIn);
      }
      const token = requireToken(c);
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
          personKey,
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
      const code = digitsOf(c.req.valid("json"));
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
      return stand(c, here, await provedFor(c, needs, here.event.id));
    })
    .openapi(operations.change, async (c) => {
      const { id, version, party } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const who = await provedFor(c, needs, here.event.id);
      const { personKey, email, token } = who;
      await repeatable(c, needs, token, async () => {
        const key = c.req.valid("header")["Idempotency-Key"];
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
      return stand(c, here, who);
    })
    .openapi(operations.cancel, async (c) => {
      const { id } = c.req.valid("json");
      const here = await eventAt(needs, c.req.valid("param").slug);
      const who = await provedFor(c, needs, here.event.id);
      const { personKey, token } = who;
      await repeatable(c, needs, token, async () => {
        await RegistrationStore.cancel(needs, { eventId: here.event.id, personKey, attempt: id });
        return "done";
      });
      return stand(c, here, who);
    })
    .openapi(operations.stylesheet, async (c) => {
      const { accent } = await ChamberStore.get(table);
      return c.body(stylesheetOf(accent), 200, { "Content-Type": "text/css; charset=utf-8" });
    });
}

function tooMany(cause?: unknown): ChamberError {
  return new ChamberError("too-many", "That was often enough for now. Try again in an hour.", { cause });
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
