/** What a chamber decides about its place on AWS. It is committed, so that no deploy forgets a part of it. */
export type Settings = {
  /** Where everything runs. CloudFront's firewall and its metrics live in us-east-1, so that is the simplest choice. */
  readonly region: string;
  /** The address that mail comes from. */
  readonly mailFrom: string;
  /** Whether to make the domain of `mailFrom` known to SES; false where another stage of the account has done so. */
  readonly makesMailIdentity: boolean;
  /** The site's own name with its certificate in us-east-1, which must exist; null for the name that CloudFront gives. */
  readonly domain: { readonly name: string; readonly certificateArn: string } | null;
  /** Who gets mail when something has to be done; null for nobody, which suits a trial. */
  readonly alarmsTo: string | null;
  /** US dollars a month of the whole account at which `alarmsTo` is told; null for no budget. */
  readonly monthlyBudget: number | null;
  /** Whether a firewall (about $6 a month) turns away whoever asks too often; only in us-east-1. */
  readonly hasFirewall: boolean;
  /**
   * Whether to make a page of graphs of our own, which costs $3 a month in an account that has three already: as much as three
   * quiet chambers. CloudWatch has pages of its own for each service, and the alarms need none.
   */
  readonly hasDashboard: boolean;
  /** Whether staff must show a passkey before they are staff. */
  readonly staffPasskey: "offered" | "required";
};

/** The stage that the public sees. */
const PRODUCTION: Settings = {
  region: "us-east-1",
  mailFrom: "office@example.org",
  makesMailIdentity: true,
  domain: null,
  alarmsTo: null,
  monthlyBudget: 10,
  hasFirewall: false,
  hasDashboard: false,
  staffPasskey: "offered",
};

/** All others, made to be taken down again. */
const TRIAL: Settings = { ...PRODUCTION, makesMailIdentity: false, domain: null, monthlyBudget: null };

/** The settings of a stage, by its name. */
export function settingsOf(stage: string): Settings {
  return stage === "production" ? PRODUCTION : TRIAL;
}
