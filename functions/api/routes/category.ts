import { OpenAPIHono } from "@hono/zod-openapi";
import { type Actor, isStaff } from "@mainstreet/core/actor";
import { Category, CategoryChange, CategoryDraft } from "@mainstreet/core/category";
import { publicCategory } from "@mainstreet/core/directory";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as z from "zod";
import { found } from "../etag.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, Editing, entity, json, Making, Reading, UNCHANGED } from "../operation.ts";

const PublicCategory = Category.pick({
  id: true,
  slug: true,
  formerSlugs: true,
  name: true,
  parentId: true,
  schemaType: true,
  mergedInto: true,
  version: true,
}).meta({ id: "PublicCategory" });
const StaffCategory = Category.meta({ id: "Category" });
const Shown = z.union([StaffCategory, PublicCategory]);

const params = z.object({ id: idOf("category") });
const tags = ["categories"];

const list = declare("public", {
  method: "get",
  path: "/api/categories",
  summary: "The current categories, in the order of their making",
  tags,
  responses: { 200: json("The categories", z.strictObject({ categories: z.array(Shown) })) },
});

const create = declare("staff", {
  method: "post",
  path: "/api/categories",
  summary: "Make a category",
  "x-refuses": ["in-use"],
  tags,
  request: { headers: Making, body: body(CategoryDraft) },
  responses: { 201: entity("The new category", StaffCategory) },
});

const read = declare("public", {
  method: "get",
  path: "/api/categories/{id}",
  summary: "One category; a merged one says where it went",
  tags,
  request: { params, headers: Reading },
  responses: { 200: entity("The category", Shown), 304: UNCHANGED },
});

const change = declare("staff", {
  method: "patch",
  path: "/api/categories/{id}",
  summary: "Rename a category, move it, or give it another address",
  "x-refuses": ["taken", "in-use"],
  tags,
  request: { params, headers: Editing, body: body(CategoryChange) },
  responses: { 200: entity("The category as it is now", StaffCategory) },
});

const remove = declare("staff", {
  method: "delete",
  path: "/api/categories/{id}",
  summary: "Take a category off the site",
  "x-refuses": ["in-use"],
  tags,
  request: { params, headers: Editing },
  responses: { 200: entity("The removed category", StaffCategory) },
});

const merge = declare("staff", {
  method: "post",
  path: "/api/categories/{id}/merge",
  summary: "Make a category part of another",
  "x-refuses": ["in-use"],
  tags,
  request: { params, headers: Editing, body: body(z.strictObject({ into: idOf("category") })) },
  responses: { 200: entity("The merged category", StaffCategory) },
});

/** The headings of the directory. */
export function categoryRoutes(needs: Needs) {
  const { table } = needs;
  const current = (id: string) => () => CategoryStore.get(table, id);
  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const categories = await CategoryStore.list(table);
      const shown = categories.filter(({ status }) => status === "current");
      return c.json({ categories: shown.flatMap((category) => seenBy(c.get("actor"), category) ?? []) }, 200);
    })
    .openapi(create, (c) => {
      const draft = c.req.valid("json");
      return once(c, needs, { status: 201 }, (write) => CategoryStore.create(table, write, draft));
    })
    .openapi(read, async (c) => {
      const category = await CategoryStore.get(table, c.req.valid("param").id);
      const shown = seenBy(c.get("actor"), category);
      if (!shown) throw new ChamberError("not-found", "There is no such category.");
      return found(c, category.version, shown);
    })
    .openapi(change, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const changed = c.req.valid("json");
      return once(c, needs, { status: 200, current: current(id) }, (write) =>
        CategoryStore.update(table, write, id, version, changed),
      );
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      return once(c, needs, { status: 200, current: current(id) }, (write) =>
        CategoryStore.remove(table, write, id, version),
      );
    })
    .openapi(merge, (c) => {
      const { id } = c.req.valid("param");
      const version = c.req.valid("header")["If-Match"];
      const { into } = c.req.valid("json");
      return once(c, needs, { status: 200, current: current(id) }, (write) =>
        CategoryStore.merge(table, write, id, version, into),
      );
    });
}

function seenBy(actor: Actor, category: Category) {
  if (isStaff(actor)) return category;
  const shown = publicCategory(category);
  return shown && { ...shown, formerSlugs: [...shown.formerSlugs], version: category.version };
}
