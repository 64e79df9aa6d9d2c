import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import { Member } from "@mainstreet/core/member";
import { RenewFor } from "@mainstreet/core/renew";
import { Standing } from "@mainstreet/core/standing";
import * as MemberStore from "@mainstreet/store/member-store";
import * as ReminderStore from "@mainstreet/store/reminder-store";
import * as RenewalStore from "@mainstreet/store/renewal-store";
import * as z from "zod";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json } from "../operation.ts";
import { StaffMember } from "./member.ts";

/** So many are shown: whose membership ended first, first. */
const MOST = 1000;

const RenewalRow = Member.pick({ id: true, version: true, name: true, contactName: true, contactEmail: true })
  .extend({
    standing: Standing,
    /** The last reminder of this end of the membership; null while none went out. */
    reminded: ReminderStore.Reminded.shape.sent.element.pick({ day: true, on: true }).nullable(),
  })
  .meta({ id: "Renewal" });

const tags = ["renewals"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/renewals",
  summary: "Members whose membership is due, in its days of grace, or has lapsed within the last year",
  tags,
  responses: {
    200: json(
      "The members, by when their membership ends",
      z.strictObject({ renewals: z.array(RenewalRow), more: z.boolean() }),
    ),
  },
});

const renew = declare("staff", {
  method: "post",
  path: "/api/members/{id}/renew",
  summary: "Renew a membership for some months, or until a day: the next period follows the last one",
  tags,
  request: { params: z.object({ id: idOf("member") }), headers: Editing, body: body(RenewFor) },
  responses: { 200: entity("The member as it is now", StaffMember) },
});

/** Memberships that end, and their renewal. */
export function renewalRoutes(needs: Needs) {
  const { table, now } = needs;
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const all = await RenewalStore.list(table, c.get("actor"), now());
      const shown = all.slice(0, MOST);
      const reminded = await ReminderStore.find(
        table,
        shown.map(({ member }) => member.id),
      );
      const renewals = shown.map(({ member, standing }) => {
        const { id, version, name, contactName, contactEmail } = member;
        const last = reminded.get(id)?.sent.findLast(({ endsOn }) => endsOn === standing.endsOn);
        const row = { id, version, name, contactName, contactEmail, standing };
        return { ...row, reminded: last ? { day: last.day, on: last.on } : null };
      });
      return c.json({ renewals, more: all.length > MOST }, 200);
    })
    .openapi(renew, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const wanted = c.req.valid("json");
      const current = () => MemberStore.get(table, c.get("actor"), id);
      return once(c, needs, { status: 200, current }, (write) => RenewalStore.renew(table, write, id, version, wanted));
    });
}
