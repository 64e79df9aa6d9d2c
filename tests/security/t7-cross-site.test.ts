import { expect, test } from "vitest";
import { everything, ORIGIN, routesOf, startSite } from "../api/site.ts";
import { goodRequest, settledSite } from "../api/town.ts";

const changing = (await routesOf(await startSite())).filter(({ method }) => method !== "GET");

const FORM = "application/x-www-form-urlencoded";
const TYPES = [FORM, "multipart/form-data; boundary=x", "text/plain", "application/json", null];
const ELSEWHERE: readonly Readonly<Record<string, string>>[] = [
  { Origin: "https://evil.test" },
  { Origin: "null" },
  { Origin: `${ORIGIN}:8080` },
  { Origin: ORIGIN.replace("http:", "https:") },
  { Origin: "https://evil.test", "Sec-Fetch-Site": "same-origin" },
  { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" },
  { Origin: ORIGIN, "Sec-Fetch-Site": "same-site" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "none" },
  {},
];

test.each(changing)("T7 $name is refused from elsewhere, as whatever type it is sent", async ({ name, method }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const before = await everything(site.table);
  const statuses: number[] = [];

  for (const type of TYPES) {
    for (const from of ELSEWHERE) {
      const headers = { ...request.headers, ...from, ...(type && { "Content-Type": type }) };
      const without = [...("Origin" in from ? [] : ["Origin"]), ...(type ? [] : ["Content-Type"])];
      statuses.push((await site.ask(method, path, { ...request, headers, without })).status);
    }
  }

  expect(statuses).toEqual(Array(TYPES.length * ELSEWHERE.length).fill(403));
  expect(await everything(site.table)).toEqual(before);
});

test.each(changing)("T7 $name takes no other type than JSON from here either", async ({ name, method, ...route }) => {
  const { site, town } = await settledSite();
  const { path, ...request } = goodRequest(name, town);
  const before = await everything(site.table);
  // A few routes are declared for the forms of people without scripts, from the site itself.
  const types = TYPES.filter(
    (type) => type !== "application/json" && type !== null && !(route["x-form"] && type === FORM),
  );

  const answers = await Promise.all(
    types.map((type) => {
      const headers = { ...request.headers, "Content-Type": type ?? "" };
      return site.ask(method, path, { ...request, headers });
    }),
  );

  expect(answers.map(({ status }) => status)).toEqual(types.map(() => 415));
  expect(await everything(site.table)).toEqual(before);
});
