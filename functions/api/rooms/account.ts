import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv, Needs } from "../needs.ts";
import { accountRoutes } from "../routes/account.ts";
import { accountDataRoutes } from "../routes/account-data.ts";
import { accountListingRoutes } from "../routes/account-listing.ts";
import { accountRegistrationRoutes } from "../routes/account-registrations.ts";
import { invitationRoutes } from "../routes/invitation.ts";
import { passkeyRoutes } from "../routes/passkey.ts";
import { pictureRoutes } from "../routes/picture.ts";
import { signInRoutes } from "../routes/sign-in.ts";
import { unsubscribeRoutes } from "../routes/unsubscribe.ts";

/** Signing in, and all that is one's own. */
export function accountRoom(needs: Needs): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>()
    .route("/", signInRoutes(needs))
    .route("/", passkeyRoutes(needs))
    .route("/", accountRoutes(needs))
    .route("/", invitationRoutes(needs))
    .route("/", accountListingRoutes(needs))
    .route("/", pictureRoutes(needs))
    .route("/", accountRegistrationRoutes(needs))
    .route("/", accountDataRoutes(needs))
    .route("/", unsubscribeRoutes(needs));
}
