import { OpenAPIHono } from "@hono/zod-openapi";
import { isStaff } from "@mainstreet/core/actor";
import { Chamber, ChamberChange } from "@mainstreet/core/chamber";
import { publicChamber } from "@mainstreet/core/directory";
import type { Sized, UploadedPicture } from "@mainstreet/core/picture";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import * as z from "zod";
import { uploadLogo } from "../../upload/upload.ts";
import { found } from "../etag.ts";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, file, Making, problem, Reading, UNCHANGED } from "../operation.ts";
import { KeptPicture } from "./picture.ts";

// A region's border takes more room than other bodies; stored as DynamoDB counts it, this stays under its 400 KB an item.
const BODY_LIMIT = 160 * 1024;

const LOGO_LIMIT = 5 * 1024 * 1024;
const MOST_LOGOS_AN_HOUR = 60;

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
  logo: true,
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

const upload = declare("staff", {
  method: "post",
  path: "/api/staff/chamber/logo",
  summary: "Upload a logo for the chamber; it is nowhere public until the chamber names it",
  tags: ["chamber"],
  "x-body-limit": LOGO_LIMIT,
  request: { headers: Making, body: file("image/jpeg", "image/png", "image/webp") },
  responses: { 201: entity("What a change of `logo` may name", KeptPicture), 429: problem("too-many") },
});

/** The chamber that this deployment serves. */
export function chamberRoutes(needs: Needs) {
  const { table, pepper } = needs;
  const secrets = secretsOf(pepper);
  return new OpenAPIHono<ApiEnv>()
    .openapi(read, async (c) => {
      const chamber = await ChamberStore.get(table);
      const { version } = chamber;
      if (isStaff(c.get("actor"))) return found(c, version, chamber);
      // What becomes of those who do not renew is between the chamber and its members.
      const { renewal, ...shown } = publicChamber(chamber);
      return found(c, version, { ...shown, version });
    })
    .openapi(upload, (c) => {
      const actor = c.get("actor");
      const whom = actor.kind === "person" ? actor.personKey : "";
      const limit = { hash: secrets.limit("pictures", whom), most: MOST_LOGOS_AN_HOUR };
      const show = ({ hash, width, height, widths }: Sized) => ({ hash, width, height, widths });
      return once<UploadedPicture>(c, needs, { status: 201, show }, (write) =>
        uploadLogo(needs, write, c.get("body"), limit),
      );
    })
    .openapi(change, (c) => {
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once(c, needs, { status: 200, current: () => ChamberStore.get(table) }, (write) =>
        ChamberStore.update(table, write, version, changed),
      );
    });
}
