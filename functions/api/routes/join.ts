import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "@mainstreet/core/actor";
import { Application, ApplicationDraft } from "@mainstreet/core/application";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { dateIn } from "@mainstreet/core/local-date";
import { Membership } from "@mainstreet/core/membership";
import { MISSING, missingOf } from "@mainstreet/core/missing";
import { paragraphs } from "@mainstreet/core/text";
import * as ApplicationStore from "@mainstreet/store/application-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Write } from "@mainstreet/store/write";
import * as z from "zod";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Editing, json, Making, problem } from "../operation.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";

const tags = ["join"];
const params = z.object({ id: idOf("application") });
const StaffApplication = Application.meta({ id: "Application" });
const Accepted = Application.pick({ id: true, name: true, email: true, decidedAt: true })
  .extend({ listing: Listing.pick({ id: true, name: true, version: true }), missing: z.array(z.enum(MISSING)) })
  .meta({ id: "AcceptedApplication" });
/** Of so many that were accepted last it is looked whether their listing is shown. */
const MOST_ACCEPTED = 30;
/** How many applications one person makes within an hour. */
const MOST_AN_HOUR = 3;

const apply = declare("signed-in", {
  method: "post",
  path: "/api/join",
  summary: "Ask to become a member: whoever is signed in has proved their mailbox",
  tags,
  request: { headers: Making, body: body(ApplicationDraft) },
  responses: {
    202: json("Staff will answer by mail", z.strictObject({ next: z.literal("staff") })),
    429: problem("too-many"),
  },
});

const list = declare("staff", {
  method: "get",
  path: "/api/staff/applications",
  summary: "Applications that wait, the oldest first; and new members whose listing is hidden, with what it lacks",
  tags,
  responses: {
    200: json(
      "The applications",
      z.strictObject({ applications: z.array(StaffApplication), accepted: z.array(Accepted) }),
    ),
  },
});

const accept = declare("staff", {
  method: "post",
  path: "/api/staff/applications/{id}/accept",
  summary: "Make the business a member, with a hidden listing and its owner; with a level from today on",
  "x-refuses": ["in-use"],
  tags,
  request: {
    params,
    headers: Editing,
    body: body(z.strictObject({ level: Membership.shape.level.nullable().default(null) })),
  },
  responses: { 200: json("The application as it is now", StaffApplication) },
});

const refuse = declare("staff", {
  method: "post",
  path: "/api/staff/applications/{id}/refuse",
  summary: "Turn the application down, with a reason that the person is told",
  "x-refuses": ["in-use"],
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ reason: paragraphs(1000).refine(Boolean) })) },
  responses: { 200: json("The application as it is now", StaffApplication) },
});

/** How businesses become members. */
export function joinRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const secrets = secretsOf(needs.pepper);
  /** A new member with what its listing lacks; null once that is shown, or gone. */
  const hiddenOf = async (
    actor: Actor,
    { id, name, email, decidedAt, listingId, memberId }: Application,
    today: string,
  ) => {
    if (listingId === null || memberId === null) return null;
    const [listing, member] = await Promise.all([
      ListingStore.get(table, listingId),
      MemberStore.get(table, actor, memberId),
    ]);
    if (listing.status !== "hidden" || member.status !== "current") return null;
    const { version } = listing;
    const missing = [...missingOf(listing, member, today)];
    return { id, name, email, decidedAt, listing: { id: listingId, name: listing.name, version }, missing };
  };
  return new OpenAPIHono<ApiEnv>()
    .openapi(apply, async (c) => {
      const draft = c.req.valid("json");
      const hash = secrets.limit("applications", requireOpened(c).person.personKey);
      await onceHere<Application>(c, needs, (write) =>
        ApplicationStore.create(table, write, draft, { hash, most: MOST_AN_HOUR }),
      );
      return c.json({ next: "staff" as const }, 202);
    })
    .openapi(list, async (c) => {
      const actor = c.get("actor");
      const [applications, past, { zone }] = await Promise.all([
        ApplicationStore.listPending(table, actor),
        ApplicationStore.listAccepted(table, actor, MOST_ACCEPTED),
        ChamberStore.get(table),
      ]);
      const today = dateIn(zone, now());
      const accepted = await Promise.all(past.map((one) => hiddenOf(actor, one, today)));
      return c.json({ applications, accepted: accepted.filter((one) => one !== null) }, 200);
    })
    .openapi(accept, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { level } = c.req.valid("json");
      const { zone, levels } = await ChamberStore.get(table);
      if (level !== null && !levels.some((known) => known.id === level)) {
        const message = "The chamber has no such level.";
        throw new ChamberError("invalid", message, { fields: [{ path: "level", message }] });
      }
      const from = dateIn(zone, now());
      const memberships = level === null ? [] : [{ id: newId("membership", now(), random), level, from, until: null }];
      const current = () => ApplicationStore.get(table, c.get("actor"), id);
      const take = (write: Write<Application>) => ApplicationStore.accept(table, write, id, version, memberships);
      await onceHere<Application>(c, needs, take, current);
      return c.json(await ApplicationStore.get(table, c.get("actor"), id), 200);
    })
    .openapi(refuse, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { reason } = c.req.valid("json");
      await onceHere<Application>(
        c,
        needs,
        (write) => ApplicationStore.refuse(table, write, id, version, reason),
        () => ApplicationStore.get(table, c.get("actor"), id),
      );
      return c.json(await ApplicationStore.get(table, c.get("actor"), id), 200);
    });
}
