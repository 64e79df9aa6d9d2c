/** What the command line takes from its environment; nothing else of it is read. */
export type Env = {
  /** The endpoint that somebody chose, instead of a running `npm start`. */
  readonly endpoint: string | null;
  readonly tableName: string;
  /** Where a local Mainstreet keeps its files. */
  readonly home: string;
  /** The chamber's secret in hexadecimal digits, or null for the one of a local Mainstreet. */
  readonly pepper: string | null;
  /** What the secret in a backup is sealed with, or null: it may be in a file as well. */
  readonly passphrase: string | null;
  readonly region: string | null;
  /** Whether the AWS SDK will find credentials of its own. */
  readonly hasCredentials: boolean;
  /** Where the person stood who called: npm changes to the root of the project first. */
  readonly workingDirectory: string;
};

/** Reads the environment. */
export function readEnv(): Env {
  const { env } = process;
  return {
    endpoint: env.DYNAMODB_ENDPOINT || null,
    tableName: env.MAINSTREET_TABLE || "mainstreet",
    home: env.MAINSTREET_HOME || ".mainstreet",
    pepper: env.MAINSTREET_PEPPER || null,
    passphrase: env.MAINSTREET_PASSPHRASE || null,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || null,
    hasCredentials: Boolean(
      env.AWS_ACCESS_KEY_ID ||
        env.AWS_PROFILE ||
        env.AWS_WEB_IDENTITY_TOKEN_FILE ||
        env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
    ),
    workingDirectory: (env.npm_lifecycle_event === "mainstreet" && env.INIT_CWD) || process.cwd(),
  };
}

/** All of it, for programs that a command starts. */
export function wholeEnv(): NodeJS.ProcessEnv {
  return process.env;
}
