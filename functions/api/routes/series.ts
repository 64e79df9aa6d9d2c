import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "@mainstreet/core/actor";
import { ChamberError, type FieldError } from "@mainstreet/core/error";
import { problemsOf } from "@mainstreet/core/event";
import { idOf } from "@mainstreet/core/id";
import { datesOf, eventOn, Series, SeriesChange, SeriesDraft } from "@mainstreet/core/series";
import * as MemberStore from "@mainstreet/store/member-store";
import * as SeriesStore from "@mainstreet/store/series-store";
import * as z from "zod";
import { makeAhead } from "../../ahead.ts";
import { found } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making, Reading, UNCHANGED } from "../operation.ts";

const StaffSeries = Series.meta({ id: "Series" });
const params = z.object({ id: idOf("series") });
const tags = ["events"];
const FAR = "9999-12-31";

const list = declare("staff", {
  method: "get",
  path: "/api/staff/series",
  summary: "All series",
  tags,
  responses: { 200: json("The series", z.strictObject({ series: z.array(StaffSeries) })) },
});

const create = declare("staff", {
  method: "post",
  path: "/api/staff/series",
  summary: "Make a series, and its events for the coming six months",
  tags,
  request: { headers: Making, body: body(SeriesDraft) },
  responses: { 201: entity("The new series", StaffSeries) },
});

const read = declare("staff", {
  method: "get",
  path: "/api/staff/series/{id}",
  summary: "One series",
  tags,
  request: { params, headers: Reading },
  responses: { 200: entity("The series", StaffSeries), 304: UNCHANGED },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/staff/series/{id}",
  summary: "Change a series for the events still to be made, and make those of the coming six months",
  tags,
  request: { params, headers: Editing, body: body(SeriesChange) },
  responses: { 200: entity("The series as it is now", StaffSeries) },
});

/** Series of events by a rule. */
export function seriesRoutes(needs: Needs) {
  const { table } = needs;

  async function requireSound(actor: Actor, draft: SeriesDraft): Promise<void> {
    const [first] = datesOf(draft, draft.from, FAR);
    if (first === undefined) throw invalid([{ path: "rule", message: "gives no day at all" }]);
    const problems = problemsOf(eventOn(draft, first)).map(({ path, message }) => ({ path: `event.${path}`, message }));
    const { hostId, coHostIds } = draft.event;
    const hosts = [...(hostId === null ? [] : [hostId]), ...coHostIds];
    for (const [i, id] of hosts.entries()) {
      if (await isMember(actor, id)) continue;
      const path = id === hostId ? "event.hostId" : `event.coHostIds.${i - (hostId === null ? 0 : 1)}`;
      problems.push({ path, message: "There is no such member." });
    }
    if (problems.length > 0) throw invalid(problems);
  }

  async function isMember(actor: Actor, id: string): Promise<boolean> {
    try {
      return (await MemberStore.get(table, actor, id)).status === "current";
    } catch (error) {
      if (error instanceof ChamberError && error.code === "not-found") return false;
      throw error;
    }
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => c.json({ series: await SeriesStore.list(table, c.get("actor")) }, 200))
    .openapi(create, async (c) => {
      const draft = c.req.valid("json");
      return once<Series>(c, needs, { status: 201 }, async (write) => {
        await requireSound(write.actor, draft);
        const series = await SeriesStore.create(table, write, draft);
        await makeAhead({ ...needs, keyring: write.keyring }, write.actor, series);
        return series;
      });
    })
    .openapi(read, async (c) => {
      const series = await SeriesStore.get(table, c.get("actor"), c.req.valid("param").id);
      return found(c, series.version, series);
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      const current = () => SeriesStore.get(table, c.get("actor"), id);
      return once<Series>(c, needs, { status: 200, current }, async (write) => {
        await requireSound(write.actor, SeriesDraft.strip().parse({ ...(await current()), ...changed }));
        const series = await SeriesStore.update(table, write, id, version, changed);
        await makeAhead({ ...needs, keyring: write.keyring }, write.actor, series);
        return series;
      });
    });
}

function invalid(fields: readonly FieldError[]): ChamberError {
  return new ChamberError("invalid", "Some fields are not right. Nothing has been saved.", { fields });
}
