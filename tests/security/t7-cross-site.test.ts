import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import { expect, test } from "vitest";
import { everything, ORIGIN, routesOf, STAFF_EMAIL, startSite } from "../api/site.ts";
import { goodRequest, settledSite } from "../api/town.ts";
import { TOKEN } from "../api/town-people.ts";
import { KEYRING, keyOf } from "../people.ts";

const all = (await routesOf(await startSite())).filter(({ method }) => method !== "GET");
/** All but the one change that mail programs make from nowhere, for whoever holds its link: a test of its own is below. */
const changing = all.filter((route) => !route["x-one-click"]);

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

test("T7 one change alone is made from elsewhere: it looks at no session, and its link says whose it is", async () => {
  const { site } = await settledSite();
  const names = all.filter((route) => route["x-one-click"]).map(({ name }) => name);
  const mine = async () => (await site.ask("GET", "/api/account/announcements")).json.subscribed;
  const own = unsubscribeToken(KEYRING, keyOf(STAFF_EMAIL));
  const post = (token: string) =>
    site.ask("POST", `/api/unsubscribe/${token}`, { headers: { Origin: "https://evil.test" } });

  const other = await post(TOKEN);
  const before = await mine();
  const forged = await post(own.replace(/.$/, (last) => (last === "A" ? "Q" : "A")));
  const still = await mine();
  const done = await post(own);

  expect(names).toEqual(["POST /api/unsubscribe/{token}"]);
  expect([other.status, forged.status, done.status]).toEqual([200, 404, 200]);
  expect([before, still, await mine()]).toEqual([true, true, false]);
});
