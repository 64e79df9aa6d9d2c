import { ACTIONS, type ActionName } from "./actions.ts";
import type { Count } from "./counting.ts";
import { figureAt, type Measured } from "./measured.ts";
import { costOf, type PriceName } from "./prices.ts";
import type { Month } from "./usage.ts";

/** A line of the bill: how many of what, and what they cost. */
export type Line = { readonly name: string; readonly price: PriceName; readonly count: number; readonly usd: number };

/** Which function does what, by its memory in MB. */
const MEMORY: Readonly<Record<ActionName, number>> = {
  "sign in with a code": 1024,
  "register for an event": 1024,
  "owner edits a listing": 1024,
  "staff save a listing": 1024,
  "staff open the console": 1024,
  "page that is not there": 1024,
  "publish after an edit": 1024,
  "late files after an edit": 1024,
  "nightly publish": 1024,
  "night into a Monday": 1024,
  "full publish": 1024,
  "nothing due: publisher": 1024,
  "minute of the clock": 512,
  "hour of the clock": 512,
  "first hour of a day": 512,
};

/* What was not measured, as nothing ran on AWS. */
/** So much memory goes with one whole processor, in MB: AWS Lambda developer guide, "Configure Lambda function memory". */
const WHOLE_PROCESSOR_MB = 1769;
/** A request to the table or a bucket from a function, in milliseconds, and how many of them wait at the same time. */
const WAIT_MS = 8;
const AT_ONCE = { table: 1, buckets: 24 } as const;
/** Of calls that find no function running, and what its start takes, in milliseconds. */
const COLD_PART = 0.05;
const COLD_MS = 600;
/** What Lambda itself and we write into the log, a call, in bytes; kept for a month. */
const LOG_BYTES = 600;
/** Headers of an answer, in bytes. */
const HEADER_BYTES = 700;
/** An uncompressed answer of the API, in bytes. */
const API_BYTES = 3_000;
/** The longest that a function may run, in seconds. */
export const LONGEST_S = 900;
const ALARMS = 5;
const DASHBOARDS = 1;
/** Calls by the clock are kept waiting for by no cold start: they come each minute. */
const WARM: ReadonlySet<ActionName> = new Set(["minute of the clock", "nothing due: publisher"]);

/** A month's bill, line by line. */
export function billOf(sizes: readonly Measured[], listings: number, month: Month): readonly Line[] {
  const at = (of: (one: Measured) => number) => figureAt(sizes, of, listings);
  const total = (of: (count: Count) => number) =>
    ACTIONS.reduce((sum, name) => sum + (month.actions[name] ?? 0) * at((one) => of(one.actions[name])), 0);
  const time = ACTIONS.reduce(
    (sum, name) => sum + (month.actions[name] ?? 0) * secondsOf(sizes, listings, name) * (MEMORY[name] / 1024),
    0,
  );
  const calls = total(({ calls }) => calls);
  const api = total(({ api }) => api);
  const clocked = (month.actions["minute of the clock"] ?? 0) + (month.actions["nothing due: publisher"] ?? 0);
  const { visits, pagesEach } = month;
  const files = visits * (at(({ visit }) => visit.files) + pagesEach * at(({ listingPage }) => listingPage.files));
  const pages = visits * (at(({ visit }) => visit.pages) + pagesEach);
  const bytes =
    visits * (at(({ visit }) => visit.bytes) + pagesEach * at(({ listingPage }) => listingPage.bytes)) +
    files * HEADER_BYTES +
    api * (API_BYTES + HEADER_BYTES);
  const stored = at(({ tableBytes }) => tableBytes);
  const indexed = at(({ indexBytes }) => indexBytes);
  // Two days of what was named after its content lie there as well.
  const bucketBytes = 1.2 * at(({ siteBytes, paperBytes }) => siteBytes + paperBytes);

  const line = (name: string, price: PriceName, count: number): Line => ({
    ...{ name, price, count },
    usd: costOf(price, count),
  });
  return [
    line(
      "DynamoDB: writes",
      "tableWrites",
      total(({ writes }) => writes),
    ),
    line(
      "DynamoDB: writes into the index",
      "tableWrites",
      total(({ indexWrites }) => indexWrites),
    ),
    line(
      "DynamoDB: reads",
      "tableReads",
      total(({ reads }) => reads),
    ),
    line("DynamoDB: storage, index included", "tableStorage", stored + indexed),
    line("DynamoDB: point-in-time recovery", "recovery", stored + indexed),
    line(
      "DynamoDB: stream, read by functions",
      "streamReads",
      total(({ writes }) => writes),
    ),
    line("Lambda: calls", "functionCalls", calls),
    line("Lambda: GB-seconds", "functionTime", time),
    line("API Gateway", "apiRequests", api),
    line("S3: storage", "bucketStorage", bucketBytes),
    line(
      "S3: write and list",
      "bucketPuts",
      total(({ puts }) => puts),
    ),
    line(
      "S3: read by functions",
      "bucketGets",
      total(({ gets }) => gets),
    ),
    // Pages live five seconds at the edge; whatever is named after its content, for good.
    line("S3: read by CloudFront", "bucketGets", pages),
    line("CloudFront: bytes", "edgeBytes", bytes),
    line("CloudFront: requests", "edgeRequests", files + api),
    line("CloudFront: function of pages", "edgeFunctions", pages),
    line("Logs: written", "logs", calls * LOG_BYTES),
    line("Logs: kept", "logStorage", calls * LOG_BYTES),
    line("Alarms", "alarms", ALARMS),
    line("Dashboard", "dashboards", DASHBOARDS),
    line("Scheduler", "schedules", clocked),
    line("Parameters", "parameters", 4),
    line("Secret of the chamber: decryptions", "secrets", (calls - clocked) * COLD_PART),
    line("Mail", "mails", month.mails + total(({ mails }) => mails)),
  ];
}

/** The sum of a bill. @param without prices that are left out */
export function sumOf(bill: readonly Line[], without: readonly PriceName[] = []): number {
  return bill.filter(({ price }) => !without.includes(price)).reduce((sum, { usd }) => sum + usd, 0);
}

/**
 * How long one of an action keeps a function busy, in seconds: its work at its share of a processor, what it waits for, and now
 * and then a start.
 */
export function secondsOf(sizes: readonly Measured[], listings: number, name: ActionName): number {
  const at = (of: (count: Count) => number) => figureAt(sizes, (one) => of(one.actions[name]), listings);
  const slower = Math.max(1, WHOLE_PROCESSOR_MB / MEMORY[name]);
  const inTurn = at(({ requests }) => requests) / AT_ONCE.table;
  const together = at(({ gets, puts }) => gets + puts) / AT_ONCE.buckets;
  const cold = WARM.has(name) ? 0 : at(({ calls }) => calls) * COLD_PART * COLD_MS;
  return (at(({ cpuMs }) => cpuMs) * slower + (inTurn + together) * WAIT_MS + cold) / 1000;
}
