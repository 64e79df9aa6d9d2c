import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "@mainstreet/core/actor";
import { applied } from "@mainstreet/core/change";
import { idOf, newId } from "@mainstreet/core/id";
import * as Member from "@mainstreet/core/member";
import { Membership } from "@mainstreet/core/membership";
import * as MemberMerge from "@mainstreet/store/member-merge";
import * as MemberStore from "@mainstreet/store/member-store";
import * as z from "zod";
import { Cursor, membersCursor, PageQuery } from "../cursor.ts";
import { found } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making, Reading, UNCHANGED } from "../operation.ts";

/** A member as staff see it. */
export const StaffMember = Member.Member.meta({ id: "Member" });

const params = z.object({ id: idOf("member") });
const tags = ["members"];

const list = declare("staff", {
  method: "get",
  path: "/api/members",
  summary: "A page of members, removed ones too, by name",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery },
  responses: { 200: json("The members", z.strictObject({ members: z.array(StaffMember), cursor: Cursor })) },
});

const read = declare("staff", {
  method: "get",
  path: "/api/members/{id}",
  summary: "One member",
  tags,
  request: { params, headers: Reading },
  responses: { 200: entity("The member", StaffMember), 304: UNCHANGED },
});

const remove = declare("staff", {
  method: "delete",
  path: "/api/members/{id}",
  summary: "Take a member and its listings off the site",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The removed member", StaffMember) },
});

const restore = declare("staff", {
  method: "post",
  path: "/api/members/{id}/restore",
  summary: "Bring a removed member back",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The member as it is now", StaffMember) },
});

const merge = declare("staff", {
  method: "post",
  path: "/api/members/{id}/merge",
  summary: "Merge a member into another, which gets its listings, people, memberships and notes",
  tags,
  request: {
    params,
    headers: Editing,
    body: body(z.strictObject({ into: idOf("member"), intoVersion: z.int().min(1) })),
  },
  responses: { 200: entity("The merged member, a signpost from now on", StaffMember) },
});

/** For so long a call works at a merge, in milliseconds; the same request goes on. */
const MERGING_MS = 5_000;

/** The organizations that belong to the chamber: all of it for staff only. */
export function memberRoutes(needs: Needs) {
  const { table, now, random } = needs;

  const PostedMembership = z
    .strictObject({ ...Membership.shape, id: Membership.shape.id.optional() })
    .transform((m) => ({ ...m, id: m.id ?? newId("membership", now(), random) }))
    // The rule on its dates stands on the whole membership.
    .pipe(Membership);
  const memberships = z.array(PostedMembership).max(60).optional();
  const create = declare("staff", {
    method: "post",
    path: "/api/members",
    summary: "Make a member; what is left out stays empty",
    tags,
    request: {
      headers: Making,
      body: body(Member.MemberChange.extend({ name: Member.MemberDraft.shape.name, memberships })),
    },
    responses: { 201: entity("The new member", StaffMember) },
  });
  const change = declare("staff", {
    method: "patch",
    path: "/api/members/{id}",
    summary: "Change a member",
    tags,
    request: { params, headers: Editing, body: body(Member.MemberChange.extend({ memberships })) },
    responses: { 200: entity("The member as it is now", StaffMember) },
  });

  const current = (actor: Actor, id: string) => () => MemberStore.get(table, actor, id);
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      return c.json(await MemberStore.list(table, c.get("actor"), { limit, cursor: membersCursor(cursor) }), 200);
    })
    .openapi(create, (c) => {
      const { name, ...rest } = c.req.valid("json");
      const draft = applied<Member.MemberDraft>({ ...Member.BLANK, name }, rest);
      return once(c, needs, { status: 201 }, (write) => MemberStore.create(table, write, draft));
    })
    .openapi(read, async (c) => {
      const member = await MemberStore.get(table, c.get("actor"), c.req.valid("param").id);
      return found(c, member.version, member);
    })
    .openapi(change, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once(c, needs, { status: 200, current: current(c.get("actor"), id) }, (write) =>
        MemberStore.update(table, write, id, version, changed),
      );
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, { status: 200, current: current(c.get("actor"), id) }, (write) =>
        MemberStore.remove(table, write, id, version),
      );
    })
    .openapi(merge, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { into, intoVersion } = c.req.valid("json");
      const which = { from: { id, version }, into: { id: into, version: intoVersion } };
      return once(c, needs, { status: 200, current: current(c.get("actor"), id) }, (write) =>
        MemberMerge.merge(table, write, which, { now, until: now() + MERGING_MS }),
      );
    })
    .openapi(restore, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, { status: 200, current: current(c.get("actor"), id) }, (write) =>
        MemberStore.restore(table, write, id, version),
      );
    });
}
