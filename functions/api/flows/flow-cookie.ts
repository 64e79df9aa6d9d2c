import { ChamberError } from "@mainstreet/core/error";
import type { Random } from "@mainstreet/core/needs";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { ApiEnv } from "../needs.ts";

/** The prefix keeps other hosts from setting it, and ties it to this one and to encrypted connections. */
const NAME = "__Host-flow";
const TOKEN = /^[\w-]{43}$/;

/** The token by which this browser is known again, or null when it has none yet. */
export function tokenOf(c: Context<ApiEnv>): string | null {
  const token = getCookie(c, NAME);
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/** The token of the browser, which gets one unless it has one. Nothing is stored. */
export function offerToken(c: Context<ApiEnv>, random: Random): string {
  const known = tokenOf(c);
  if (known !== null) return known;
  const token = Buffer.from(random(32)).toString("base64url");
  c.header("Set-Cookie", `${NAME}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`, { append: true });
  return token;
}

/** The token of a browser that has opened the form. @throws `unproved` */
export function requireToken(c: Context<ApiEnv>): string {
  const token = tokenOf(c);
  if (token !== null) return token;
  throw new ChamberError("unproved", "Open the registration page first, and let it keep its one cookie.");
}
