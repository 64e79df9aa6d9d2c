import { OpenAPIHono } from "@hono/zod-openapi";
import { requirePerson } from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import { dateIn } from "@mainstreet/core/local-date";
import { Audience, Mailing, MailingChange, MailingCounts, MailingDraft } from "@mainstreet/core/mailing";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { keyringOf } from "@mainstreet/store/keyring";
import * as LetterStore from "@mainstreet/store/letter-store";
import { reach } from "@mainstreet/store/mailing-audience";
import * as MailingStore from "@mainstreet/store/mailing-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { commit } from "@mainstreet/store/write";
import * as z from "zod";
import { Cursor, mailingsCursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making } from "../operation.ts";

const StaffMailing = Mailing.meta({ id: "Announcement" });
const Counted = Mailing.extend({ counts: MailingCounts }).meta({ id: "CountedAnnouncement" });
const Reach = z.strictObject({
  /** Members that are meant, and those of them for which the chamber knows nobody. */
  members: z.int(),
  silent: z.int(),
  /** People who would get it, and those who want none. */
  people: z.int(),
  unsubscribed: z.int(),
});

const params = z.object({ id: idOf("mailing") });
const tags = ["announcements"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/announcements",
  summary: "A page of announcements to members, the newest first, and how many people each has come to",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery },
  responses: {
    200: json("The announcements", z.strictObject({ announcements: z.array(Counted), cursor: Cursor })),
  },
});

const create = declare("staff", {
  method: "post",
  path: "/api/staff/announcements",
  summary: "Write an announcement: a draft that nobody gets yet",
  tags,
  request: { headers: Making, body: body(MailingDraft) },
  responses: { 201: entity("The new draft", StaffMailing) },
});

const read = declare("staff", {
  method: "get",
  path: "/api/staff/announcements/{id}",
  summary: "One announcement, and how many people it has come to",
  tags,
  request: { params },
  responses: { 200: json("The announcement", Counted) },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/staff/announcements/{id}",
  summary: "Change a draft",
  "x-refuses": ["closed"],
  tags,
  request: { params, headers: Editing, body: body(MailingChange) },
  responses: { 200: entity("The draft as it is now", StaffMailing) },
});

const remove = declare("staff", {
  method: "delete",
  path: "/api/staff/announcements/{id}",
  summary: "Throw a draft away",
  "x-refuses": ["closed"],
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The draft as it was", StaffMailing) },
});

const count = declare("staff", {
  method: "post",
  path: "/api/staff/announcements/count",
  summary: "How many an announcement would reach if it were sent today; nothing is stored",
  "x-repeatable": false,
  tags,
  request: { headers: Making, body: body(Audience) },
  responses: { 200: json("How many", Reach) },
});

const test = declare("staff", {
  method: "post",
  path: "/api/staff/announcements/{id}/test",
  summary: "Send an announcement to oneself and nobody else",
  tags,
  request: { params, headers: Making },
  responses: { 200: entity("The announcement, as it was sent", StaffMailing) },
});

const send = declare("staff", {
  method: "post",
  path: "/api/staff/announcements/{id}/send",
  summary: "Send an announcement to all whom it is meant for, one announcement at a time",
  "x-refuses": ["closed", "in-use"],
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The announcement, which is being sent", StaffMailing) },
});

const stop = declare("staff", {
  method: "post",
  path: "/api/staff/announcements/{id}/stop",
  summary: "Stop sending: what has not left yet does not",
  "x-refuses": ["closed"],
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The announcement, which goes no further", StaffMailing) },
});

/** What staff announce to members' people by mail. */
export function mailingRoutes(needs: Needs) {
  const { table, now } = needs;
  const keyring = keyringOf(needs.pepper);
  const flat = ({ mailing, counts }: MailingStore.Counted) => ({ ...mailing, counts });
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor: given } = c.req.valid("query");
      const page = { limit, cursor: mailingsCursor(given) };
      const { announcements, cursor } = await MailingStore.list(table, c.get("actor"), page);
      return c.json({ announcements: announcements.map(flat), cursor }, 200);
    })
    .openapi(create, (c) => {
      const draft = c.req.valid("json");
      return once(c, needs, { status: 201 }, (write) => MailingStore.create(table, write, draft));
    })
    .openapi(count, async (c) => {
      const chamber = await ChamberStore.get(table);
      const who = { actor: c.get("actor"), keyring };
      return c.json(await reach(table, who, c.req.valid("json"), chamber, dateIn(chamber.zone, now())), 200);
    })
    .openapi(read, async (c) => {
      const mailing = await MailingStore.get(table, c.get("actor"), c.req.valid("param").id);
      const [counted] = await MailingStore.counted(table, [mailing]);
      if (!counted) throw new ChamberError("not-found", "There is no such announcement.");
      return c.json(flat(counted), 200);
    })
    .openapi(change, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      const current = () => MailingStore.get(table, c.get("actor"), id);
      return once(c, needs, { status: 200, current }, (write) =>
        MailingStore.update(table, write, id, version, changed),
      );
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const current = () => MailingStore.get(table, c.get("actor"), id);
      return once(c, needs, { status: 200, current }, (write) => MailingStore.remove(table, write, id, version));
    })
    .openapi(test, (c) => {
      const { id } = c.req.valid("param");
      return once<Mailing>(c, needs, { status: 200 }, async (write) => {
        const { personKey } = requirePerson(write.actor);
        const mailing = await MailingStore.get(table, write.actor, id);
        const { email } = await PersonStore.get(table, write.actor, personKey);
        const { subject, text } = mailing;
        const letter = LetterStore.post({ template: "mailing", personKey, email, values: { subject, text } }, write);
        return commit(table, write, [letter], mailing);
      });
    })
    .openapi(send, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const current = () => MailingStore.get(table, c.get("actor"), id);
      return once<Mailing>(c, needs, { status: 200, current }, async (write) => {
        const { zone } = await ChamberStore.get(table);
        return MailingStore.send(table, write, id, version, dateIn(zone, write.now));
      });
    })
    .openapi(stop, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const current = () => MailingStore.get(table, c.get("actor"), id);
      return once(c, needs, { status: 200, current }, (write) => MailingStore.stop(table, write, id, version));
    });
}
