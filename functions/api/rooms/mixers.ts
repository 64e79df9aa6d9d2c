import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv, Needs } from "../needs.ts";
import { registrationRoutes } from "../routes/registration.ts";

/** Coming to an event. */
export function mixersRoom(needs: Needs): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>().route("/", registrationRoutes(needs));
}
