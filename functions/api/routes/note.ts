import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "@mainstreet/core/actor";
import { idOf } from "@mainstreet/core/id";
import { Note, NoteText } from "@mainstreet/core/note";
import * as NoteStore from "@mainstreet/store/note-store";
import * as z from "zod";
import { Colleague, colleaguesNamed } from "../colleagues.ts";
import { Cursor, notesCursor, PageQuery } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making } from "../operation.ts";

const StaffNote = Note.meta({ id: "Note" });

const params = z.object({ id: idOf("note") });
const tags = ["notes"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/notes",
  summary: "A page of notes, those of one member when asked, the newest first",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery.extend({ memberId: idOf("member").optional() }) },
  responses: {
    200: json(
      "The notes, and who wrote them",
      z.strictObject({ notes: z.array(StaffNote), people: z.array(Colleague), cursor: Cursor }),
    ),
  },
});

const create = declare("staff", {
  method: "post",
  path: "/api/staff/notes",
  summary: "Note something of a member",
  tags,
  request: { headers: Making, body: body(z.strictObject({ memberId: idOf("member"), text: NoteText })) },
  responses: { 201: entity("The new note", StaffNote) },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/staff/notes/{id}",
  summary: "Change what a note says, by who wrote it and by administrators",
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ text: NoteText })) },
  responses: { 200: entity("The note as it is now", StaffNote) },
});

const remove = declare("staff", {
  method: "delete",
  path: "/api/staff/notes/{id}",
  summary: "Take a note away, by who wrote it and by administrators; for a month it can be brought back",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The removed note", StaffNote) },
});

const restore = declare("staff", {
  method: "post",
  path: "/api/staff/notes/{id}/restore",
  summary: "Bring a removed note back",
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The note as it is now", StaffNote) },
});

/** What staff note of members, for themselves. */
export function noteRoutes(needs: Needs) {
  const { table } = needs;
  const edit = (actor: Actor, id: string) => ({ status: 200, current: () => NoteStore.get(table, actor, id) }) as const;

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, memberId, cursor: given } = c.req.valid("query");
      const page = { limit, cursor: notesCursor(given, memberId), ...(memberId && { memberId }) };
      const { notes, cursor } = await NoteStore.list(table, c.get("actor"), page);
      const people = await colleaguesNamed(
        table,
        notes.map(({ by }) => by),
      );
      return c.json({ notes, people, cursor }, 200);
    })
    .openapi(create, (c) => {
      const draft = c.req.valid("json");
      return once(c, needs, { status: 201 }, (write) => NoteStore.create(table, write, draft));
    })
    .openapi(change, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { text } = c.req.valid("json");
      return once(c, needs, edit(c.get("actor"), id), (write) => NoteStore.update(table, write, id, version, text));
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, edit(c.get("actor"), id), (write) => NoteStore.remove(table, write, id, version));
    })
    .openapi(restore, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, edit(c.get("actor"), id), (write) => NoteStore.restore(table, write, id, version));
    });
}
