import { expect, test } from "vitest";
import { answerEvents, beside, type Fetch, type GatewayEvent, requestOf, resultOf } from "./gateway.ts";

const EVENT: GatewayEvent = {
  version: "2.0",
  rawPath: "/api/health",
  rawQueryString: "",
  headers: { host: "api.example.org" },
  requestContext: { domainName: "api.example.org", http: { method: "GET", sourceIp: "192.0.2.7" } },
  isBase64Encoded: false,
};
const eventWith = (change: Partial<GatewayEvent>, method = "GET"): GatewayEvent => ({
  ...EVENT,
  ...change,
  requestContext: { ...EVENT.requestContext, http: { ...EVENT.requestContext.http, method } },
});

test("an event becomes the request that it was", async () => {
  const sent = eventWith(
    {
      rawPath: "/api/members/ä b?x#y",
      rawQueryString: "q=caf%C3%A9&q=2",
      cookies: ["a=1", "b=2"],
      headers: { "content-type": "application/octet-stream", "x-name": "Zoë" },
      body: Buffer.from([0, 255, 1]).toString("base64"),
      isBase64Encoded: true,
    },
    "POST",
  );

  const request = requestOf(sent);

  expect(request?.url).toBe("https://api.example.org/api/members/%C3%A4%20b%3Fx%23y?q=caf%C3%A9&q=2");
  expect(request?.headers.get("cookie")).toBe("a=1; b=2");
  // As a server reads it from the wire: byte by byte.
  expect(Buffer.from(request?.headers.get("x-name") ?? "", "latin1").toString("utf8")).toBe("Zoë");
  expect(new Uint8Array((await request?.arrayBuffer()) ?? [])).toEqual(new Uint8Array([0, 255, 1]));
});

test("a request that cannot be one is none, and a body where none may be is left out", () => {
  const traced = requestOf(eventWith({}, "TRACE"));
  const broken = requestOf(eventWith({ headers: { "x-broken": "a\nb" } }));
  const read = requestOf(eventWith({ body: "with a body" }));

  expect([traced, broken, read?.body]).toEqual([null, null, null]);
});

test("text goes out as it is, bytes in base64, each cookie by itself", async () => {
  const headers = new Headers({ "Content-Type": "application/problem+json" });
  headers.append("Set-Cookie", "a=1; Expires=Sun, 22 Nov 2026 21:00:00 GMT");
  headers.append("Set-Cookie", "b=2");

  const text = await resultOf(new Response('{"title":"寿司"}', { status: 422, headers }));
  const bytes = await resultOf(new Response(new Uint8Array([255, 0]), { headers: { "Content-Type": "image/webp" } }));
  const squeezed = await resultOf(
    new Response("x", { headers: { "Content-Type": "text/css", "Content-Encoding": "br" } }),
  );
  const none = await resultOf(new Response(null, { status: 304 }));

  expect(text).toEqual({
    statusCode: 422,
    headers: { "content-type": "application/problem+json" },
    cookies: ["a=1; Expires=Sun, 22 Nov 2026 21:00:00 GMT", "b=2"],
    body: '{"title":"寿司"}',
    isBase64Encoded: false,
  });
  expect([bytes.body, bytes.isBase64Encoded]).toEqual(["/wA=", true]);
  expect(squeezed.isBase64Encoded).toBe(true);
  expect([none.statusCode, none.body, none.isBase64Encoded]).toEqual([304, "", false]);
});

test("while it cannot be made it says so, and it is made with the next event", async () => {
  let tries = 0;
  const logged: string[] = [];
  const answer = answerEvents(
    async () => {
      if (++tries === 1) throw new Error("Parameters are missing: /secret/name");
      return { fetch: (_request, { address }) => new Response(address) };
    },
    ({ event }) => void logged.push(event),
  );

  const first = await answer(EVENT);
  const second = await answer(EVENT);

  expect([first.statusCode, first.headers["retry-after"], first.body.includes("secret")]).toEqual([503, "30", false]);
  expect([second.statusCode, Buffer.from(second.body, second.isBase64Encoded ? "base64" : "utf8").toString()]).toEqual([
    200,
    "192.0.2.7",
  ]);
  expect(logged).toEqual(["not-ready"]);
});

test("the API is asked for what lies below /api, and something else for all the rest", async () => {
  const api: Fetch = () => new Response("api");
  const fetch = beside(api, async () => new Response("elsewhere"));

  const said = [];
  for (const path of ["/api", "/api/", "/api/health", "/", "/apis/", "/members/x/", "/api.html"]) {
    said.push(await (await fetch(new Request(`https://example.org${path}`), { address: "" })).text());
  }

  expect(said).toEqual(["api", "api", "api", ...Array(4).fill("elsewhere")]);
});
