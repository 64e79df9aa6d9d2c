import { StaffPasskey } from "@mainstreet/core/session";
import * as z from "zod";

/** A count as the environment has it, as text. */
const count = (usual: number) => z.coerce.number().int().min(0).max(1_000_000).default(usual);

const Env = z.object({
  TABLE_NAME: z.string().min(1),
  SITE_BUCKET: z.string().min(1),
  UPLOAD_BUCKET: z.string().min(1),
  /** Where the parameters lie: "/mainstreet/production/". */
  PARAMETERS: z.string().regex(/^\/.+\/$/),
  MAIL_FROM: z.string().regex(/^[^\s<>@]+@[^\s<>@]+$/),
  /** The function that draws pictures anew. */
  UPLOAD_FUNCTION: z.string().default(""),
  STAFF_PASSKEY: StaffPasskey.default("offered"),
  CODES_PER_MAILBOX: count(3),
  CODES_PER_NETWORK: count(10),
  CODES_PER_DOMAIN: count(150),
  CODES_IN_ALL: count(300),
  AMAZON_PLACES_REGION: z.string().default("us-east-1"),
  AWS_REGION: z.string().min(1),
  AWS_LAMBDA_FUNCTION_NAME: z.string().default(""),
  /** Where the files of the function lie. */
  LAMBDA_TASK_ROOT: z.string().default("."),
});
/** What the environment of a function says. Nothing in it is secret. */
export type Env = z.infer<typeof Env>;

const Keys = z.object({
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/** Reads the environment of a function, in the only place that does. @throws when something is missing, by its name */
export function readEnv(env: NodeJS.ProcessEnv = process.env): Env {
  return Env.parse(env);
}

/** What the functions of pictures know: where they lie, and no more. */
export function readUploadEnv(env: NodeJS.ProcessEnv = process.env): Pick<Env, "UPLOAD_BUCKET" | "AWS_REGION"> {
  return Env.pick({ UPLOAD_BUCKET: true, AWS_REGION: true }).parse(env);
}

/** What requests to AWS are signed with: Lambda puts it into the environment and keeps it good. */
export function readKeys(env: NodeJS.ProcessEnv = process.env): {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
} {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = Keys.parse(env);
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}

/** Where a service of AWS answers; another address than its own is named as the SDK's clients have it. */
export function endpointOf(service: "ssm" | "lambda", env: NodeJS.ProcessEnv = process.env): string {
  const other = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  return other || `https://${service}.${env.AWS_REGION}.amazonaws.com`;
}
