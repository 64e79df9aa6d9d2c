import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv, Needs } from "../needs.ts";
import { claimRoutes } from "../routes/claim.ts";
import { listingRoutes } from "../routes/listing.ts";
import { searchRoutes } from "../routes/search.ts";

/** What is published, for whoever looks for something; and each listing by itself. */
export function listingsRoom(needs: Needs): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>()
    .route("/", searchRoutes(needs))
    .route("/", listingRoutes(needs))
    .route("/", claimRoutes(needs));
}
