import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import type { Context } from "hono";
import { provedFor } from "../flows/proof.ts";
import { eventAt, sceneOf } from "../flows/scene.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import type { Problem } from "../problem.ts";
import { type Fill, typedFill } from "./fill.ts";
import type { Html } from "./html.ts";
import { answerPage } from "./layout.ts";
import { codePage, problemOnlyPage, registerPage, type Scene } from "./pages.ts";
import { statusPage } from "./status-page.ts";

/**
 * Answers somebody in a browser: with the form that was sent, as it was typed, and what is wrong with it; where there is no
 * form to go on with, with a page that says so.
 */
export async function problemPage(needs: Needs, c: Context<ApiEnv>, problem: Problem): Promise<Response> {
  const { status } = problem;
  const slug = /^\/api\/mixers\/([^/]+)\//.exec(c.req.path)?.[1] ?? "";
  const here = await eventAt(needs, decodeURIComponent(slug)).catch(() => null);
  const found = here && (await formOf(needs, c, await sceneOf(needs, here), problem));
  if (found) return answerPage(c, statusOf(status), found);
  const { name } = await ChamberStore.get(needs.table);
  const around = { chamber: name, base: needs.base, event: here?.event ?? null };
  return answerPage(c, statusOf(status), problemOnlyPage(around, problem));
}

async function formOf(needs: Needs, c: Context<ApiEnv>, scene: Scene, problem: Problem): Promise<Html | null> {
  const typed = c.get("typed");
  if (typed === undefined || problem.code === "unproved") return null;
  const fill = typedFill(typed, problem);
  switch (c.get("operation").path) {
    case "/api/mixers/{slug}/register":
      return registerPage(scene, {
        ...(typed.has("party.registrant.name") ? { party: fill } : { known: fill }),
        isSignedIn: Boolean(c.get("opened")),
      });
    case "/api/mixers/{slug}/register/code":
      return problem.code === "invalid" || problem.code === "key-required" ? codePage(scene, fill) : null;
    case "/api/mixers/{slug}/registration/party":
    case "/api/mixers/{slug}/registration/cancel":
      return standing(needs, c, scene, fill);
    default:
      return null;
  }
}

async function standing(needs: Needs, c: Context<ApiEnv>, scene: Scene, fill: Fill): Promise<Html> {
  const { table } = needs;
  const { personKey } = await provedFor(c, needs, scene.event.id);
  const { seats, registration } = await RegistrationStore.status(table, scene.event.id, personKey);
  const place = registration && (await RegistrationStore.waitingPlace(table, seats, registration));
  return statusPage({ ...scene, seats }, registration, place, fill);
}

function statusOf(status: number): Parameters<typeof answerPage>[1] {
  switch (status) {
    case 400:
    case 401:
    case 403:
    case 404:
    case 409:
    case 410:
    case 412:
    case 413:
    case 415:
    case 422:
    case 428:
    case 429:
    case 503:
      return status;
    default:
      return 500;
  }
}
