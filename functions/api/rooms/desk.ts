import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv, Needs } from "../needs.ts";
import { auditRoutes } from "../routes/audit.ts";
import { batchRoutes } from "../routes/batch.ts";
import { bulkRoutes } from "../routes/bulk.ts";
import { categoryRoutes } from "../routes/category.ts";
import { chamberRoutes } from "../routes/chamber.ts";
import { changeRoutes } from "../routes/change.ts";
import { duplicateRoutes } from "../routes/duplicate.ts";
import { erasePersonRoutes } from "../routes/erase-person.ts";
import { eventRoutes } from "../routes/event.ts";
import { importRoutes } from "../routes/import.ts";
import { joinRoutes } from "../routes/join.ts";
import { mailingRoutes } from "../routes/mailing.ts";
import { memberRoutes } from "../routes/member.ts";
import { memberHistoryRoutes } from "../routes/member-history.ts";
import { noteRoutes } from "../routes/note.ts";
import { peopleRoutes } from "../routes/people.ts";
import { placeRoutes } from "../routes/place.ts";
import { previewRoutes } from "../routes/preview.ts";
import { quietRoutes } from "../routes/quiet.ts";
import { renewalRoutes } from "../routes/renewal.ts";
import { rowRoutes } from "../routes/rows.ts";
import { seriesRoutes } from "../routes/series.ts";
import { staffClaimRoutes } from "../routes/staff-claim.ts";
import { staffListingRoutes } from "../routes/staff-listings.ts";
import { taskRoutes } from "../routes/task.ts";

/** What staff work with, and what is seldom asked by others. */
export function deskRoom(needs: Needs): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>()
    .route("/", chamberRoutes(needs))
    .route("/", categoryRoutes(needs))
    .route("/", memberRoutes(needs))
    .route("/", staffListingRoutes(needs))
    .route("/", eventRoutes(needs))
    .route("/", seriesRoutes(needs))
    .route("/", peopleRoutes(needs))
    .route("/", erasePersonRoutes(needs))
    .route("/", staffClaimRoutes(needs))
    .route("/", joinRoutes(needs))
    .route("/", changeRoutes(needs))
    .route("/", auditRoutes(needs))
    .route("/", rowRoutes(needs))
    .route("/", bulkRoutes(needs))
    .route("/", renewalRoutes(needs))
    .route("/", quietRoutes(needs))
    .route("/", noteRoutes(needs))
    .route("/", taskRoutes(needs))
    .route("/", mailingRoutes(needs))
    .route("/", memberHistoryRoutes(needs))
    .route("/", batchRoutes(needs))
    .route("/", importRoutes(needs))
    .route("/", placeRoutes(needs))
    .route("/", duplicateRoutes(needs))
    .route("/", previewRoutes(needs));
}
