import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { type HoursOf, scheduleOf, scheduleStart } from "./hours.ts";

// A Sunday; Thanksgiving is on Thursday, November 26.
const HERE: HoursOf = {
  zone: "America/New_York",
  chamberZone: "America/New_York",
  country: "US",
  state: "NY",
  position: null,
  from: "2026-11-22",
};
const VIENNA = { ...HERE, zone: "Europe/Vienna", chamberZone: "Europe/Vienna", country: "AT", state: "Wien" };
const SHOP = "9-17/9-17/9-17/9-17/9-17//";

test.each([
  ["Mo-Fr 09:00-17:00", SHOP],
  ["24/7", "0-24/0-24/0-24/0-24/0-24/0-24/0-24"],
  ["off", "//////"],
  ["Mo-Fr 09:00-12:30,13:30-18:00; We off", "9-12:30,13:30-18/9-12:30,13:30-18//9-12:30,13:30-18/9-12:30,13:30-18//"],
  ["Fr-Sa 22:00-02:00", "////22-24/0-2,22-24/0-2"],
  ["Mo 10:00-12:00, Mo 12:00-14:00", "10-14//////"],
  ['Mo 09:00-10:00 open "a", Mo 10:00-12:00 open "b"', "9-12//////"],
  ['Mo-Fr 09:00-17:00 || Sa "by appointment"', "9-17/9-17/9-17/9-17/9-17/0-24?/"],
  ["by appointment", "0-24?/0-24?/0-24?/0-24?/0-24?/0-24?/0-24?"],
  ["Mo-Fr 10:00+", "10-24?/10-24?/10-24?/10-24?/10-24?//"],
  ["week 48 Mo 10:00-12:00", "//////!11-23=10-12"],
  ["Th[-1] 10:00-12:00", "//////!11-26=10-12"],
  ["sunrise-sunset", "6-18/6-18/6-18/6-18/6-18/6-18/6-18"],
])("%s comes to %s", (hours, schedule) => {
  expect(scheduleOf(hours, HERE)).toBe(schedule);
});

test("a week has the most frequent days, of equally frequent ones the first", () => {
  const [week, others] = scheduleOf("Nov 10:00-12:00; Dec 11:00-13:00", HERE).split("!");

  expect(week).toBe("10-12/11-13/11-13/11-13/11-13/11-13/10-12");
  expect(others?.split(";").map((other) => other.slice(0, 5))).toEqual([
    ...["11-24", "11-25", "11-26", "11-27", "11-28"],
    ...["12-06", "12-07", "12-13", "12-14"],
  ]);
});

test.each(["", " ", "ring the bell", "Mo-Fr 25:61-99:00", "$(x) <b>", "Mo-Fr 09:00-", '"'])(
  "%j is not known",
  (hours) => {
    expect(scheduleOf(hours, HERE)).toBe("");
  },
);

test("public holidays are those of the country and the state", () => {
  const hours = "Mo-Fr 09:00-17:00; PH off";

  expect(scheduleOf(hours, HERE)).toBe(`${SHOP}!11-26=`);
  expect(scheduleOf(hours, { ...HERE, from: "2026-02-01" })).toBe(`${SHOP}!02-12=;02-16=`);
  expect(scheduleOf(hours, { ...HERE, from: "2026-02-01", state: "Ohio" })).toBe(`${SHOP}!02-16=`);
  expect(scheduleOf(hours, VIENNA)).toBe(`${SHOP}!12-08=`);
});

test("holidays that the library does not know never come, and the rest holds", () => {
  const nowhere = { ...HERE, country: "XK", state: "" };

  expect(scheduleOf("Mo-Fr 09:00-17:00; PH off", nowhere)).toBe(SHOP);
  expect(scheduleOf("Mo-Fr,PH 09:00-17:00; PH Mo-Fr 10:00-11:00; PH -1 day off", nowhere)).toBe(SHOP);
  expect(scheduleOf("Mo-Fr 09:00-17:00; PH,SH 10:00-12:00", nowhere)).toBe(SHOP);
  expect(scheduleOf("Mo-Fr 09:00-17:00; SH off; PH off", HERE)).toBe(`${SHOP}!11-26=`);
  expect(scheduleOf('Mo-Fr 09:00-17:00; Sa "PH: ask"', nowhere)).toBe("9-17/9-17/9-17/9-17/9-17/0-24?/");
});

test("the library prints nothing about holidays that it misses and hours that it cannot read", () => {
  const printed: unknown[] = [];
  const { error, warn } = console;
  const print = (...words: unknown[]) => printed.push(words);
  console.error = console.warn = print;

  scheduleOf("Mo-Fr 09:00-17:00; PH off", { ...HERE, country: "XA" });
  scheduleOf("Mo-Fr 09:00-17:00 (sunset-", HERE);
  const { error: after } = console;
  Object.assign(console, { error, warn });

  expect(printed).toEqual([]);
  expect(after).toBe(print);
});

test("days follow the sun where the place lies, on its clocks before and after they change", () => {
  const kingston = { ...HERE, position: { lat: 41.927, lon: -73.997 }, from: "2026-10-31" };

  const [week = "", others = ""] = scheduleOf("sunrise-sunset", kingston).split("!");

  // Rise and set in Kingston, NY: 7:26 and 17:52 in summer time, the day after 6:27 and 16:51.
  expect(week.split("/")[5]).toMatch(/^7:2[5-7]-17:5[1-3]$/);
  expect(week.split("/")[6]).toMatch(/^6:2[6-8]-16:5[0-2]$/);
  expect(others.split(";").at(-1)).toMatch(/^11-27=6:5[6-9]-16:2[7-9]$/);
});

test("the hours of a zone of its own say so", () => {
  expect(scheduleOf("Mo-Fr 09:00-17:00", { ...HERE, zone: "America/Chicago" })).toBe(`@America/Chicago ${SHOP}`);
  expect(scheduleOf("who knows", { ...HERE, zone: "America/Chicago" })).toBe("");
});

test("the change of the clocks leaves no trace in the hours", () => {
  const hours = "Mo-Su 00:30-03:30";

  const schedules = ["2026-02-22", "2026-03-08", "2026-10-25"].map((from) => scheduleOf(hours, { ...HERE, from }));

  expect(new Set(schedules)).toEqual(new Set([Array(7).fill("0:30-3:30").join("/")]));
});

test("the process's own clocks are as before, whatever they were", () => {
  const before = process.env.TZ;
  const after = ["Asia/Tokyo", undefined].map((zone) => {
    if (zone) process.env.TZ = zone;
    else delete process.env.TZ;
    scheduleOf("sunrise-sunset; PH off", { ...HERE, position: { lat: 42, lon: -74 }, state: `of ${zone}` });
    return process.env.TZ;
  });
  if (before !== undefined) process.env.TZ = before;

  expect(after).toEqual(["Asia/Tokyo", undefined]);
});

test("a worker thread, whose clocks cannot be set, is refused and gets no wrong hours", async () => {
  const code = `
    import(${JSON.stringify(new URL("./hours.ts", import.meta.url).href)}).then(({ scheduleOf }) => {
      const { parentPort } = require("node:worker_threads");
      try { parentPort.postMessage(scheduleOf("24/7", ${JSON.stringify(HERE)})); }
      catch (error) { parentPort.postMessage(error.message); }
    });`;
  const before = process.env.TZ;
  process.env.TZ = "Asia/Tokyo";

  const answer = await new Promise((resolve, reject) => {
    new Worker(code, { eval: true }).once("message", resolve).once("error", reject);
  });
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;

  expect(answer).toMatch(/Node's main thread/);
});

test("schedules begin on the Monday of the week before, on every day of a week", () => {
  const days = ["2026-11-15", "2026-11-16", "2026-11-18", "2026-11-22", "2026-11-23", "2027-01-01"];

  expect(days.map(scheduleStart)).toEqual([
    "2026-11-02",
    "2026-11-09",
    "2026-11-09",
    "2026-11-09",
    "2026-11-16",
    "2026-12-21",
  ]);
});
