import { OpenAPIHono } from "@hono/zod-openapi";
import { Event } from "@mainstreet/core/event";
import { Listing } from "@mainstreet/core/listing";
import { Instant, LocalDate } from "@mainstreet/core/local-date";
import { Member } from "@mainstreet/core/member";
import { PersonKey } from "@mainstreet/core/person-key";
import { QUIET } from "@mainstreet/core/quiet";
import { Registration } from "@mainstreet/core/registration";
import * as JoinAskedStore from "@mainstreet/store/join-asked-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as QuietStore from "@mainstreet/store/quiet-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, json, Making, problem } from "../operation.ts";

/** So many of each are told. */
const MOST = 1000;

const QuietRow = Member.pick({ id: true, name: true, contactName: true, contactEmail: true })
  .extend({
    reasons: z.array(z.enum(QUIET)),
    joined: LocalDate.nullable(),
    /** To how many events it could have come since it joined; 0 where that is no matter. */
    missed: z.int().min(0),
    /** Of its listings that nobody has confirmed for long, the one that waits longest. */
    listing: Listing.pick({ id: true, name: true, confirmedOn: true }).nullable(),
  })
  .meta({ id: "QuietMember" });

const { name, company, email } = Registration.shape.party.shape.registrant.shape;
const GuestRow = z
  .strictObject({
    ...{ personKey: PersonKey, name, company, email },
    visits: z.int().min(1),
    first: LocalDate,
    last: z.strictObject({ eventId: Event.shape.id, title: Event.shape.title, on: LocalDate }),
    /** When they were last asked to join, and whether staff know that they want no such letter. */
    askedAt: Instant.nullable(),
    leftAlone: z.boolean(),
    /** Whether they want no letters of the chamber at all. */
    unsubscribed: z.boolean(),
    /** Whether they may be asked now. */
    mayAsk: z.boolean(),
  })
  .meta({ id: "Guest" });

const Asked = JoinAskedStore.JoinAsked.pick({ personKey: true, askedAt: true, leftAlone: true });
const since = LocalDate.nullable();
const params = z.object({ person: PersonKey });
const tags = ["quiet"];

const quiet = declare("staff", {
  method: "get",
  path: "/api/staff/quiet",
  summary: "Members nothing is heard of: new ones who came to no event, unconfirmed listings, nobody ever signed in",
  tags,
  responses: {
    200: json(
      "The members, those with most reasons first, and since when events were looked at",
      z.strictObject({ members: z.array(QuietRow), since, more: z.boolean() }),
    ),
  },
});

const guests = declare("staff", {
  method: "get",
  path: "/api/staff/guests",
  summary: "Who came to events of the last two years and acts for no member, whoever came most often first",
  tags,
  responses: {
    200: json(
      "The guests, and since when events were looked at",
      z.strictObject({ guests: z.array(GuestRow), since, more: z.boolean() }),
    ),
  },
});

const invite = declare("staff", {
  method: "post",
  path: "/api/staff/guests/{person}/invite",
  summary: "Ask a guest by mail whether they would like to join: once in 90 days",
  tags,
  "x-refuses": ["taken", "stale"],
  request: { params, headers: Making },
  responses: { 200: json("When they were asked", Asked), 429: problem("too-many") },
});

const leaveAlone = declare("staff", {
  method: "post",
  path: "/api/staff/guests/{person}/leave-alone",
  summary: "Note that a guest is not to be asked to join, or may be again",
  tags,
  "x-refuses": ["stale"],
  request: { params, headers: Making, body: body(z.strictObject({ leftAlone: z.boolean() })) },
  responses: { 200: json("How it stands", Asked) },
});

/** Members nothing is heard of, and guests who might become members. */
export function quietRoutes(needs: Pick<Needs, "table" | "now" | "random" | "pepper">) {
  const { table, now } = needs;
  return new OpenAPIHono<ApiEnv>()
    .openapi(quiet, async (c) => {
      const { members, since } = await QuietStore.quietMembers(scene(needs), c.get("actor"), now());
      return c.json({ members: members.slice(0, MOST), since, more: members.length > MOST }, 200);
    })
    .openapi(guests, async (c) => {
      const at = now();
      const { guests, since } = await QuietStore.guests(scene(needs), c.get("actor"), at);
      const shown = guests.slice(0, MOST);
      const asked = await JoinAskedStore.find(
        table,
        shown.map(({ personKey }) => personKey),
      );
      const rows = shown.map((guest) => {
        const { askedAt, leftAlone, unsubscribed } = asked.get(guest.personKey) ?? NEVER_ASKED;
        const asking = { askedAt, leftAlone, unsubscribed };
        return { ...guest, ...asking, mayAsk: JoinAskedStore.mayAsk(asking, at) };
      });
      return c.json({ guests: rows, since, more: guests.length > MOST }, 200);
    })
    .openapi(invite, (c) => {
      const { person } = c.req.valid("param");
      return once(c, needs, { status: 200, show }, (write) => JoinAskedStore.ask(table, write, person));
    })
    .openapi(leaveAlone, (c) => {
      const { person } = c.req.valid("param");
      const { leftAlone } = c.req.valid("json");
      return once(c, needs, { status: 200, show }, (write) =>
        JoinAskedStore.leaveAlone(table, write, person, leftAlone),
      );
    });
}

const NEVER_ASKED: JoinAskedStore.Asking = { askedAt: null, leftAlone: false, unsubscribed: false };

function scene({ table, pepper }: Pick<Needs, "table" | "pepper">): QuietStore.Scene {
  return { table, keyOf: keyringOf(pepper).keyOf };
}

function show({ personKey, askedAt, leftAlone }: JoinAskedStore.JoinAsked): z.infer<typeof Asked> {
  return { personKey, askedAt, leftAlone };
}
