/** What something costs in us-east-1, in US dollars, with no free tier taken off. */
export type Price = {
  readonly usd: number;
  readonly per: string;
  /** How many of what is counted that is. */
  readonly units: number;
  /** Where it was read, or that it was not. Stored copies of pages were read, not the pages of that day. */
  readonly source: string;
  readonly read: string | null;
};

const READ = "2026-11-22";
const AIRBYTE = "https://airbyte.com/data-engineering-resources/dynamodb-pricing (of July 2025)";
const DEVNOTES = "https://devnotes.tech/understanding-aws-s3-pricing-a-complete-cost-breakdown-with-examples";
const CLOUDFRONT = "http://aws.amazon.com/cloudfront/pricing";
const CLOUDWATCH =
  "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/ (of June 2026)";
const GIST = "https://gist.github.com/allenheltondev (a list of unit costs, undated)";
const INFRACOST = "https://github.com/vreutova/infracost-idem-support/pull/2 (undated)";
const MILLION = 1_000_000;
const GB = 1e9;

const read = (usd: number, per: string, units: number, source: string): Price => ({
  usd,
  per,
  units,
  source,
  read: READ,
});
const recalled = (usd: number, per: string, units: number): Price => ({
  usd,
  per,
  units,
  source: "not verified",
  read: null,
});

export const PRICES = {
  tableWrites: read(0.625, "million units", MILLION, AIRBYTE),
  tableReads: read(0.125, "million units", MILLION, AIRBYTE),
  tableStorage: read(0.25, "GB a month", GB, GIST),
  recovery: read(0.2, "GB a month", GB, GIST),
  functionCalls: read(
    0.2,
    "million calls",
    MILLION,
    "https://git.mcrn.ar/mariano/lambda_local_runner (docs/lambdas-md/lambda-13-cost.md)",
  ),
  functionTime: read(0.0000133334, "GB-second, arm64", 1, "https://cloudchipr.com/blog/aws-lambda-pricing"),
  apiRequests: read(
    1,
    "million requests",
    MILLION,
    "https://docs.aws.amazon.com/pt_br/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html",
  ),
  bucketStorage: read(0.023, "GB a month", GB, DEVNOTES),
  bucketPuts: read(0.005, "thousand requests (write, list)", 1000, DEVNOTES),
  bucketGets: read(0.0004, "thousand requests (read)", 1000, DEVNOTES),
  edgeBytes: read(0.085, "GB to North America and Europe", GB, CLOUDFRONT),
  edgeRequests: read(
    0.01,
    "10,000 HTTPS requests",
    10_000,
    "https://github.com/infracost/infracost/pull/1049 (of October 2021)",
  ),
  edgeFunctions: read(0.1, "million runs", MILLION, "https://cur.vantage.sh/aws/amazoncloudfront/"),
  logs: read(0.5, "GB", GB, CLOUDWATCH),
  logStorage: read(0.03, "GB a month", GB, INFRACOST),
  alarms: read(0.1, "alarm a month", 1, INFRACOST),
  dashboards: read(3, "dashboard a month", 1, CLOUDWATCH),
  schedules: read(1, "million calls", MILLION, "https://cloudburn.io/blog/amazon-eventbridge-pricing (of March 2026)"),
  mails: read(0.1, "thousand mails", 1000, "https://build.allanninal.dev/what-the-shipping-notifier-costs/"),
  secrets: recalled(0.03, "10,000 decryptions", 10_000),
  parameters: recalled(0, "standard parameter", 1),
  streamReads: recalled(0, "read by a function", 1),
} as const satisfies Readonly<Record<string, Price>>;
export type PriceName = keyof typeof PRICES;

/** What is not in the sums: a chamber may do without, or has it anyway. */
export const APART: readonly (readonly [string, string])[] = [
  ["Firewall (WAF), off by default", "about $6 a month and $0.60 a million requests: not verified"],
  ["Domain name", "about $10 to $15 a year, wherever it is bought: not verified"],
];

/** What so many of something cost. */
export function costOf(name: PriceName, count: number): number {
  const { usd, units } = PRICES[name];
  return (count / units) * usd;
}
