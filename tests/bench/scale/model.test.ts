import { expect, test } from "vitest";
import { ACTIONS } from "./actions.ts";
import { type Count, NOTHING } from "./counting.ts";
import { GOAL, modelPart, writtenPart } from "./document.ts";
import { figureAt, type Measured, Measured as MeasuredSchema, readMeasured } from "./measured.ts";
import { billOf, sumOf } from "./model.ts";
import { costOf, PRICES } from "./prices.ts";
import { MONTHS, monthOf } from "./usage.ts";

const { sizes } = readMeasured();

/** A measured size in which every action takes the same. */
function flat(listings: number, each: Partial<Count> = {}): Measured {
  const visit = { files: 0, pages: 0, bytes: 0, tableRequests: 0, calls: 0 };
  const actions = Object.fromEntries(ACTIONS.map((name) => [name, { ...NOTHING, ...each }]));
  const sizes = { items: 0, tableBytes: 0, indexBytes: 0, siteFiles: 0, siteBytes: 0, paperBytes: 0, snapshotBytes: 0 };
  return MeasuredSchema.parse({ ...sizes, listings, visit, listingPage: visit, actions });
}

test("the document shows what the model says now: `npm run bench -- scale --document` writes it anew", () => {
  expect(writtenPart()).toBe(modelPart(readMeasured()));
});

test("a page view and a search, counted in a browser, ask neither the table nor a function", () => {
  const views = sizes.flatMap(({ visit, listingPage }) => [visit, listingPage]);

  expect(views.map(({ tableRequests, calls }) => tableRequests + calls)).toEqual(views.map(() => 0));
  for (const { files, bytes } of views) expect([files > 1, bytes > 2_000]).toEqual([true, true]);
});

test("an idle minute of the clock writes nothing", () => {
  for (const { actions } of sizes) expect(actions["minute of the clock"].writes).toBe(0);
});

test("a bill is what its counts cost, line by line: worked out by hand for one write a minute", () => {
  const month = { visits: 0, pagesEach: 0, mails: 0, actions: { "minute of the clock": 1_000_000 } };
  const counted = [flat(10, { writes: 2, calls: 1 }), flat(20, { writes: 2, calls: 1 })];

  const bill = billOf(counted, 3_000, month);

  const usd = new Map(bill.map((line) => [line.name, line.usd]));
  expect(usd.get("DynamoDB: writes")).toBeCloseTo(1.25);
  expect(usd.get("Lambda: calls")).toBeCloseTo(0.2);
  expect(usd.get("Scheduler")).toBeCloseTo(1);
  expect(usd.get("Logs: written")).toBeCloseTo(0.3);
  expect(usd.get("Alarms")).toBeCloseTo(0.5);
  expect(sumOf(bill)).toBeCloseTo([...usd.values()].reduce((a, b) => a + b, 0));
  expect(sumOf(bill, ["alarms"])).toBeCloseTo(sumOf(bill) - 0.5);
});

test("whatever is counted more of costs more, in a busier month and in a larger chamber", () => {
  const sums = (listings: number) => MONTHS.map((name) => sumOf(billOf(sizes, listings, monthOf(name, listings))));
  const by = [300, 3_000, 100_000, 1_000_000].map(sums);

  for (const row of by) expect(row.toSorted((a, b) => a - b)).toEqual(row);
  for (const month of [0, 1, 2]) {
    const column = by.map((row) => row[month] ?? 0);
    expect(column.toSorted((a, b) => a - b)).toEqual(column);
  }
  for (const field of ["writes", "reads", "gets", "puts", "calls", "mails", "cpuMs"] as const) {
    const [less, more] = [1, 2].map((value) => [flat(1, { [field]: value }), flat(2, { [field]: value })]);
    const cost = (of: readonly Measured[] = []) => sumOf(billOf(of, 300, monthOf("quiet", 300)));
    expect(cost(more), field).toBeGreaterThan(cost(less));
  }
});

test("a figure lies on the line through both sizes, and what does not grow stays", () => {
  const of = ({ items }: Measured) => items;
  const grown = [
    { ...flat(100), items: 50 },
    { ...flat(200), items: 90 },
  ];

  expect([100, 200, 1_000].map((listings) => figureAt(grown, of, listings))).toEqual([50, 90, 410]);
  expect(
    figureAt(
      grown.toReversed().map((one, i) => ({ ...one, listings: 100 + i })),
      of,
      1_000,
    ),
  ).toBe(50);
  expect(() => figureAt(grown.slice(0, 1), of, 10)).toThrow(RangeError);
});

test("every price says where it was read and when, or that it was not", () => {
  for (const [name, { source, read, units }] of Object.entries(PRICES)) {
    expect(read === null ? source === "not verified" : /^https?:\/\//.test(source), name).toBe(true);
    expect(units, name).toBeGreaterThan(0);
  }
  expect(costOf("alarms", 5)).toBeCloseTo(0.5);
  expect(costOf("tableStorage", 2e9)).toBeCloseTo(0.5);
});

test("the idle month stays at its goal, dashboard aside, but for the tenth by which one machine is slower than another", () => {
  const bill = billOf(sizes, GOAL.listings, monthOf("idle", GOAL.listings));

  expect(sumOf(bill, ["dashboards"])).toBeLessThan(1.1 * GOAL.usd);
});
