import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Ask, type Route, routesOf, type Site, startSite } from "./site.ts";
import { goodRequest, settle, settledSite, type Town } from "./town.ts";

const routes = await routesOf(await startSite());
const changing = routes.filter(({ method }) => method !== "GET");
const withBody = changing.filter(({ body }) => body);
const edits = changing.filter(({ statuses }) => statuses.includes(428));

/** Chunks without an end in sight, of which the API must not take more than it has to. */
function stream(bytes: number): { body: ReadableStream; taken: () => number } {
  const chunk = new Uint8Array(64 * 1024).fill(32);
  let taken = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (taken >= bytes) return controller.close();
      taken += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { body, taken: () => taken };
}

function expectProblem({ status, headers, json, text }: Answer, statuses: readonly number[]): void {
  expect(statuses, text).toContain(status);
  expect(headers.get("Content-Type")).toBe("application/problem+json");
  expect(json).toMatchObject({
    type: `/problems/${json.code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    requestId: headers.get("X-Request-Id"),
  });
}

describe("bad requests do nothing and are told why", () => {
  let site: Site;
  let town: Town;
  beforeAll(async () => {
    ({ site, town } = await settledSite());
  });

  /** Sends variations of a good request, all of which must be refused with one of the statuses and without effect. */
  async function refuse({ name, method }: Route, asks: readonly Ask[], statuses: readonly number[]): Promise<Answer[]> {
    const good = goodRequest(name, town);
    const before = site.commits();
    const answers = await Promise.all(asks.map((ask) => site.ask(method, good.path, { ...good, ...ask })));
    for (const answer of answers) expectProblem(answer, statuses);
    expect(site.commits()).toBe(before);
    return answers;
  }

  test.each(withBody)("$name: what is not JSON in UTF-8", async (route) => {
    const deep = "[".repeat(30_000);
    const texts = ["", "{", "nonsense", '{"a":1,}', "\ufeff", deep, `${deep}${"]".repeat(30_000)}`];
    const bytes = [Uint8Array.of(0x22, 0xff, 0xfe, 0x22), Uint8Array.of(0xc0, 0x80), Uint8Array.of(0xed, 0xa0, 0x80)];

    const answers = await refuse(
      route,
      [...texts, ...bytes].map((raw) => ({ raw })),
      [400, 422],
    );

    for (const answer of answers.filter((_, i) => i !== 6)) expect(answer.status).toBe(400);
  });

  test.each(withBody)("$name: fields of a wrong kind, and fields that are not there", async (route) => {
    const good = goodRequest(route.name, town).body ?? {};
    const wrong = [null, [], 5, "text", { nothing: 1 }, [good], { ...good, extra: { a: [1] } }];
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    const fields = Object.keys(good).flatMap((key) =>
      ['{"a":1}', "[[]]", "1e999", "-1e308", "5e-324", '"\\u0000"', deep].map((value) =>
        JSON.stringify({ ...good, [key]: "HERE" }).replace('"HERE"', value),
      ),
    );

    const answers = await refuse(
      route,
      [...wrong.map((body) => JSON.stringify(body)), ...fields].map((raw) => ({ raw })),
      [422],
    );

    for (const { json } of answers) expect(json).toMatchObject({ code: "invalid", fields: expect.any(Array) });
  });

  test.each(changing)("$name: ten megabytes, however they come", async (route) => {
    const TEN = 10 * 1024 * 1024;
    const [declared, streamed, liar] = [stream(TEN), stream(TEN), stream(TEN)];

    await refuse(
      route,
      [
        { raw: declared.body, headers: { "Content-Length": `${TEN}` } },
        { raw: streamed.body },
        { raw: liar.body, headers: { "Content-Length": "10" } },
        { raw: " ".repeat(route["x-body-limit"] + 1) },
      ],
      [413],
    );

    const most = route["x-body-limit"] + 3 * 64 * 1024;
    for (const { taken } of [declared, streamed, liar]) expect(taken()).toBeLessThanOrEqual(most);
  });

  test.each(edits)("$name: a version that is missing, not one, or past", async (route) => {
    const answers = async (values: readonly (string | null)[], status: number) =>
      refuse(
        route,
        values.map((value) => (value === null ? { without: ["If-Match"] } : { headers: { "If-Match": value } })),
        [status],
      );

    const none = await answers([null, "*"], 428);
    const junk = await answers(
      ["v1", "1", '"1"', 'W/"v1"', '"v0"', '"v1", "v2"', '"v-1"', '"v1e3"', `"v${"9".repeat(30)}"`],
      400,
    );
    const past = await answers(['"v2"', '"v999"'], 412);

    for (const { json } of none) expect(json.code).toBe("version-required");
    for (const { json } of junk) expect(json.code).toBe("malformed");
    for (const { json } of past) expect(json).toMatchObject({ code: "stale", version: 1 });
  });

  test.each(routes.filter(({ path }) => path.includes("{id}")))("$name: an id that nobody has", async (route) => {
    const { path, method, name } = route;
    const good = method === "GET" ? {} : goodRequest(name, town);
    const ids = [
      "x",
      "%00",
      "..%2f..",
      "%E0%A4%A",
      "mem_",
      "lst_0123456789abcdefghjkmnpqrs",
      "a".repeat(3000),
      "{id}",
      "__proto__",
    ];
    const kinds = ["mem", "lst", "cat"].map((kind) => `${kind}_${"0".repeat(26)}`);
    const before = site.commits();

    for (const id of [...ids, ...kinds]) {
      expectProblem(await site.ask(method, path.replace("{id}", id), { ...good }), [404]);
    }
    expect(site.commits()).toBe(before);
  });

  test.each(routes.filter(({ name }) => /^GET .*(members|listings)$/.test(name)))(
    "$name: a page that is none",
    async (route) => {
      const write = (key: unknown) => Buffer.from(JSON.stringify(key)).toString("base64url");
      const [mem, lst] = [town.baker, town.bakery];
      const keys = { pk: `LISTING#${lst}`, sk: "META", gsi1pk: "LISTINGS", gsi1sk: `${mem}#${lst}` };
      const member = { pk: `MEMBER#${mem}`, sk: "META", gsi1pk: "MEMBERS", gsi1sk: `x#${mem}` };
      const cursors = [
        ...["x", "%00", "bnVsbA", "e30", "W10", "eyJwayI6MX0", "a".repeat(4001)],
        ...[null, 5, {}, { ...keys, extra: 1 }, { pk: "CHAMBER", sk: "META", gsi1pk: "CHAMBER", gsi1sk: "META" }].map(
          write,
        ),
        ...[
          { ...keys, gsi1pk: "MEMBERS" },
          { ...keys, sk: "" },
          { ...keys, pk: "LISTING#other" },
        ].map(write),
        write({ ...member, gsi1sk: `${"x".repeat(1100)}#${mem}` }),
        write({ ...member, gsi1sk: `\ud800#${mem}` }),
      ];
      const queries = [
        "limit=0",
        `limit=${route.name.includes("/rows/") ? 1001 : 101}`,
        "limit=-1",
        "limit=x",
        "limit=1.5",
        "limit=1&limit=2",
        "memberId=x",
        "foo=1",
        "cursor=",
      ];

      for (const query of [...cursors.map((cursor) => `cursor=${cursor}`), ...queries])
        expectProblem(await site.ask("GET", `${route.path}?${query}`), [400, 422]);
      const elsewhere = await site.ask("GET", `/api/staff/listings?memberId=${town.gone}&cursor=${write(keys)}`);
      expectProblem(elsewhere, [400]);
    },
  );
});

test("what the table cannot hold is refused as invalid", async () => {
  const { ask, table } = await startSite();
  const { bakery } = await settle(table);

  const answer = await ask("PATCH", `/api/listings/${bakery}`, { version: 1, raw: '{"summary":"half \\ud800 pair"}' });

  expectProblem(answer, [422]);
});

test("a position keeps what a pin needs and drops the noise that the table cannot hold", async () => {
  const { ask, table } = await startSite();
  const { bakery } = await settle(table);
  const body = { position: { lat: 5e-324, lon: 12.345678912345 } };

  const answer = await ask("PATCH", `/api/listings/${bakery}`, { version: 1, body });

  expect(answer).toMatchObject({ status: 200, json: { position: { lat: 0, lon: 12.3456789 } } });
});

test("a region's border may be as long as the limit allows, whatever its numbers", async () => {
  const { ask } = await startSite();
  const pairs = (count: number) => Array.from({ length: count }, (_, i) => [i % 9, i % 7]);
  const body = { region: { name: "Long", shape: { type: "MultiPolygon", coordinates: [[pairs(27_000)]] } } };

  const answer = await ask("PATCH", "/api/chamber", { version: 1, body });

  expect(JSON.stringify(body).length).toBeGreaterThan(150 * 1024);
  expect(answer).toMatchObject({ status: 200, json: { version: 2 } });
});
