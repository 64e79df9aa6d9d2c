import path from "node:path";
import { type Npm, npmOf } from "../publish/build-web.ts";

/** What the environment says to `npm start`. The only place here that reads it. */
export type Env = {
  readonly port: number;
  /** The folder for everything that is kept. */
  readonly home: string;
  readonly seed: "demo" | "none";
  /** Another DynamoDB than the emulator of our own, or null. */
  readonly endpoint: string | null;
  /** How to run npm, so that a build uses the npm that started us. */
  readonly npm: Npm;
};

/** A setting that cannot be right; the message says how to mend it. */
export class WrongSetting extends Error {}

/** Reads the environment. @throws `WrongSetting` */
export function readEnv(root: string, env: NodeJS.ProcessEnv = process.env): Env {
  const port = Number(env.PORT ?? 4321);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new WrongSetting(`PORT must be a number from 1 to 65535, not “${env.PORT}”.`);
  }
  const seed = env.MAINSTREET_SEED ?? "demo";
  if (seed !== "demo" && seed !== "none") {
    throw new WrongSetting(`MAINSTREET_SEED must be “demo” or “none”, not “${seed}”.`);
  }
  const endpoint = env.DYNAMODB_ENDPOINT || null;
  if (endpoint !== null && !URL.canParse(endpoint)) {
    throw new WrongSetting(`DYNAMODB_ENDPOINT must be an address such as http://127.0.0.1:8000, not “${endpoint}”.`);
  }
  return {
    port,
    home: path.resolve(root, env.MAINSTREET_HOME || ".mainstreet"),
    seed,
    endpoint,
    npm: npmOf(env),
  };
}
