import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv, Needs } from "./needs.ts";

/**
 * Routes that are loaded together when an address of theirs is first called: a function on AWS starts with few of them, and most of
 * its processes are never asked for the others.
 */
export type Room = {
  /** What comes after "/api/" in their addresses, up to the next slash. No other room has the same. */
  readonly segments: readonly string[];
  readonly load: () => Promise<(needs: Needs) => OpenAPIHono<ApiEnv>>;
};

/** All rooms but the hall, which is there at once and answers at all other addresses. */
export const ROOMS: readonly Room[] = [
  { segments: ["listings"], load: async () => (await import("./rooms/listings.ts")).listingsRoom },
  { segments: ["mixers"], load: async () => (await import("./rooms/mixers.ts")).mixersRoom },
  {
    segments: ["account", "sign-in", "sign-out", "unsubscribe"],
    load: async () => (await import("./rooms/account.ts")).accountRoom,
  },
  {
    segments: ["staff", "chamber", "categories", "members", "join", "preview", "theme.css"],
    load: async () => (await import("./rooms/desk.ts")).deskRoom,
  },
];

/** The segments of the hall. */
export const HALL = ["health", "openapi.json"];

/** Which segment a path has: "listings" of "/api/listings/{id}". */
export function segmentOf(path: string): string {
  return path.split("/", 3)[2] ?? "";
}
