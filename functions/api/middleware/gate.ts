import {
  type Actor,
  isStaff,
  PUBLIC,
  requireAdmin,
  requireRecent,
  requireSignedIn,
  requireStaff,
} from "@mainstreet/core/actor";
import { ChamberError } from "@mainstreet/core/error";
import { actorOf } from "@mainstreet/core/session";
import type { Context, MiddlewareHandler } from "hono";
import { kept } from "../../kept.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import type { Access, Operation } from "../operation.ts";
import { sessionHash, sessionToken } from "../sign-in/session-cookie.ts";
import { receiveBody } from "./receive-body.ts";
import { requireSameOrigin } from "./same-origin.ts";

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

type GateNeeds = Pick<Needs, "table" | "now" | "origin" | "staffPasskey">;

/**
 * Lets a request through to its handler only when it matches a declared operation and its sender may use it. What is not
 * declared cannot be reached, even when a handler for it has been registered.
 */
export function gate(needs: GateNeeds, operations: readonly Operation[]): MiddlewareHandler<ApiEnv> {
  return async function gate(c, next) {
    const { method, path } = c.req;
    const safe = SAFE.has(method);
    const here = operations.filter((operation) => operation.pattern.test(path));
    const operation = here.find((o) => o.method === (method === "HEAD" ? "GET" : method));
    if (!safe && !operation?.oneClick) requireSameOrigin(c.req.raw, needs.origin);
    c.set("actor", PUBLIC);
    c.set("opened", null);

    if (here.length === 0) throw new ChamberError("not-found", "There is nothing at this address.");
    if (!operation) {
      c.header("Allow", here.map((o) => (o.method === "GET" ? "GET, HEAD" : o.method)).join(", "));
      throw new ChamberError("not-allowed", "This address does not know that method.");
    }
    c.set("operation", operation);
    // What everybody gets alike, and a CDN may keep, must not depend on who asks; nor what may be asked from anywhere.
    if (operation.sharedSeconds === 0 && !operation.oneClick) await openSession(c, needs);
    const actor = c.get("actor");
    const isHeldBack = !isStaff(actor) && (c.get("opened")?.person.staff ?? null) !== null;
    if (isHeldBack && (operation.access === "staff" || operation.access === "admin"))
      throw new ChamberError("unproved", "Sign in with your passkey: staff need one here.");
    REQUIRED[operation.access](actor);
    if (operation.recent) requireRecent(actor, needs.now());

    if (!safe) await receiveBody(c, operation);
    await next();
  };
}

/** Loaded with the first session: much of what is asked comes in none. */
const sessions = kept(() => import("@mainstreet/store/session-store"));

async function openSession(c: Context<ApiEnv>, { table, now, staffPasskey }: GateNeeds): Promise<void> {
  const token = sessionToken(c);
  if (token === null) return;
  const hash = sessionHash(token);
  const SessionStore = await sessions();
  const opened = await SessionStore.open(table, hash, now());
  if (!opened) return;
  await SessionStore.touch(table, hash, opened.session, now());
  c.set("opened", { ...opened, token, hash });
  c.set("actor", actorOf(opened.person, opened.session, staffPasskey));
}

const REQUIRED: Readonly<Record<Access, (actor: Actor) => void>> = {
  public: () => undefined,
  "signed-in": requireSignedIn,
  staff: requireStaff,
  admin: requireAdmin,
};
