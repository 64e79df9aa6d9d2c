import { BLANK } from "@mainstreet/core/member";
import { sessionHash } from "@mainstreet/functions/api/sign-in/session-cookie";
import * as MemberStore from "@mainstreet/store/member-store";
import * as PersonStore from "@mainstreet/store/person-store";
import * as SessionStore from "@mainstreet/store/session-store";
import type { Table } from "@mainstreet/store/table";
import { type Ask, type Copy, type Route, type Site, STAFF_EMAIL, startSite } from "../api/site.ts";
import { goodRequest, PICTURE, PROVED, SLUG, settledSite, type Town } from "../api/town.ts";
import { TOKEN } from "../api/town-people.ts";
import { by } from "../emulator/table.ts";
import { keyOf, type Roles, settlePerson, startSession } from "../people.ts";
import type { Role } from "./rows.ts";

/** A town with somebody of each role, and the cookie that each shows; null for nobody. */
export type Stage = {
  readonly site: Site;
  readonly town: Town;
  readonly cookies: Readonly<Record<Role, string | null>>;
};

let set: { readonly stage: Stage; readonly copy: Copy; readonly at: number } | null = null;
/** The codes of a town are good for ten minutes. */
const GOOD_MS = 4 * 60 * 1000;

/** Sets the stage for requests of all roles: the same each time, with everything put back. */
export async function setStage(): Promise<Stage> {
  if (!set || Date.now() - set.at > GOOD_MS) {
    const stage = await setAnew();
    set = { stage, copy: await stage.site.copy(), at: Date.now() };
  }
  await set.stage.site.rewind(set.copy);
  return set.stage;
}

/** The same stage on a table of its own, which may have its faults. */
export async function setStageOn(wrap: (table: Table) => Table): Promise<Stage> {
  const { site, ...rest } = await setAnew();
  return { ...rest, site: await startSite({ wrap, copy: await site.copy() }) };
}

async function setAnew(): Promise<Stage> {
  const { site, town } = await settledSite();
  const { table } = site;
  const other = await MemberStore.create(table, by(), { ...BLANK, name: "Another member" });
  const enter = async (email: string, roles: Roles) =>
    (await startSession(table, await settlePerson(table, email, roles), { proof: "passkey" })).headers.Cookie;
  const admin = await PersonStore.find(table, keyOf(STAFF_EMAIL));
  if (!admin) throw new Error("There is always an administrator.");
  const ended = await startSession(table, admin);
  await SessionStore.close(table, sessionHash(ended.token), []);
  const cookies = {
    nobody: null,
    person: await enter("nobody-in-particular@roles.test", {}),
    editor: await enter("editor@roles.test", { represents: { [town.baker]: "editor" } }),
    owner: await enter("owner@roles.test", { represents: { [town.baker]: "owner" } }),
    "other owner": await enter("other@roles.test", { represents: { [other.id]: "owner" } }),
    "staff editor": await enter("staff-editor@roles.test", { staff: "editor" }),
    "staff admin": (await startSession(table, admin, { proof: "passkey" })).headers.Cookie,
    "ended session": ended.headers.Cookie,
  };
  return { site, town, cookies };
}

/** The good request to a route: to read something of the member, or to change it. */
export function requestTo({ name, method, path }: Route, town: Town): { path: string } & Ask {
  if (method !== "GET") return goodRequest(name, town);
  const found = {
    categories: town.bakeries,
    members: town.baker,
    events: town.mixer,
    series: town.series,
    batches: town.batch,
    imports: town.sent,
    announcements: town.mailing,
  };
  const id = Object.entries(found).find(([part]) => path.includes(part))?.[1] ?? town.bakery;
  return {
    path: path.replace("{id}", id).replace("{slug}", SLUG).replace("{hash}", PICTURE.hash).replace("{token}", TOKEN),
    headers: PROVED,
  };
}

/** Sends a request as one of the roles. */
export function askAs({ site, cookies }: Stage, role: Role, method: string, { path, ...ask }: { path: string } & Ask) {
  const own = [ask.headers?.Cookie, cookies[role]].filter((cookie) => typeof cookie === "string");
  const headers = { ...ask.headers, ...(own.length > 0 && { Cookie: own.join("; ") }) };
  return site.ask(method, path, { ...ask, as: "public", headers });
}
