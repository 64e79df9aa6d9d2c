import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import type { Table } from "@mainstreet/store/table";
import { getPath } from "hono/utils/url";
import { kept } from "../kept.ts";
import { wantsPage } from "./flows/wants-page.ts";
import { gate } from "./middleware/gate.ts";
import { record } from "./middleware/record.ts";
import type { ApiEnv, Needs } from "./needs.ts";
import { operationsOf } from "./operation.ts";
import { problemHandler } from "./problem.ts";
import { HALL, ROOMS, segmentOf } from "./rooms.ts";
import { documentRoutes } from "./routes/document.ts";
import { healthRoutes } from "./routes/health.ts";
import { SESSION_COOKIE } from "./sign-in/session-cookie.ts";
import { refuseInvalid } from "./validation.ts";

type Routes = OpenAPIHono<ApiEnv>;

/** The API of a chamber. */
export type Api = {
  /** @param connection what the server knows of it */
  readonly fetch: (request: Request, connection?: ApiEnv["Bindings"]) => Promise<Response>;
  /** Every route, those of rooms that nobody has asked for too. @throws when one does not declare who may use it */
  readonly routes: () => Promise<Routes>;
};

/** The API, built from its needs. Its rooms are loaded when they are first asked for. */
export function createApi(needs: Needs): Api {
  const hall = new OpenAPIHono<ApiEnv>()
    .route("/", healthRoutes(needs))
    .route("/", documentRoutes({ document: async () => documentOf(await routes(), needs.version) }));
  const open = { segments: HALL, routes: kept(async () => hall), app: kept(async () => appOf(needs, HALL, hall)) };
  const others = ROOMS.map(({ segments, load }) => {
    const routes = kept(async () => (await load())(needs));
    return { segments, routes, app: kept(async () => appOf(needs, segments, await routes())) };
  });
  const rooms = new Map(others.flatMap((room) => room.segments.map((segment) => [segment, room] as const)));

  const routes: Api["routes"] = kept(async () => {
    const all = new OpenAPIHono<ApiEnv>();
    for (const room of [open, ...others]) {
      await room.app();
      all.route("/", await room.routes());
    }
    return all;
  });

  return {
    async fetch(request, connection) {
      const app = await (rooms.get(segmentOf(getPath(request))) ?? open).app();
      return app.fetch(request, connection);
    },
    routes,
  };
}

/** What answers with some of the routes, and with nothing else. @throws when one is not declared as it must be */
function appOf(needs: Needs, segments: readonly string[], routes: Routes): Routes {
  const operations = operationsOf(routes.openAPIRegistry);
  const lost = operations.find(({ path }) => !segments.includes(segmentOf(path)));
  if (lost) throw new Error(`${lost.method} ${lost.path} is in a room where nobody looks for it.`);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(
    problemHandler({
      log: needs.log,
      page: async (c, problem) =>
        wantsPage(c) ? (await import("./forms/problem-page.ts")).problemPage(needs, c, problem) : null,
    }),
  );
  app.notFound(() => {
    throw new ChamberError("not-found", "There is nothing at this address.");
  });
  app.use(record(needs), gate(needs, operations));
  return app.route("/", routes);
}

/** The OpenAPI document without a running API, for writing it to a file. */
export async function openApiDocument(version = "0.0.0"): Promise<object> {
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
  return documentOf(await createApi(needs).routes(), version);
}

function documentOf(routes: Routes, version: string): object {
  const document = routes.getOpenAPI31Document({
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
