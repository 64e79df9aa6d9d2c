import path from "node:path";
import type { Needs, Preview } from "../api/needs.ts";
import { kept } from "../kept.ts";
import { openImportFiles } from "../upload/import-files.ts";
import { openPictures } from "../upload/pictures.ts";
import { remoteDraw } from "../upload/remote-draw.ts";
import { VERSION } from "../version.ts";
import type { Part } from "./buckets.ts";
import { deferredFiles } from "./deferred-files.ts";
import { type Env, endpointOf } from "./env.ts";
import { invoker } from "./invoke.ts";
import { callsOf, log, now, openStage, random, sleep } from "./open.ts";

/** What the edge tells the API, and nobody else can. */
const CDN = { secretHeader: "x-mainstreet-edge", addressHeader: "x-mainstreet-viewer", namesPort: false } as const;

/** What the API is built from on AWS, and when it may answer. */
export async function apiNeeds(env: Env): Promise<{ readonly needs: Needs; readonly checked: Promise<void> }> {
  const call = callsOf(env);
  const { table, parameters, checked } = await openStage(env, call);
  const buckets = kept(async () => (await import("./buckets.ts")).openBuckets(env));
  const part = (name: Part) => deferredFiles(async () => (await buckets()).part(name));
  const { wait } = invoker(call, endpointOf("lambda"));
  const { origin, pepper, "edge-secret": secret, "places-key": apiKey } = parameters;
  const media = part("media");
  const needs: Needs = {
    table,
    ...{ now, sleep, random, log, origin, pepper },
    base: "/",
    site: deferredFiles(async () => (await buckets()).site),
    staffPasskey: env.STAFF_PASSKEY,
    codeLimits: {
      mailbox: env.CODES_PER_MAILBOX,
      network: env.CODES_PER_NETWORK,
      domain: env.CODES_PER_DOMAIN,
      all: env.CODES_IN_ALL,
    },
    cdn: { ...CDN, secret },
    preview: deferredPreview(async () => {
      const [{ createPreview }, { loadPainter }] = await Promise.all([
        import("../publish/preview.ts"),
        import("../publish/web-build.ts"),
      ]);
      const painter = await loadPainter(path.join(env.LAMBDA_TASK_ROOT, "web"));
      return createPreview({ web: { ...painter, id: "", assets: new Map() }, address: { origin, base: "/" }, media });
    }),
    pictures: openPictures({
      quarantine: part("quarantine"),
      media,
      draw: remoteDraw((payload) => wait(env.UPLOAD_FUNCTION, payload)),
      now,
      random,
    }),
    imports: openImportFiles({ files: part("imports"), now }),
    ...(apiKey !== undefined && {
      geocode: async (address) => {
        const [ChamberStore, { amazonPlaces }] = await Promise.all([
          import("@mainstreet/store/chamber-store"),
          import("@mainstreet/import/amazon-places"),
        ]);
        const { country } = await ChamberStore.get(table);
        return amazonPlaces({ send: fetch, region: env.AMAZON_PLACES_REGION, apiKey, country })(address);
      },
    }),
    version: VERSION,
  };
  return { needs, checked };
}

/** Draws pages with what is loaded when somebody first wants to see one. */
function deferredPreview(load: () => Promise<Preview>): Preview {
  const open = kept(load);
  return {
    page: async (directory, at, date) => (await open()).page(directory, at, date),
    theme: async (accent) => (await open()).theme(accent),
  };
}
