import { OpenAPIHono } from "@hono/zod-openapi";
import { applied } from "@mainstreet/core/change";
import * as Event from "@mainstreet/core/event";
import { idOf } from "@mainstreet/core/id";
import { Attempt, Registration } from "@mainstreet/core/registration";
import { line } from "@mainstreet/core/text";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as OutboxStore from "@mainstreet/store/outbox-store";
import { cancelMany, MOST_CANCELLED } from "@mainstreet/store/registration-bulk";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeatsStore from "@mainstreet/store/seats-store";
import { sweepIfPossible } from "@mainstreet/store/sweep";
import { commit } from "@mainstreet/store/write";
import * as z from "zod";
import { Cursor, eventsCursor, PageQuery, registrationsCursor, registrationsCursorAfter } from "../cursor.ts";
import { found } from "../etag.ts";
import { secretsOf } from "../flows/secrets.ts";
import { keptParty, SentParty } from "../flows/standing.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making, Reading, UNCHANGED } from "../operation.ts";

const StaffEvent = Event.Event.meta({ id: "Event" });
const { title, type, startsAt, endsAt, venue, capacity } = Event.EventDraft.shape;
const PostedEvent = Event.EventDraft.partial().extend({ title, type, startsAt, endsAt, venue, capacity });

const StaffRegistration = z
  .strictObject({ ...Registration.omit({ personKey: true, attempt: true, place: true }).shape, id: Attempt })
  .meta({ id: "Registration" });
/** What is remembered of somebody let in: nothing that is theirs. */
const LetIn = z.strictObject({ id: Attempt, ...Registration.pick({ status: true, size: true, version: true }).shape });

const CancelledMany = z.strictObject({
  registrations: z.array(z.strictObject({ id: Attempt, outcome: z.enum(["cancelled", "not-found", "busy"]) })),
});

/** A mail that did not go out, without whom it is for: the registration says that. */
const TroubledMail = z.strictObject({
  state: z.enum(["waiting", "refused", "expired"]),
  eventId: idOf("event"),
  registration: Attempt,
  ...OutboxStore.Mail.pick({ template: true, tries: true, createdAt: true }).shape,
  /** When it is tried again, or when it was given up. */
  at: z.string(),
});
const MOST_MAILS = 100;
const SetAside = z
  .int()
  .meta({ description: "How many mails of any kind this program cannot read: they are kept for one that can" });

const params = z.object({ id: idOf("event") });
const tags = ["events"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/events",
  summary: "A page of all events by when they start, drafts and cancelled ones too",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery },
  responses: { 200: json("The events", z.strictObject({ events: z.array(StaffEvent), cursor: Cursor })) },
});

const create = declare("staff", {
  method: "post",
  path: "/api/staff/events",
  summary: "Make an event; without a status it is a draft, without a zone in the chamber's",
  tags,
  request: { headers: Making, body: body(PostedEvent) },
  responses: { 201: entity("The new event", StaffEvent) },
});

const read = declare("staff", {
  method: "get",
  path: "/api/staff/events/{id}",
  summary: "One event",
  tags,
  request: { params, headers: Reading },
  responses: { 200: entity("The event", StaffEvent), 304: UNCHANGED },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/staff/events/{id}",
  summary: "Change an event; whoever has registered is told of another time or place, whoever waits of other seats",
  "x-refuses": ["taken", "in-use"],
  tags,
  request: { params, headers: Editing, body: body(Event.EventChange) },
  responses: { 200: entity("The event as it is now", StaffEvent) },
});

const cancel = declare("staff", {
  method: "post",
  path: "/api/staff/events/{id}/cancel",
  summary: "Cancel an event and tell everybody who registered",
  "x-refuses": ["in-use"],
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ reason: line(200) })) },
  responses: { 200: entity("The cancelled event", StaffEvent) },
});

const registrations = declare("staff", {
  method: "get",
  path: "/api/staff/events/{id}/registrations",
  summary: "A page of the registrations for an event, cancelled ones too, and how its seats stand",
  tags,
  "x-refuses": ["malformed"],
  request: { params, query: PageQuery },
  responses: {
    200: json(
      "The registrations",
      z.strictObject({
        seats: z.strictObject({ capacity: z.int(), taken: z.int() }),
        registrations: z.array(StaffRegistration),
        cursor: Cursor,
      }),
    ),
  },
});

const add = declare("staff", {
  method: "post",
  path: "/api/staff/events/{id}/registrations",
  summary: "Let a party in past the waitlist, above the capacity too",
  "x-refuses": ["full", "closed"],
  tags,
  request: { params, headers: Making, body: body(z.strictObject({ email: z.email().max(254), party: SentParty })) },
  responses: { 201: entity("The party has its seats", LetIn) },
});

const cancelMore = declare("staff", {
  method: "post",
  path: "/api/staff/events/{id}/registrations/cancel",
  summary: "Cancel registrations and tell each person why; one that fails keeps no other from it",
  tags,
  request: {
    params,
    headers: Making,
    body: body(
      z.strictObject({
        ids: z.array(Attempt).min(1).max(MOST_CANCELLED, `may be ${MOST_CANCELLED} at most`),
        reason: line(200),
      }),
    ),
  },
  responses: { 200: json("What came of each", CancelledMany) },
});

const mail = declare("staff", {
  method: "get",
  path: "/api/staff/mail",
  summary: "Mails that failed lately, the newest first, and mails that were turned down for now",
  tags,
  responses: { 200: json("The mails", z.strictObject({ mails: z.array(TroubledMail), setAside: SetAside })) },
});

/** Events as staff plan them, and who comes. What the public sees of them is on the site. */
export function eventRoutes(needs: Needs) {
  const { table } = needs;
  const secrets = secretsOf(needs.pepper);
  const edit = (id: string) => ({ status: 200, current: () => EventStore.get(table, id) }) as const;

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await EventStore.list(table, c.get("actor"), { limit, cursor: eventsCursor(cursor) }), 200);
    })
    .openapi(create, async (c) => {
      const posted = c.req.valid("json");
      const { zone } = await ChamberStore.get(table);
      const { title, type, startsAt, endsAt, venue, capacity } = posted;
      const blank: Event.EventDraft = { ...BLANK, coHostIds: [], zone, title, type, startsAt, endsAt, venue, capacity };
      const draft = applied(blank, posted);
      return once(c, needs, { status: 201 }, (write) => EventStore.create(table, write, draft));
    })
    .openapi(read, async (c) => {
      const event = await EventStore.get(table, c.req.valid("param").id);
      return found(c, event.version, event);
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once<Event.Event>(c, needs, edit(id), async (write) => {
        const event = await EventStore.update(table, write, id, version, changed);
        // More seats go to those who wait at once.
        await sweepIfPossible(needs, id);
        return event;
      });
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { reason } = c.req.valid("json");
      return once<Event.Event>(c, needs, edit(id), (write) => EventStore.cancel(table, write, id, version, reason));
    })
    .openapi(registrations, async (c) => {
      const { id } = c.req.valid("param");
      const { limit, cursor: given } = c.req.valid("query");
      const seats = await SeatsStore.get(table, id);
      const from = registrationsCursor(given, seats);
      const { registrations, cursor } = await RegistrationStore.list(table, seats, { ...from, limit });
      const { capacity, taken } = seats;
      const shown = {
        seats: { capacity, taken },
        registrations: registrations.map(forStaff),
        cursor: registrationsCursorAfter(from.shard, cursor, seats),
      };
      return c.json(shown, 200);
    })
    .openapi(add, async (c) => {
      const { id } = c.req.valid("param");
      const { email, party } = c.req.valid("json");
      const attempt = secrets.attempt("add", id, c.req.valid("header")["Idempotency-Key"]);
      const from = { eventId: id, personKey: secrets.person(email), attempt, party: keptParty(party, email) };
      const show = ({ attempt, status, size, version }: Registration) => ({ id: attempt, status, size, version });
      return once<Registration>(c, needs, { status: 201, show }, async (write) => {
        const { registration, repeated } = await RegistrationStore.addAnyway(needs, write, from);
        // Whoever had registered before was not let in by this request, but it is the answer to it.
        return repeated ? commit(table, write, [], registration) : registration;
      });
    })
    .openapi(cancelMore, async (c) => {
      const { id: eventId } = c.req.valid("param");
      const { ids: attempts, reason } = c.req.valid("json");
      const show = ({ registrations }: Rows) => ({ registrations });
      return once<Rows>(c, needs, { status: 200, show }, async (write) => {
        const { version } = await SeatsStore.get(table, eventId);
        const registrations = await cancelMany(needs, write, { eventId, attempts, reason });
        return commit(table, write, [], { registrations, version });
      });
    })
    .openapi(mail, async (c) => {
      const { failed, waiting, setAside } = await OutboxStore.troubled(table, MOST_MAILS);
      return c.json({ mails: [...failed, ...waiting].map(troubledMail), setAside }, 200);
    });
}

type Rows = z.infer<typeof CancelledMany> & { readonly version: number };

const BLANK = {
  summary: "",
  description: "",
  hostId: null,
  openTo: "everyone",
  registrationOpens: null,
  registrationCloses: null,
  promoteUntil: null,
  fillGaps: false,
  status: "draft",
} as const;

function troubledMail(mail: OutboxStore.Mail): z.infer<typeof TroubledMail> {
  const { failure, eventId, attempt, template, tries, createdAt, settledAt, dueAt } = mail;
  const state = failure !== null && settledAt !== null ? failure : "waiting";
  return { state, eventId, registration: attempt, template, tries, createdAt, at: settledAt ?? dueAt };
}

function forStaff({ personKey, attempt, place, ...rest }: Registration): z.infer<typeof StaffRegistration> {
  return { ...rest, id: attempt };
}
