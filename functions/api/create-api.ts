import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { Table } from "@mainstreet/store/table";
import { problemPage } from "./forms/problem-page.ts";
import { gate } from "./middleware/gate.ts";
import { record } from "./middleware/record.ts";
import type { ApiEnv, Needs } from "./needs.ts";
import { operationsOf } from "./operation.ts";
import { problemHandler } from "./problem.ts";
import { accountRoutes } from "./routes/account.ts";
import { accountDataRoutes } from "./routes/account-data.ts";
import { accountListingRoutes } from "./routes/account-listing.ts";
import { accountRegistrationRoutes } from "./routes/account-registrations.ts";
import { auditRoutes } from "./routes/audit.ts";
import { batchRoutes } from "./routes/batch.ts";
import { bulkRoutes } from "./routes/bulk.ts";
import { categoryRoutes } from "./routes/category.ts";
import { chamberRoutes } from "./routes/chamber.ts";
import { changeRoutes } from "./routes/change.ts";
import { claimRoutes } from "./routes/claim.ts";
import { documentRoutes } from "./routes/document.ts";
import { duplicateRoutes } from "./routes/duplicate.ts";
import { eventRoutes } from "./routes/event.ts";
import { healthRoutes } from "./routes/health.ts";
import { importRoutes } from "./routes/import.ts";
import { joinRoutes } from "./routes/join.ts";
import { listingRoutes } from "./routes/listing.ts";
import { mailingRoutes } from "./routes/mailing.ts";
import { memberRoutes } from "./routes/member.ts";
import { memberHistoryRoutes } from "./routes/member-history.ts";
import { noteRoutes } from "./routes/note.ts";
import { passkeyRoutes } from "./routes/passkey.ts";
import { peopleRoutes } from "./routes/people.ts";
import { pictureRoutes } from "./routes/picture.ts";
import { placeRoutes } from "./routes/place.ts";
import { previewRoutes } from "./routes/preview.ts";
import { quietRoutes } from "./routes/quiet.ts";
import { registrationRoutes } from "./routes/registration.ts";
import { renewalRoutes } from "./routes/renewal.ts";
import { rowRoutes } from "./routes/rows.ts";
import { searchRoutes } from "./routes/search.ts";
import { seriesRoutes } from "./routes/series.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { taskRoutes } from "./routes/task.ts";
import { unsubscribeRoutes } from "./routes/unsubscribe.ts";
import { SESSION_COOKIE } from "./sign-in/session-cookie.ts";
import { refuseInvalid } from "./validation.ts";

/**
 * The API, built from its needs. `app.fetch` answers requests; `app.openAPIRegistry` knows every route.
 * @throws at once when a route does not declare who may use it
 */
export function createApi(needs: Needs) {
  const routes = new OpenAPIHono<ApiEnv>()
    .route("/", healthRoutes(needs))
    .route("/", documentRoutes({ document: (): object => documentOf(routes, needs.version) }))
    .route("/", chamberRoutes(needs))
    .route("/", categoryRoutes(needs))
    .route("/", memberRoutes(needs))
    .route("/", searchRoutes(needs))
    .route("/", listingRoutes(needs))
    .route("/", eventRoutes(needs))
    .route("/", seriesRoutes(needs))
    .route("/", registrationRoutes(needs))
    .route("/", signInRoutes(needs))
    .route("/", accountRoutes(needs))
    .route("/", passkeyRoutes(needs))
    .route("/", peopleRoutes(needs))
    .route("/", claimRoutes(needs))
    .route("/", joinRoutes(needs))
    .route("/", accountListingRoutes(needs))
    .route("/", pictureRoutes(needs))
    .route("/", changeRoutes(needs))
    .route("/", accountRegistrationRoutes(needs))
    .route("/", accountDataRoutes(needs))
    .route("/", auditRoutes(needs))
    .route("/", rowRoutes(needs))
    .route("/", bulkRoutes(needs))
    .route("/", renewalRoutes(needs))
    .route("/", quietRoutes(needs))
    .route("/", noteRoutes(needs))
    .route("/", taskRoutes(needs))
    .route("/", mailingRoutes(needs))
    .route("/", unsubscribeRoutes(needs))
    .route("/", memberHistoryRoutes(needs))
    .route("/", batchRoutes(needs))
    .route("/", importRoutes(needs))
    .route("/", placeRoutes(needs))
    .route("/", duplicateRoutes(needs))
    .route("/", previewRoutes(needs));
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(problemHandler({ log: needs.log, page: problemPage(needs) }));
  app.notFound(() => {
    throw new ChamberError("not-found", "There is nothing at this address.");
  });
  app.use(record(needs), gate(needs, operationsOf(routes.openAPIRegistry)));
  return app.route("/", routes);
}

/** The type for a client that knows every route: `hc<Api>(origin)`. */
export type Api = ReturnType<typeof createApi>;

/** The OpenAPI document without a running API, for writing it to a file. */
export function openApiDocument(version = "0.0.0"): object {
  const nowhere = (): never => {
    throw new Error("The document is made without a table.");
  };
  const table: Table = { get: nowhere, getMany: nowhere, query: nowhere, scan: nowhere, transact: nowhere };
  const needs = {
    table,
    site: { read: nowhere },
    now: () => 0,
    sleep: nowhere,
    random: nowhere,
    origin: "https://chamber.example.org",
    base: "/",
    staffPasskey: "offered" as const,
    pepper: new Uint8Array(32),
    codeLimits: { mailbox: 0, network: 0, domain: 0, all: 0 },
    cdn: null,
    preview: null,
    pictures: { take: nowhere, keep: nowhere, read: nowhere, remove: nowhere, clear: nowhere },
    imports: {
      ...{ keep: nowhere, read: nowhere, remove: nowhere, keepRejected: nowhere, readRejected: nowhere },
      clear: nowhere,
    },
    log: nowhere,
    version,
  };
  return documentOf(createApi(needs), version);
}

function documentOf(
  app: Pick<OpenAPIHono<ApiEnv>, "getOpenAPI31Document" | "openAPIRegistry">,
  version: string,
): object {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Mainstreet", version, description: "The directory of one chamber of commerce." },
  });
  const securitySchemes = {
    session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE, description: "Whoever is signed in" },
  };
  return withPlainPatterns({ ...document, components: { ...document.components, securitySchemes } });
}

/** zod writes a pattern's flags into the document ("…/u"), where JSON Schema has no place for them. */
function withPlainPatterns(document: object): object {
  return JSON.parse(
    JSON.stringify(document, (key, value) =>
      key === "pattern" && typeof value === "string" ? value.replace(/\$\/[a-z]+$/, "$$") : value,
    ),
  );
}
