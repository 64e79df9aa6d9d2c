import type { Settings } from "./settings.ts";

/** What differs between one deployment and another. All of it is decided here. */
export type Stage = Settings & {
  readonly name: string;
  /** Protected stages refuse to be deleted and leave what they keep behind; others are removed to nothing. */
  readonly isProtected: boolean;
  /** Before the name of each parameter: "/mainstreet/production/". */
  readonly parameters: string;
  readonly tableName: string;
  /** How long logs are kept, in days. They hold no personal data. */
  readonly logDays: 30 | 7;
  /** Whether any second of the last 35 days can be brought back. */
  readonly hasPointInTimeRecovery: boolean;
  /** Alarms are made where somebody is told of them. */
  readonly hasAlarms: boolean;
};

export const FUNCTIONS = ["api", "publish", "mail", "tick", "upload"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** A stage that cannot be deployed as it is; the message says how to mend it. */
export class WrongStage extends Error {}

/**
 * Decides what a stage is.
 * @param name lower-case letters, digits and hyphens, at most 12, since it is part of the names of buckets
 * @throws `WrongStage`
 */
export function stageOf(name: string, settings: Settings): Stage {
  if (!/^[a-z][a-z0-9-]{0,11}$/.test(name) || name.endsWith("-")) {
    throw new WrongStage(`A stage is named like “production” or “trial-2”, in at most 12 characters, not “${name}”.`);
  }
  if (settings.hasFirewall && settings.region !== "us-east-1") {
    throw new WrongStage(
      "The firewall of a CloudFront distribution is made in us-east-1 only: set region or hasFirewall.",
    );
  }
  const certificate = settings.domain?.certificateArn;
  if (certificate !== undefined && !certificate.startsWith("arn:aws:acm:us-east-1:")) {
    throw new WrongStage(
      "CloudFront takes certificates of us-east-1 only: domain.certificateArn is of another region.",
    );
  }
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(settings.mailFrom)) {
    throw new WrongStage(`mailFrom must be an e-mail address, not “${settings.mailFrom}”.`);
  }
  const isProtected = name === "production";
  return {
    ...settings,
    name,
    isProtected,
    parameters: `/mainstreet/${name}/`,
    tableName: `mainstreet-${name}`,
    logDays: isProtected ? 30 : 7,
    hasPointInTimeRecovery: isProtected,
    hasAlarms: isProtected || settings.alarmsTo !== null,
  };
}

/** Whether the settings are still those that the project comes with: nothing can be sent from there. */
export function isUnset({ mailFrom }: Settings): boolean {
  return mailFrom.endsWith("@example.org");
}

/** The names of the two stacks. */
export function stackNames({ name }: Pick<Stage, "name">): { readonly backend: string; readonly edge: string } {
  return { backend: `mainstreet-${name}-backend`, edge: `mainstreet-${name}-edge` };
}

export function functionName({ name }: Pick<Stage, "name">, of: FunctionName): string {
  return `mainstreet-${name}-${of}`;
}

/**
 * The name of a bucket. All buckets of the world share their names, so the account and the region are part of it.
 * @param where of twelve digits and such as "us-east-1", or what stands for them until the deploy knows
 */
export function bucketName(
  { name }: Pick<Stage, "name">,
  of: "site" | "uploads" | "artifacts",
  { account, region }: { readonly account: string; readonly region: string },
): string {
  return `mainstreet-${name}-${of}-${account}-${region}`;
}

/** The domain of a mail address. */
export function mailDomain({ mailFrom }: Pick<Settings, "mailFrom">): string {
  return mailFrom.slice(mailFrom.indexOf("@") + 1);
}

/** The parameter with the host of the HTTP API, which `backend` writes and `edge` reads. */
export const hostParameter = ({ parameters }: Pick<Stage, "parameters">): string => `${parameters}api-host`;
/** The parameter with the address of the site, which `edge` writes and the functions read. */
export const originParameter = ({ parameters }: Pick<Stage, "parameters">): string => `${parameters}origin`;
/** The parameter with what CloudFront proves itself by. */
export const edgeSecretParameter = ({ parameters }: Pick<Stage, "parameters">): string => `${parameters}edge-secret`;
/** The parameter with the chamber's secret. */
export const pepperParameter = ({ parameters }: Pick<Stage, "parameters">): string => `${parameters}pepper`;
