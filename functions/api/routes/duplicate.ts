import { OpenAPIHono } from "@hono/zod-openapi";
import type { Actor } from "@mainstreet/core/actor";
import { findDuplicates, type Proposal } from "@mainstreet/core/duplicate";
import { idOf } from "@mainstreet/core/id";
import { Listing } from "@mainstreet/core/listing";
import { Member } from "@mainstreet/core/member";
import * as DistinctStore from "@mainstreet/store/distinct-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import type { Table } from "@mainstreet/store/table";
import * as z from "zod";
import { Cursor, pairsCursor, pairsCursorAfter } from "../cursor.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { body, declare, entity, json, Making } from "../operation.ts";

const PairsQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(200).optional(),
});

const Sign = z.discriminatedUnion("of", [
  z.strictObject({
    of: z.enum([
      ...(["same-name", "same-phone", "same-website", "same-email", "same-address", "next-door"] as const),
      ...(["other-phone", "other-website", "other-address", "other-numbers"] as const),
    ]),
  }),
  z.strictObject({ of: z.literal("similar-name"), words: z.int().min(0) }),
  z.strictObject({ of: z.literal("distance"), metres: z.int().min(0) }),
]);

const Side = z.strictObject({ listing: Listing, member: Member, memberListings: z.int().min(0) });

const Pair = z
  .strictObject({
    /** From 0 to 1, where 1 is: nothing tells them apart. */
    score: z.number().min(0).max(1),
    signs: z.array(Sign),
    /** Whether they are of two members, which may be one as well. */
    membersDiffer: z.boolean(),
    a: Side,
    b: Side,
  })
  .meta({ id: "DuplicatePair" });
type Pair = z.infer<typeof Pair>;

const Distinct = DistinctStore.Distinct.omit({ by: true }).meta({ id: "DistinctPair" });

const tags = ["duplicates"];

const list = declare("staff", {
  method: "get",
  path: "/api/staff/duplicates",
  summary:
    "Pairs of listings that may be of one business, the likeliest first; those that were told apart are left out",
  tags,
  "x-refuses": ["malformed"],
  request: { query: PairsQuery },
  responses: {
    200: json("The pairs", z.strictObject({ pairs: z.array(Pair), total: z.int().min(0), cursor: Cursor })),
  },
});

const tellApart = declare("staff", {
  method: "post",
  path: "/api/staff/distinct",
  summary: "Say that two listings are of two businesses",
  tags,
  request: { headers: Making, body: body(z.strictObject({ a: idOf("listing"), b: idOf("listing") })) },
  responses: { 200: entity("The pair", Distinct) },
});

const forget = declare("staff", {
  method: "delete",
  path: "/api/staff/distinct/{a}/{b}",
  summary: "Take back that two listings are of two businesses",
  tags,
  request: { headers: Making, params: z.object({ a: idOf("listing"), b: idOf("listing") }) },
  responses: { 200: entity("The pair as it was", Distinct) },
});

/** What may be twice in the directory, for staff to decide. */
export function duplicateRoutes(needs: Needs) {
  const { table } = needs;
  const show = ({ a, b, createdAt, version }: DistinctStore.Distinct) => ({ a, b, createdAt, version });

  return new OpenAPIHono<ApiEnv>()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const after = pairsCursor(cursor);
      const { proposals, sideOf } = await proposed(table, c.get("actor"));
      const left = after === null ? proposals : proposals.filter((each) => isBehind(each, after));
      const page = left.slice(0, limit);
      const pairs = page.flatMap(({ a, b, score, signs }): Pair[] => {
        const [one, other] = [sideOf(a), sideOf(b)];
        if (!one || !other) return [];
        return [{ score, signs: [...signs], membersDiffer: one.member.id !== other.member.id, a: one, b: other }];
      });
      const last = page.at(-1);
      const next = last && left.length > page.length ? pairsCursorAfter(last) : null;
      return c.json({ pairs, total: proposals.length, cursor: next }, 200);
    })
    .openapi(tellApart, (c) => {
      const { a, b } = c.req.valid("json");
      return once(c, needs, { status: 200, show }, (write) => DistinctStore.tellApart(table, write, a, b));
    })
    .openapi(forget, (c) => {
      const { a, b } = c.req.valid("param");
      return once(c, needs, { status: 200, show }, (write) => DistinctStore.forget(table, write, a, b));
    });
}

/** All pairs that may be one, of listings that are there and whose members are, less those that were told apart. */
async function proposed(table: Table, actor: Actor) {
  const [listings, members, distinct] = await Promise.all([
    all(
      (cursor) => ListingStore.list(table, actor, { limit: 1000, cursor }),
      (page) => page.listings,
    ),
    all(
      (cursor) => MemberStore.list(table, actor, { limit: 1000, cursor }),
      (page) => page.members,
    ),
    DistinctStore.names(table, actor),
  ]);
  const current = new Map(members.filter(({ status }) => status === "current").map((member) => [member.id, member]));
  const shown = listings.filter(
    ({ status, memberId }) => (status === "published" || status === "hidden") && current.has(memberId),
  );
  const byId = new Map(shown.map((listing) => [listing.id, listing]));
  const count = Map.groupBy(shown, ({ memberId }) => memberId);
  const sideOf = (id: string): z.infer<typeof Side> | null => {
    const listing = byId.get(id);
    const member = listing && current.get(listing.memberId);
    return listing && member ? { listing, member, memberListings: count.get(member.id)?.length ?? 0 } : null;
  };
  const proposals = findDuplicates(shown)
    .filter(({ a, b }) => !distinct.has(DistinctStore.distinctName(a, b)))
    .map((each) => ({ ...each, score: Math.round(each.score * 1000) / 1000 }));
  return { proposals: proposals.sort(inOrder), sideOf };
}

async function all<P extends { readonly cursor: string | null }, T>(
  read: (cursor: string | null) => Promise<P>,
  itemsOf: (page: P) => readonly T[],
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: P = await read(cursor);
    found.push(...itemsOf(page));
    ({ cursor } = page);
  } while (cursor !== null);
  return found;
}

type Place = Pick<Proposal, "score" | "a" | "b">;

function inOrder(p: Place, q: Place): number {
  return q.score - p.score || (p.a < q.a ? -1 : p.a > q.a ? 1 : p.b < q.b ? -1 : p.b > q.b ? 1 : 0);
}

/** Pairs may come and go between two pages: the next begins behind where the last ended, whether that is still there or not. */
function isBehind(pair: Place, after: Place): boolean {
  return inOrder(pair, after) > 0;
}
