import * as PersonStore from "@mainstreet/store/person-store";
import fc from "fast-check";
import { dice } from "../../emulator/fault-layer.ts";
import { keyOf, startSession } from "../../people.ts";
import { requestTo, setStage } from "../../security/roles.ts";
import { ROLES, ROWS, type Role } from "../../security/rows.ts";
import { type Json, ORIGIN, type Route, STAFF_EMAIL } from "../site.ts";
import { BREAKS } from "./breaks.ts";
import { anew, type Call, callOf, otherwise, withHeaders } from "./call.ts";
import { type Change, LONG_SCENES, SCENES } from "./scenes.ts";
import { junk, valuesOf } from "./values.ts";

/** What a walk through the API is judged by: what each route declares, status by status, and what was seen so far. */
export type Tally = {
  readonly routes: readonly Route[];
  readonly components: Json;
  /** Whether there is time for what takes hundreds of calls. */
  readonly isLong: boolean;
  /** The schemas of answers by status, by the name of the route. */
  readonly declared: ReadonlyMap<string, Json>;
  /** How often a route gave a status: "GET /api/health 200". */
  readonly seen: Map<string, number>;
  /** How often each that is missing was gone after. */
  readonly hunted: Map<string, number>;
};

/** Whoever only goes after the last that is missing walks nowhere else. */
const HUNTS = 6;

/** A status of a route: "GET /api/health 200". */
export function nameOf({ route, status }: { readonly route: Route; readonly status: number }): string {
  return `${route.name} ${status}`;
}

/** What is declared and was not seen yet. What goes wrong on our side is none of it: calls must not be able to cause it. */
export function missing({ routes, seen }: Tally): { route: Route; status: number }[] {
  return routes.flatMap((route) =>
    route.statuses
      .filter((status) => status < 500 && !seen.has(`${route.name} ${status}`))
      .map((status) => ({ route, status })),
  );
}

/** How often a call is made again to find the limit of it. */
const INSISTENT = 12;

/**
 * Walks through the API of one town: each call goes by what came of the ones before it, and after what is missing.
 * @returns what was answered against the contract, in words
 */
export async function walk(tally: Tally, seed: number, steps: number): Promise<string[]> {
  const stage = await setStage();
  const { table } = stage.site;
  const admin = await PersonStore.find(table, keyOf(STAFF_EMAIL));
  if (!admin) throw new Error("There is always an administrator.");
  const old = (await startSession(table, admin, { provedAt: Date.now() - 20 * 60 * 1000 })).headers.Cookie;
  const roll = dice(seed);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(roll() * from.length)];
    if (found === undefined) throw new Error("There is nothing to pick from.");
    return found;
  };
  const sample = <T>(arbitrary: fc.Arbitrary<T>): T =>
    pick(fc.sample(arbitrary, { numRuns: 1, seed: Math.floor(roll() * 2 ** 31) }));
  const world = { stage: { ...stage, old }, pick, odd: () => sample(junk) };

  const ids = new Set<string>(Object.values(stage.town));
  const wrong: string[] = [];
  const etags = new Map<string, string>();
  let last: Call | null = null;
  let sent = 0;

  const send = async (call: Call): Promise<{ status: number; json: Json }> => {
    sent++;
    const { route, method, path, headers, body } = call;
    const hasBody = method !== "GET" && body !== undefined;
    const answer = await stage.site.app.fetch(
      new Request(`${ORIGIN}${path}`, { method, headers, ...(hasBody && { body }) }),
    );
    const { status } = answer;
    const said = await answer.text();
    const tell = (what: string) =>
      wrong.push(`${what}: ${method} ${path} (seed ${seed}, call ${sent}) ${body} → ${status} ${said}`);
    tally.seen.set(`${route.name} ${status}`, (tally.seen.get(`${route.name} ${status}`) ?? 0) + 1);
    if (status >= 500) tell("failed");
    const isThere = route.pattern.test(path.split("?")[0] ?? "");
    if (isThere && !route.statuses.includes(status)) tell("not declared");
    const etag = answer.headers.get("ETag");
    if (etag) etags.set(path, etag);
    if (!/^application\/(problem\+)?json/.test(answer.headers.get("Content-Type") ?? "")) return { status, json: null };
    const json = JSON.parse(said);
    if (status < 300) {
      const schema = tally.declared.get(route.name)?.[status]?.content?.["application/json"]?.schema;
      if (schema && !schema.safeParse(json).success) tell("not as declared");
      for (const [id] of said.matchAll(/"([a-z]{3}_[0-9a-z]{26})"/g)) ids.add(id.slice(1, -1));
    } else if (json.status !== status || json.type !== `/problems/${json.code}` || typeof json.detail !== "string") {
      tell("no problem document");
    }
    return { status, json };
  };

  /** A request to a route that is in order, for somebody who may make it. */
  const good = (route: Route): Call => {
    const made = requestTo(route, stage.town);
    const row = ROWS[route.name] ?? [];
    const fit = ROLES.filter((_, i) => (row[i] ?? 999) < 300);
    const role: Role = roll() < 0.7 || fit.length === 0 ? "staff admin" : pick(fit);
    const isMadeUp = route.body !== undefined && roll() < 0.3;
    const known = { components: tally.components, ids: [...ids] };
    const own = [...ids].filter((id) => new RegExp(route.idPattern || "$^").test(id));
    const path = own.length > 0 && roll() < 0.3 ? made.path.replace(/\b[a-z]{3}_[0-9a-z]{26}\b/, pick(own)) : made.path;
    return callOf(route, {
      path,
      cookies: [made.headers?.Cookie, stage.cookies[role]],
      version: made.version,
      body: isMadeUp ? sample(valuesOf(route.body, known)) : made.body,
      raw: made.raw,
      ...(made.headers && { headers: made.headers }),
    });
  };

  /** Makes the call, as somebody who looks again when told that theirs is an old version. */
  const carryOut = async (call: Call): Promise<number> => {
    const { status, json } = await send(call);
    if (status !== 412 || typeof json?.version !== "number") return status;
    return (await send(withHeaders(anew(call), { "If-Match": `"v${json.version}"` }))).status;
  };

  /** Makes a call again and again, where that leads to what is wanted. */
  const insist = async (call: Call, wanted: number): Promise<boolean> => {
    if (![409, 410, 429].includes(wanted)) return false;
    for (let i = 0; i < INSISTENT; i++) if ((await carryOut(anew(call))) === wanted) return true;
    return false;
  };

  const players = {
    town: stage.town,
    site: stage.site,
    send,
    good: (name: string, { role = "staff admin", ...change }: Change = {}): Call => {
      const route = tally.routes.find((known) => known.name === name);
      if (!route) throw new Error(`There is no route ${name}.`);
      const made = { ...requestTo(route, stage.town), ...change };
      const cookies = [made.headers?.Cookie, stage.cookies[role]];
      return callOf(route, { ...made, cookies, version: made.version, body: made.body, headers: made.headers ?? {} });
    },
  };

  while (sent < steps) {
    const gaps = roll() < 0.5 ? missing(tally).filter((gap) => (tally.hunted.get(nameOf(gap)) ?? 0) < HUNTS) : [];
    const goal = gaps.length > 0 ? pick(gaps) : { route: pick(tally.routes), status: 200 };
    const call = good(goal.route);
    if (goal.status === 304) {
      await send(call);
      const etag = etags.get(call.path);
      if (etag) await send(withHeaders(call, { "If-None-Match": etag }));
      continue;
    }
    if (goal.status !== 304 && gaps.length > 0) {
      if (goal.status === 422 && (await send(call)).status < 300) await send(otherwise(call));
      const what = nameOf(goal);
      tally.hunted.set(what, (tally.hunted.get(what) ?? 0) + 1);
      if (!LONG_SCENES.has(what) || tally.isLong) await SCENES[what]?.(players);
      // After what is missing: all ways to it, one after the other, until one has led there.
      for (const broken of (BREAKS[goal.status] ?? []).map((bend) => bend(good(goal.route), world)))
        if ((await carryOut(broken)) === goal.status || (await insist(broken, goal.status))) break;
      continue;
    }
    const breaks = roll() < 0.75 ? [] : (BREAKS[pick(Object.keys(BREAKS).map(Number))] ?? []);
    const broken = breaks.length > 0 ? pick(breaks)(call, world) : call;
    const status = await carryOut(broken);
    if (status < 300 && call.method !== "GET") {
      if (roll() < 0.15) await send(broken);
      if (roll() < 0.1) await send(otherwise(broken));
      if (last && roll() < 0.1) await send(last);
    }
    last = call;
  }
  return wrong;
}
