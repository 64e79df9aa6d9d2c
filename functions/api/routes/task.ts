import { OpenAPIHono } from "@hono/zod-openapi";
import { idOf } from "@mainstreet/core/id";
import { Task, TaskChange, TaskDraft } from "@mainstreet/core/task";
import * as PersonStore from "@mainstreet/store/person-store";
import * as TaskStore from "@mainstreet/store/task-store";
import * as z from "zod";
import { Colleague, colleague } from "../colleagues.ts";
import { Cursor, PageQuery, tasksCursor } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making } from "../operation.ts";

const StaffTask = Task.meta({ id: "Task" });

const params = z.object({ id: idOf("task") });
const tags = ["tasks"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/tasks",
  summary: "A page of tasks: open ones by the day they are due, or those that are done, the last one first",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PageQuery.extend({ state: z.enum(["open", "done"]).default("open") }) },
  responses: {
    200: json(
      "The tasks, and the staff that they can be given to",
      z.strictObject({ tasks: z.array(StaffTask), staff: z.array(Colleague), cursor: Cursor }),
    ),
  },
});

const create = declare("staff", {
  method: "post",
  path: "/api/staff/tasks",
  summary: "Make a task",
  tags,
  request: {
    headers: Making,
    body: body(
      TaskDraft.extend({
        memberId: TaskDraft.shape.memberId.default(null),
        assignedTo: TaskDraft.shape.assignedTo.default(null),
      }),
    ),
  },
  responses: { 201: entity("The new task", StaffTask) },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/staff/tasks/{id}",
  summary: "Change a task, say that it is done, or open it again",
  tags,
  request: { params, headers: Editing, body: body(TaskChange) },
  responses: { 200: entity("The task as it is now", StaffTask) },
});

/** What staff have to do by a day. */
export function taskRoutes(needs: Needs) {
  const { table } = needs;
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, state, cursor: given } = c.req.valid("query");
      const actor = c.get("actor");
      const [{ tasks, cursor }, staff] = await Promise.all([
        TaskStore.list(table, actor, { state, limit, cursor: tasksCursor(given, state) }),
        PersonStore.colleagues(table, actor),
      ]);
      return c.json({ tasks, staff: staff.map(colleague), cursor }, 200);
    })
    .openapi(create, (c) => {
      const draft = c.req.valid("json");
      return once(c, needs, { status: 201 }, (write) => TaskStore.create(table, write, draft));
    })
    .openapi(change, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      const current = () => TaskStore.get(table, c.get("actor"), id);
      return once(c, needs, { status: 200, current }, (write) => TaskStore.update(table, write, id, version, changed));
    });
}
