import { OWN_FIELDS } from "@mainstreet/core/approval";
import type { Item } from "@mainstreet/store/table";
import { expect, test } from "vitest";
import { startMembers } from "../api/approval-town.ts";
import { everything, type Json, routesOf, startSite } from "../api/site.ts";
import { goodRequest } from "../api/town.ts";
import { figure, written } from "../store/bad-day.ts";

const document = (await (await startSite()).ask("GET", "/api/openapi.json", { as: "public" })).json;
const withBody = (await routesOf(await startSite())).filter(({ body, method }) => body && method !== "GET");
/** Nothing that is sent here may change anything of theirs. */
const { site, town, owner, path: own } = await startMembers();
const ONLY_STAFF = ["staffNote", "status", "memberId", "slug", "formerSlugs", "confirmedOn", "version", "id"].concat([
  ...["externalId", "mergedInto", "createdAt", "updatedAt", "role", "staff", "rolesVersion", "pk", "sk", "gsi1pk"],
]);

/** The name of every attribute of every item, at any depth, with a value that it has. */
function attributesOf(items: readonly Item[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, own] of Object.entries(value)) {
      if (!Array.isArray(value)) found.set(name, own);
      look(own);
    }
  };
  look(items);
  return found;
}

/** The names that a schema declares for objects at its top. */
function declared(schema: Json): string[] {
  if (schema.$ref) return declared(document.components.schemas[schema.$ref.split("/").at(-1)]);
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [...Object.keys(schema.properties ?? {}), ...parts.flatMap(declared)];
}

/** The schema of a field of an object. */
function fieldOf(schema: Json, name: string): Json {
  if (schema.$ref) return fieldOf(document.components.schemas[schema.$ref.split("/").at(-1)], name);
  if (schema.properties?.[name]) return schema.properties[name];
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    const found = fieldOf(part, name);
    if (found) return found;
  }
}

/** Whether the names in an object are data themselves, such as the columns of a spreadsheet. */
function hasAnyNames(schema: Json): boolean {
  if (schema.$ref) return hasAnyNames(document.components.schemas[schema.$ref.split("/").at(-1)]);
  return schema.properties === undefined && typeof schema.additionalProperties === "object";
}

/** An object somewhere in a body, where further attributes can be put. */
type Place = { readonly known: ReadonlySet<string>; readonly at: string; with(more: Record<string, unknown>): Json };

/** All objects of a body: itself, and those in it. */
function placesIn(body: Json, schema: Json, at = ""): Place[] {
  const here = {
    known: new Set([...declared(schema), ...Object.keys(body)]),
    at,
    with: (more: Record<string, unknown>) => ({ ...body, ...more }),
  };
  const below = Object.entries<Json>(body).flatMap(([name, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const own = isObject ? fieldOf(schema, name) : undefined;
    if (!own) return [];
    return placesIn(value, own, `${at}${name}.`).map((place) => ({
      ...place,
      with: (more: Record<string, unknown>) => ({ ...body, [name]: place.with(more) }),
    }));
  });
  return hasAnyNames(schema) ? below : [here, ...below];
}

/** So many are sent together: an answer names fifty fields at most. */
const TOGETHER = 40;

let tried = 0;

test.each(withBody)("T9 $name takes no attribute that it does not declare", async ({ name, method, body: schema }) => {
  const { path, body, ...request } = goodRequest(name, town);
  const asks = path.startsWith("/api/account/listings") || path === "/api/preview" ? owner.asks : {};
  const before = await everything(site.table);
  const attributes = [...attributesOf(before)];
  const send = (more: Json) => site.ask(method, path, { ...request, ...asks, body: more });
  const accepted: string[] = [];

  for (const place of placesIn(body ?? {}, schema)) {
    const foreign = attributes.filter(([attribute]) => !place.known.has(attribute));
    for (let from = 0; from < foreign.length; from += TOGETHER) {
      const some = foreign.slice(from, from + TOGETHER);
      const { json } = await send(place.with(Object.fromEntries(some)));
      const named = new Set<string>(json?.fields?.map((field: Json) => field.path));
      // Those that the answer does not refuse by their names are sent one by one.
      for (const [attribute, value] of some.filter(([attribute]) => !named.has(place.at + attribute))) {
        const { status } = await send(place.with({ [attribute]: value }));
        if (status !== 400 && status !== 422) accepted.push(`${place.at}${attribute}: ${status}`);
      }
    }
    tried += foreign.length;
    expect(foreign.length).toBeGreaterThan(50);
  }

  expect(accepted).toEqual([]);
  expect(await everything(site.table)).toEqual(before);
});

test("T9 what only staff may set of a listing is no part of what its member's people send", async () => {
  const attributes = attributesOf(await everything(site.table));
  const before = await everything(site.table);
  const good = { hours: "24/7" };
  const value = (name: string) => attributes.get(name) ?? "x";

  const answers = await Promise.all(
    ONLY_STAFF.flatMap((name) => [
      site.ask("PATCH", own, { ...owner.asks, version: 1, body: { fields: { ...good, [name]: value(name) } } }),
      site.ask("PATCH", own, { ...owner.asks, version: 1, body: { fields: good, [name]: value(name) } }),
      site.ask("POST", "/api/preview", {
        ...owner.asks,
        body: { listingId: town.bakery, fields: { ...good, [name]: value(name) } },
      }),
    ]),
  );

  for (const { status, json } of answers) expect([status, json.code]).toEqual([422, "invalid"]);
  for (const name of ONLY_STAFF) expect(OWN_FIELDS).not.toContain(name);
  expect(await everything(site.table)).toEqual(before);
  figure(`attributes: ${written(tried)} put where they are not declared, on ${withBody.length} routes, 0 accepted`);
});
