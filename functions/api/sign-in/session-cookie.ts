import { createHash } from "node:crypto";
import type { Session } from "@mainstreet/core/session";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { ApiEnv } from "../needs.ts";

/** The prefix keeps other hosts from setting it, and ties it to this one and to encrypted connections. */
export const SESSION_COOKIE = "__Host-session";

const TOKEN = /^[\w-]{43}$/;
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** The token of a session as the browser sent it, whether or not it opens anything; null without one. */
export function sessionToken(c: Context<ApiEnv>): string | null {
  const token = getCookie(c, SESSION_COOKIE);
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/** Where the session of a token is kept: whoever reads the table cannot use it. */
export function sessionHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Gives the browser the token of its session, to be kept until that ends. */
export function giveSession(c: Context<ApiEnv>, token: string, { expires }: Session, now: number): void {
  const seconds = Math.max(0, Math.floor((expires - now) / 1000));
  c.header("Set-Cookie", `${SESSION_COOKIE}=${token}; Max-Age=${seconds}; ${ATTRIBUTES}`, { append: true });
}

/** Has the browser forget its session. */
export function dropSession(c: Context<ApiEnv>): void {
  c.header("Set-Cookie", `${SESSION_COOKIE}=; Max-Age=0; ${ATTRIBUTES}`, { append: true });
}
