import * as PersonStore from "@mainstreet/store/person-store";
import { expect, test } from "vitest";
import { routesOf, STAFF_EMAIL, startSite } from "../api/site.ts";
import { keyOf, startSession } from "../people.ts";
import { askAs, requestTo, type Stage, setStage } from "./roles.ts";
import { ROLES, ROWS, type Role } from "./rows.ts";

const routes = await routesOf(await startSite());

test("every route has its row in the matrix, and every row its route", () => {
  expect(routes.map(({ name }) => name).sort()).toEqual(Object.keys(ROWS).sort());
  for (const [name, row] of Object.entries(ROWS)) expect(row, name).toHaveLength(ROLES.length);
});

test("no row lets anybody in whom the route's declaration keeps out", () => {
  const staff: readonly Role[] = ["staff editor", "staff admin"];
  const mayEnter = (access: string, role: Role) => {
    if (access === "public") return true;
    if (access === "signed-in") return role !== "nobody" && role !== "ended session";
    return access === "admin" ? role === "staff admin" : staff.includes(role);
  };
  const wrong = routes.flatMap(({ name, "x-access": access }) =>
    ROLES.filter((role, i) => (ROWS[name]?.[i] ?? 0) < 300 && !mayEnter(access, role)).map(
      (role) => `${name}: ${role}`,
    ),
  );

  expect(wrong).toEqual([]);
});

test.each(routes)(
  "$name answers each role as the matrix says, and changes nothing for those it keeps out",
  async (route) => {
    const { name, method } = route;
    let stage: Stage | null = null;
    const statuses: number[] = [];
    const changed: string[] = [];

    for (const role of ROLES) {
      stage ??= await setStage();
      const request = requestTo(route, stage.town);
      const before = stage.site.commits();
      const { status } = await askAs(stage, role, method, request);
      statuses.push(status);
      if (status >= 300 && stage.site.commits() !== before) changed.push(role);
      // What was carried out has changed the scene for the next one; to download one's data is counted too.
      if (status < 300 && method !== "GET") stage = null;
    }

    expect(Object.fromEntries(ROLES.map((role, i) => [role, statuses[i]]))).toEqual(
      Object.fromEntries(ROLES.map((role, i) => [role, ROWS[name]?.[i]])),
    );
    expect(changed).toEqual([]);
  },
);

test.each(routes.filter((route) => route["x-recent"]))(
  "T25 $name needs a proof of the last quarter of an hour",
  async (route) => {
    const stage = await setStage();
    const admin = await PersonStore.find(stage.site.table, keyOf(STAFF_EMAIL));
    if (!admin) throw new Error("There is always an administrator.");
    const old = await startSession(stage.site.table, admin, { provedAt: Date.now() - 16 * 60 * 1000 });
    const before = stage.site.commits();

    const { path, ...request } = requestTo(route, stage.town);
    const answer = await stage.site.ask(route.method, path, { ...request, as: "public", headers: old.headers });

    expect(answer).toMatchObject({ status: 403, json: { code: "unproved" } });
    expect(stage.site.commits()).toBe(before);
  },
);
