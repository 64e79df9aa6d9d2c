import { expect, test } from "vitest";
import { startMembers } from "../api/approval-town.ts";
import { everything, type Route, routesOf, startSite } from "../api/site.ts";
import { goodRequest, type Town } from "../api/town.ts";

const routes = await routesOf(await startSite());
/** Nothing that is asked here may change anything of theirs. */
const { site, town, owner, stranger } = await startMembers();
/** A claim is made of a listing that is somebody else's: that is what it is for. */
const FOR_STRANGERS = /\/claims$/;
/** Routes for whoever is signed in, that name something of somebody by its id. */
const own = routes.filter(
  (route) =>
    route["x-access"] === "signed-in" &&
    !FOR_STRANGERS.test(route.path) &&
    (route.path.includes("{") || namesAnId(route)),
);
const forStaff = routes.filter((route) => ["staff", "admin"].includes(route["x-access"]));

/** The id of a passkey is its own word, not the name of something that is stored. */
function namesAnId({ body }: Route): boolean {
  return /"(?!rawId)[a-z]*Id":/.test(JSON.stringify(body ?? {}));
}

/** A good request to a route, for somebody whose things they are. */
function requestTo({ name, method, path }: Route, town: Town) {
  if (method !== "GET") return goodRequest(name, town);
  const id = path.includes("listings") || path.includes("changes") ? town.bakery : town.baker;
  return { path: path.replace("{id}", id) };
}

test("T8 there are routes to be tried", () => {
  expect(own.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["PATCH /api/account/listings/{id}", "POST /api/preview"]),
  );
});

test.each(own)(
  "T8 $name with the id of somebody else's: 404, as if it were not there, and nothing written",
  async (route) => {
    const { path, ...request } = requestTo(route, town);
    const theirs = /(lst|mem|ses|chg|evt|cat)_[0-9a-z]{26}/g;
    const nothing = (text: string) => text.replace(theirs, (id) => `${id.slice(0, 4)}${"0".repeat(26)}`);
    const before = await everything(site.table);

    const asks = { ...request, ...stranger.asks, headers: { ...request.headers, ...stranger.asks.headers } };
    const other = await site.ask(route.method, path, asks);
    const body = "body" in request ? JSON.parse(nothing(JSON.stringify(request.body ?? null))) : undefined;
    const absent = await site.ask(route.method, nothing(path), { ...asks, ...(body && { body }) });

    expect(other.status).toBe(404);
    const { requestId, ...said } = other.json;
    expect(absent).toMatchObject({ status: 404, json: said });
    expect(await everything(site.table)).toEqual(before);
  },
);

test.each(forStaff)("T8 $name is not for those who act for a member, even of their own", async (route) => {
  const { path, ...request } = requestTo(route, town);
  const before = await everything(site.table);

  const answer = await site.ask(route.method, path.replace(/\{\w+\}/, town.mixer), { ...request, ...owner.asks });

  expect(answer).toMatchObject({ status: 403, json: { code: "forbidden" } });
  expect(await everything(site.table)).toEqual(before);
});

test("T8 a list of one's own things holds nothing of others", async () => {
  const answer = await site.ask("GET", "/api/account/listings", stranger.asks);

  expect(answer.status).toBe(200);
  for (const id of [town.baker, town.bakery, town.cafe, town.hidden]) expect(answer.text).not.toContain(id);
});
