import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EMULATED } from "@mainstreet/functions/local/emulator";
import { bucket } from "@mainstreet/functions/publish/bucket";
import type { SiteFiles } from "@mainstreet/functions/publish/site-files";
import { createTable, type Table } from "@mainstreet/store/table";
import { ensureTable } from "@mainstreet/store/table-definition";
import { PEPPER } from "../people.ts";
import { type Running, startFunction } from "./runtime/runtime-api.ts";
import { s3Client } from "./stand-in/buckets.ts";
import { KEYS, REGION } from "./stand-in/check-signature.ts";
import { type S3, startS3 } from "./stand-in/s3.ts";
import { type Services, startServices } from "./stand-in/services.ts";

export const ORIGIN = "https://chamber.example.org";
export const EDGE_SECRET = "only the edge knows this";

/** A stage of its own, with everything that functions on AWS find around them. */
export type Stage = {
  readonly table: Table;
  readonly tableName: string;
  readonly s3: S3;
  readonly services: Services;
  readonly site: SiteFiles;
  readonly uploads: SiteFiles;
  /** Starts a function of the stage, as it would be deployed. @param more of its environment */
  start(name: string, more?: Readonly<Record<string, string>>): Promise<Running>;
  stop(): Promise<void>;
};

const random = (length: number) => randomBytes(length);
const sleep = async (ms: number) => {
  await setTimeout(ms);
};

/** Sets up a stage with an empty table of an emulator. */
export async function startStage(endpoint: string): Promise<Stage> {
  const client = new DynamoDBClient({ endpoint, ...EMULATED });
  const tableName = `stage-${randomBytes(8).toString("hex")}`;
  await ensureTable(client, tableName, sleep);
  const table = createTable({ client, name: tableName, sleep, random });
  const [s3, services] = await Promise.all([startS3(50), startServices()]);
  const prefix = "/mainstreet/test/";
  services.parameters.set(`${prefix}origin`, ORIGIN);
  services.parameters.set(`${prefix}pepper`, Buffer.from(PEPPER).toString("base64"));
  services.parameters.set(`${prefix}edge-secret`, EDGE_SECRET);
  const names = {
    site: `site-${randomBytes(4).toString("hex")}`,
    uploads: `uploads-${randomBytes(4).toString("hex")}`,
  };
  const env = {
    ...KEYS,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_SSM: services.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: services.endpoint,
    AWS_ENDPOINT_URL_SESV2: services.endpoint,
    STAGE: "test",
    TABLE_NAME: tableName,
    SITE_BUCKET: names.site,
    UPLOAD_BUCKET: names.uploads,
    PARAMETERS: prefix,
    MAIL_FROM: "chamber@example.org",
    UPLOAD_FUNCTION: "upload",
    CODES_PER_NETWORK: "3",
  };
  const running: Running[] = [];
  const filesOf = (name: string) => bucket({ client: s3Client(s3), bucket: name, prefix: "" });
  return {
    ...{ table, tableName, s3, services },
    site: filesOf(names.site),
    uploads: filesOf(names.uploads),
    async start(name, more = {}) {
      const started = await startFunction(name, { ...env, ...more });
      running.push(started);
      return started;
    },
    async stop() {
      for (const each of running) await each.stop();
      await Promise.all([s3.close(), services.close()]);
    },
  };
}
