import { OpenAPIHono } from "@hono/zod-openapi";
import { requirePerson } from "@mainstreet/core/actor";
import { type Event, instantsOf } from "@mainstreet/core/event";
import type { Registration } from "@mainstreet/core/registration";
import * as EventStore from "@mainstreet/store/event-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import * as z from "zod";
import { OpenEvent, OwnRegistration, openEvent, ownRegistration } from "../flows/standing.ts";
import { openWaitlists } from "../flows/waitlists.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { declare, json } from "../operation.ts";

/** How many are shown: the latest of them. */
const MOST = 100;

const Links = z.strictObject({
  /** The page of the event and its entry for a calendar, below the site's address. */
  page: z.string(),
  calendar: z.string(),
  /** Where it is changed and cancelled. */
  registration: z.string(),
});

const OwnEvent = z
  .strictObject({
    event: OpenEvent,
    registration: OwnRegistration,
    /** Null while staff have taken the event off the site. */
    links: Links.nullable(),
  })
  .meta({ id: "OwnEvent" });
type OwnEvent = z.infer<typeof OwnEvent>;

const list = declare("signed-in", {
  method: "get",
  path: "/api/account/registrations",
  summary: "What one is, or was, registered for",
  tags: ["account"],
  responses: {
    200: json(
      "Events to come, the next one first, and past ones, the last one first",
      z.strictObject({ coming: z.array(OwnEvent), past: z.array(OwnEvent) }),
    ),
  },
});

/** What people see of all their registrations. */
export function accountRegistrationRoutes(needs: Needs) {
  const { table, now, base } = needs;
  const waitlists = openWaitlists(table);

  async function shown(registration: Registration): Promise<OwnEvent & { readonly ends: number }> {
    const { eventId } = registration;
    const [event, seats] = await Promise.all([EventStore.get(table, eventId), SeatsStore.get(table, eventId)]);
    const place = await waitlists.placeOf(seats, registration);
    return {
      event: openEvent(event, seats, now()),
      registration: ownRegistration(registration, place),
      links: linksOf(event),
      ends: instantsOf(event).ends,
    };
  }

  const linksOf = ({ slug, status }: Event) =>
    status === "draft"
      ? null
      : {
          page: `${base}mixers/${slug}/`,
          calendar: `${base}mixers/${slug}/event.ics`,
          registration: `/api/mixers/${slug}/registration`,
        };

  return new OpenAPIHono<ApiEnv>().openapi(list, async (c) => {
    const { personKey } = requirePerson(c.get("actor"));
    const all = await RegistrationStore.ofPerson(table, personKey);
    const [coming, past]: [OwnEvent[], OwnEvent[]] = [[], []];
    for (const { ends, ...own } of await Promise.all(all.slice(-MOST).map(shown))) {
      if (ends > now()) coming.push(own);
      else past.unshift(own);
    }
    return c.json({ coming, past }, 200);
  });
}
