import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { short, table } from "../report/numbers.ts";
import { ACTIONS } from "./actions.ts";
import { type All, figureAt, type Hot, type Measured } from "./measured.ts";
import { billOf, LONGEST_S, secondsOf, sumOf } from "./model.ts";
import { APART, PRICES } from "./prices.ts";
import { MONTHS, monthOf } from "./usage.ts";

/** The document that shows the model: what is between the marks is written by the bench, and a test compares it. */
const DOCUMENT = path.resolve(import.meta.dirname, "../../../docs/scale.md");
const MARKS = ["<!-- the model begins -->", "<!-- the model ends -->"] as const;
const SIZES = [300, 3_000, 100_000, 1_000_000];
/** What a month with nobody in it may cost at this size, dashboard aside. */
export const GOAL = { listings: 3_000, usd: 1 } as const;

/** What stands between the marks. */
export function modelPart({ on, sizes, hot }: All): string {
  return [
    MARKS[0],
    `Counted on ${on} at ${sizes.map(({ listings }) => count(listings)).join(" and ")} listings; other sizes lie on the line through these two.`,
    "### What a thing takes",
    actionsTable(sizes),
    "### What a month costs",
    sumsTable(sizes),
    verdict(sizes),
    "### How long the publisher's function runs",
    limitsTable(sizes),
    "### How long people wait who all register at once",
    hotTable(hot),
    `### The bill at ${count(GOAL.listings)} listings`,
    billTable(sizes, GOAL.listings),
    "### Prices",
    pricesTable(),
    MARKS[1],
  ].join("\n\n");
}

/** The document's part as it is now. @throws RangeError where the marks are missing */
export function writtenPart(): string {
  const text = readFileSync(DOCUMENT, "utf8");
  const [from, to] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])];
  if (from < 0 || to < from) throw new RangeError(`The marks are missing in ${DOCUMENT}.`);
  return text.slice(from, to + MARKS[1].length);
}

/** Puts the part into the document. */
export function writePart(part: string): void {
  const text = readFileSync(DOCUMENT, "utf8");
  writeFileSync(
    DOCUMENT,
    text.replace(writtenPart(), () => part),
  );
}

/** What was counted, by action, at the largest size. */
export function actionsTable(sizes: readonly Measured[]): string {
  const large = sizes.at(-1);
  const columns = [
    "",
    "calls",
    "table requests",
    "units read",
    "units written",
    "of the index",
    "bucket reads",
    "bucket writes",
    "mails",
  ];
  const rows = ACTIONS.map((name) => {
    const c = large?.actions[name];
    return [name, c?.calls, c?.requests, c?.reads, c?.writes, c?.indexWrites, c?.gets, c?.puts, c?.mails].map((cell) =>
      typeof cell === "number" ? short(cell) : String(cell),
    );
  });
  const visit = large?.visit;
  const listing = large?.listingPage;
  const files = (one: typeof visit) =>
    `${one?.files} files, ${short((one?.bytes ?? 0) / 1000)} KB, ${one?.calls} calls of functions, ${one?.tableRequests} requests to the table`;
  return `At ${count(large?.listings ?? 0)} listings (${count(large?.items ?? 0)} items, ${short((large?.tableBytes ?? 0) / 1e6)} MB, and ${short((large?.indexBytes ?? 0) / 1e6)} MB in the index; the site has ${count(large?.siteFiles ?? 0)} files, ${short((large?.siteBytes ?? 0) / 1e6)} MB).

- A first visit of the home page with a search, in a browser: ${files(visit)}.
- A page of a listing after it: ${files(listing)}.

${table(columns, rows)}`;
}

function sumsTable(sizes: readonly Measured[]): string {
  const rows = SIZES.map((listings) => [
    count(listings),
    `${short(figureAt(sizes, ({ tableBytes, indexBytes }) => tableBytes + indexBytes, listings) / 1e6)} MB`,
    ...MONTHS.flatMap((name) => {
      const bill = billOf(sizes, listings, monthOf(name, listings));
      return [usd(sumOf(bill, ["dashboards"])), usd(sumOf(bill))];
    }),
  ]);
  return table(["listings", "table", ...MONTHS.flatMap((name) => [name, "with dashboard"])], rows);
}

/** What takes longer the larger a chamber is, and where it is more than a function may take. */
function limitsTable(sizes: readonly Measured[]): string {
  const slow = ["publish after an edit", "late files after an edit", "nightly publish", "full publish"] as const;
  const rows = SIZES.map((listings) => [
    count(listings),
    ...slow.map((name) => {
      const seconds = secondsOf(sizes, listings, name);
      return `${short(seconds)}${seconds > LONGEST_S ? " TOO LONG" : ""}`;
    }),
  ]);
  return `Seconds at 1,024 MB, by the line; a function may run for ${LONGEST_S}.

${table(["listings", ...slow], rows)}`;
}

/** A rush on one event, by the simulator. */
export function hotTable(hot: readonly Hot[]): string {
  const rows = hot.map(({ people, seats, shards, confirmed, waiting, p50, p99, last, limits, conflicts }) =>
    [people, seats, shards, confirmed, waiting, p50, p99, last, limits, conflicts].map(short),
  );
  const columns = [
    "people",
    "seats",
    "partitions",
    "confirmed at once",
    "told to wait",
    "p50, ms",
    "p99, ms",
    "last, ms",
    "partition full",
    "conflicts",
  ];
  return `The code of the store on a virtual clock, all at the same instant, each rush in one partition and, where they differ, in as many as an event of so many seats has; a partition takes 1,000 write units a second and saves none up, which is harder than the real one. Whoever is told to wait gets a seat with the next sweep, if there is one.

${table(columns, rows)}`;
}

function verdict(sizes: readonly Measured[]): string {
  const bill = billOf(sizes, GOAL.listings, monthOf("idle", GOAL.listings));
  const sum = sumOf(bill, ["dashboards"]);
  const over = sum > GOAL.usd ? `MISSED by ${usd(sum - GOAL.usd)}` : "met";
  return `An idle month at ${count(GOAL.listings)} listings costs ${usd(sum)} as a stage is deployed (goal ${usd(GOAL.usd)}: ${over}). With a dashboard, which is off unless \`infra/settings.ts\` asks for it, it is ${usd(sumOf(bill))} where the account has three already: the first three are free for good, which this model does not count. Without alarms it is ${usd(sumOf(bill, ["dashboards", "alarms"]))}.`;
}

function billTable(sizes: readonly Measured[], listings: number): string {
  const bills = MONTHS.map((name) => billOf(sizes, listings, monthOf(name, listings)));
  const rows = (bills[0] ?? []).map(({ name, price }, i) => [
    `${name}${PRICES[price].read === null ? " (price not verified)" : ""}`,
    ...bills.flatMap((bill) => [short(bill[i]?.count ?? 0), usd(bill[i]?.usd ?? 0)]),
  ]);
  const sums = ["**all of it**", ...bills.flatMap((bill) => ["", `**${usd(sumOf(bill))}**`])];
  return table(["", ...MONTHS.flatMap((name) => [name, "US$"])], [...rows, sums]);
}

function pricesTable(): string {
  const rows = Object.entries(PRICES).map(([name, { usd, per, source, read }]) => [
    name,
    `$${usd} per ${per}`,
    read === null ? source : `${source}, read ${read}`,
  ]);
  return `${table(["", "price, us-east-1", "source"], rows)}\n\nApart from it: ${APART.map(([name, text]) => `${name}: ${text}`).join("; ")}.`;
}

function usd(value: number): string {
  if (value === 0) return "$0";
  return value < 0.005 ? "under 1 cent" : `$${value < 100 ? value.toFixed(2) : count(Math.round(value))}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
