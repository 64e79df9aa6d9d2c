import { OpenAPIHono } from "@hono/zod-openapi";
import { Application, ApplicationDraft } from "@mainstreet/core/application";
import { ChamberError } from "@mainstreet/core/error";
import { idOf, newId } from "@mainstreet/core/id";
import { dateIn } from "@mainstreet/core/local-date";
import { Membership } from "@mainstreet/core/membership";
import { paragraphs } from "@mainstreet/core/text";
import * as ApplicationStore from "@mainstreet/store/application-store";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import type { Write } from "@mainstreet/store/write";
import * as z from "zod";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { body, declare, Editing, json, Making, problem } from "../operation.ts";
import { onceHere, requireOpened } from "../sign-in/opened.ts";

const tags = ["join"];
const params = z.object({ id: idOf("application") });
const StaffApplication = Application.meta({ id: "Application" });
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
  summary: "Applications that wait, the oldest first",
  tags,
  responses: { 200: json("The applications", z.strictObject({ applications: z.array(StaffApplication) })) },
});

const accept = declare("staff", {
  method: "post",
  path: "/api/staff/applications/{id}/accept",
  summary: "Make the business a member, with a hidden listing and its owner; with a level from today on",
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
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ reason: paragraphs(1000).refine(Boolean) })) },
  responses: { 200: json("The application as it is now", StaffApplication) },
});

/** How businesses become members. */
export function joinRoutes(needs: Needs) {
  const { table, now, random } = needs;
  const secrets = secretsOf(needs.pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(apply, async (c) => {
      const draft = c.req.valid("json");
      const hash = secrets.limit("applications", requireOpened(c).person.personKey);
      await onceHere<Application>(c, needs, (write) =>
        ApplicationStore.create(table, write, draft, { hash, most: MOST_AN_HOUR }),
      );
      return c.json({ next: "staff" as const }, 202);
    })
    .openapi(list, async (c) =>
      c.json({ applications: await ApplicationStore.listPending(table, c.get("actor")) }, 200),
    )
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
