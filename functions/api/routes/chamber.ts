import { OpenAPIHono } from "@hono/zod-openapi";
import { isStaff } from "@mainstreet/core/actor";
import { Chamber, ChamberChange } from "@mainstreet/core/chamber";
import { publicChamber } from "@mainstreet/core/directory";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as z from "zod";
import { found } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, Reading, UNCHANGED } from "../operation.ts";

// A region's border takes more room than other bodies; stored as DynamoDB counts it, this stays under its 400 KB an item.
const BODY_LIMIT = 160 * 1024;

const PublicChamber = Chamber.pick({
  name: true,
  tagline: true,
  about: true,
  email: true,
  phone: true,
  address: true,
  region: true,
  showOutside: true,
  zone: true,
  language: true,
  country: true,
  units: true,
  accent: true,
  mapStyle: true,
  levels: true,
  version: true,
}).meta({ id: "PublicChamber" });
const StaffChamber = Chamber.meta({ id: "Chamber" });

const read = declare("public", {
  method: "get",
  path: "/api/chamber",
  summary: "The chamber; staff see all of it",
  tags: ["chamber"],
  request: { headers: Reading },
  responses: { 200: entity("The chamber", z.union([StaffChamber, PublicChamber])), 304: UNCHANGED },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/chamber",
  summary: "Change settings of the chamber",
  tags: ["chamber"],
  "x-body-limit": BODY_LIMIT,
  request: { headers: Editing, body: body(ChamberChange) },
  responses: { 200: entity("The chamber as it is now", StaffChamber) },
});

/** The chamber that this deployment serves. */
export function chamberRoutes(needs: Needs) {
  const { table } = needs;
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => {
      const chamber = await ChamberStore.get(table);
      const { version } = chamber;
      if (isStaff(c.get("actor"))) return found(c, version, chamber);
      // What becomes of those who do not renew is between the chamber and its members.
      const { renewal, ...shown } = publicChamber(chamber);
      return found(c, version, { ...shown, version });
    })
    .openapi(change, (c) => {
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once(c, needs, { status: 200, current: () => ChamberStore.get(table) }, (write) =>
        ChamberStore.update(table, write, version, changed),
      );
    });
}
