import path from "node:path";
import { StaffPasskey } from "@mainstreet/core/session";
import type { CodeLimits } from "../api/needs.ts";
import { type Npm, npmOf } from "../publish/build-web.ts";

/** What the environment says to `npm start`. The only place here that reads it. */
export type Env = {
  readonly port: number;
  /** The folder for everything that is kept. */
  readonly home: string;
  readonly seed: "demo" | "none";
  /** Another DynamoDB than the emulator of our own, or null. */
  readonly endpoint: string | null;
  /** The server that takes mail, or null: then mail goes into a folder and to nobody. */
  readonly smtpUrl: string | null;
  /** The address that mail comes from. */
  readonly mailFrom: string;
  /** Whether staff must show a passkey before they are staff. */
  readonly staffPasskey: StaffPasskey;
  /** How many registration codes are mailed within an hour. */
  readonly codeLimits: CodeLimits;
  /** Where to ask for the places of addresses, and with which key; null where the chamber's own pins are all that is asked. */
  readonly places: { readonly region: string; readonly apiKey: string } | null;
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
  const smtpUrl = env.SMTP_URL || null;
  if (smtpUrl !== null && !/^smtps?:\/\/[^/]/.test(smtpUrl)) {
    throw new WrongSetting("SMTP_URL must be an address such as smtps://user:password@mail.example.org.");
  }
  const mailFrom = env.MAIL_FROM || "mainstreet@localhost";
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(mailFrom)) {
    throw new WrongSetting(`MAIL_FROM must be an e-mail address, not “${mailFrom}”.`);
  }
  const staffPasskey = StaffPasskey.safeParse(env.STAFF_PASSKEY || "offered");
  if (!staffPasskey.success) {
    throw new WrongSetting(`STAFF_PASSKEY must be “offered” or “required”, not “${env.STAFF_PASSKEY}”.`);
  }
  return {
    port,
    home: path.resolve(root, env.MAINSTREET_HOME || ".mainstreet"),
    seed,
    endpoint,
    smtpUrl,
    mailFrom,
    staffPasskey: staffPasskey.data,
    codeLimits: {
      mailbox: countOf(env, "CODES_PER_MAILBOX", 3),
      network: countOf(env, "CODES_PER_NETWORK", 10),
      domain: countOf(env, "CODES_PER_DOMAIN", 150),
      all: countOf(env, "CODES_IN_ALL", 300),
    },
    places: env.AMAZON_PLACES_KEY ? { region: placesRegion(env), apiKey: env.AMAZON_PLACES_KEY } : null,
    npm: npmOf(env),
  };
}

function placesRegion({ AMAZON_PLACES_REGION: region = "us-east-1" }: NodeJS.ProcessEnv): string {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return region;
  throw new WrongSetting(`AMAZON_PLACES_REGION must be a region such as us-east-1, not “${region}”.`);
}

function countOf(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const count = Number(env[name] || usual);
  if (Number.isInteger(count) && count >= 0 && count <= 1_000_000) return count;
  throw new WrongSetting(`${name} must be a whole number from 0 to 1000000, not “${env[name]}”.`);
}
