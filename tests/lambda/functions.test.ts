import path from "node:path";
import { MAIL_PARTITIONS, PUBLIC_PARTITIONS } from "@mainstreet/functions/aws/stream-partitions";
import { folder } from "@mainstreet/functions/publish/folder";
import { createPublisher } from "@mainstreet/functions/publish/publisher";
import type { SiteFiles } from "@mainstreet/functions/publish/site-files";
import { loadWebBuild } from "@mainstreet/functions/publish/web-build";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import sharp from "sharp";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventDraft } from "../api/town.ts";
import { random, sleep } from "../emulator/table.ts";
import { settlePerson, startSession } from "../people.ts";
import { photo } from "../photo.ts";
import { contentOf, differing, emptyFolder } from "../publish/fixture.ts";
import { type Answered, type Asked, askApi } from "./runtime/ask-api.ts";
import type { Running } from "./runtime/runtime-api.ts";
import { eventSource } from "./runtime/stream-records.ts";
import { EDGE_SECRET, ORIGIN, type Stage, startStage } from "./stage.ts";

let stage: Stage;
let api: Running;
let cookies: readonly string[];
beforeAll(async () => {
  stage = await startStage(inject("dynamodb"));
  // The chamber is made by the clock.
  await (await stage.start("tick")).invoke({});
  api = await stage.start("api");
  const person = await settlePerson(stage.table, "ada@example.org", { staff: "admin" });
  cookies = [(await startSession(stage.table, person)).headers.Cookie];
});
afterAll(() => stage.stop());

const ask = (method: string, path: string, asked?: Asked): Promise<Answered> => askApi(api, method, path, asked);
const asStaff = (method: string, path: string, asked: Asked = {}) => ask(method, path, { ...asked, cookies });
const SERIES = {
  ...{ name: "Mixers", rule: "FREQ=MONTHLY;BYDAY=1TH", from: "2026-01-01", until: null, skippedMonths: [] },
  ...{ time: "17:30", minutes: 120, opensBefore: null, closesBefore: 60, promoteBefore: null },
};
const FROM_EDGE = { "x-mainstreet-edge": EDGE_SECRET };

async function makeListing(name: string): Promise<{ id: string; memberId: string }> {
  const member = JSON.parse((await asStaff("POST", "/api/members", { json: { name } })).text);
  const made = await asStaff("POST", "/api/listings", { json: { memberId: member.id, name } });
  expect(made.statusCode, made.text).toBe(201);
  return { id: JSON.parse(made.text).id, memberId: member.id };
}

test("a request becomes a commit, a record, and pages that are the same files as npm start writes", async () => {
  const publish = await stage.start("publish");
  const records = eventSource(stage.tableName, PUBLIC_PARTITIONS);
  expect(await publish.invoke({ publish: "all" })).toMatchObject({ written: expect.any(Number) });
  await records.next();

  await makeListing("Bread Alone");
  const batch = await records.next();
  const published = await publish.invoke(batch);

  expect(published).toEqual({ batchItemFailures: [] });
  expect(await stage.site.read("members/bread-alone/index.html")).toBeDefined();
  const local = await publishedHere();
  // Files of the whole directory may be late: they are a call of their own, that the next edit need not wait for.
  const late = ["directory.csv", "directory.geojson", "sitemap.xml"];
  expect(differing(await contentOf(stage.site), await contentOf(local))).toEqual(late);
  // Written anew, the search data has no changes beside it any more: then every byte is the same, but for what is kept of before.
  await publish.invoke({ publish: "all" });
  const [there, here] = [await bytesOf(stage.site), await bytesOf(local)];
  expect(differing(there, here).filter((file) => here.has(file) || !file.startsWith("s/"))).toEqual([]);
  expect(stage.services.invoked).toContainEqual({ name: "publish", type: "Event", payload: { publish: "late" } });
  const found = await ask("GET", "/api/listings", { query: "q=br%C3%A9ad" });
  expect(JSON.parse(found.text)).toMatchObject({ total: 1, listings: [{ slug: "bread-alone" }] });
});

test("cookies come and go one by one: somebody signs in with the code that the outbox's function has mailed", async () => {
  const mail = await stage.start("mail");
  const records = eventSource(stage.tableName, MAIL_PARTITIONS, ["INSERT"]);
  const headers = { ...FROM_EDGE, "x-mainstreet-viewer": "198.51.100.1" };

  const asked = await ask("POST", "/api/sign-in", { json: { email: "bea@example.org" }, headers });
  await mail.invoke(await records.next());
  const [sent] = stage.services.mails.filter(({ Destination }) => Destination.ToAddresses[0] === "bea@example.org");
  const code = /\d{6}/.exec(sent?.Content.Simple?.Subject.Data ?? "")?.[0];
  const flow = asked.cookies.map((cookie) => cookie.split(";")[0] ?? "");
  const signedIn = await ask("POST", "/api/sign-in/code", {
    json: { code },
    headers,
    cookies: ["theme=dark", ...flow],
  });

  expect([asked.statusCode, asked.cookies.length > 0, "set-cookie" in asked.headers]).toEqual([202, true, false]);
  expect(signedIn.statusCode, signedIn.text).toBe(200);
  const [session = ""] = signedIn.cookies.filter((cookie) => cookie.startsWith("__Host-session="));
  const account = await ask("GET", "/api/account", { cookies: [session.split(";")[0] ?? ""] });
  expect(JSON.parse(account.text)).toMatchObject({ email: "bea@example.org" });
  expect((await ask("GET", "/api/account")).statusCode).toBe(401);
});

test("a picture comes in as bytes, is drawn anew by a function that knows nothing else, and goes out as bytes", async () => {
  const upload = await stage.start("upload");
  stage.services.functions.set("upload", (payload) => upload.invoke(payload));
  const { id } = await makeListing("Picture House");
  const jpeg = await photo(700, 500).jpeg().toBuffer();
  const at = `/api/account/listings/${id}/pictures`;

  const taken = await asStaff("POST", at, { body: jpeg, headers: { "Content-Type": "image/jpeg" } });
  const shown = await asStaff("GET", `${at}/${JSON.parse(taken.text).hash}`);
  const drawing = await asStaff("POST", at, { body: Buffer.from("<svg/>"), headers: { "Content-Type": "image/png" } });
  const broken = await asStaff("POST", at, { body: jpeg.subarray(0, 900), headers: { "Content-Type": "image/jpeg" } });

  expect(JSON.parse(taken.text)).toMatchObject({ width: 700, height: 500, widths: [320, 640, 700] });
  expect([shown.isBase64Encoded, shown.headers["content-type"]]).toEqual([true, "image/webp"]);
  expect(await sharp(shown.bytes).metadata()).toMatchObject({ format: "webp", width: 640 });
  expect([drawing.statusCode, JSON.parse(drawing.text).code]).toEqual([415, "unsupported-type"]);
  expect([broken.statusCode, JSON.parse(broken.text).code]).toEqual([422, "invalid"]);
  expect((await stage.uploads.list("")).filter((path) => path.startsWith("quarantine/"))).toEqual([]);
  expect(await stage.uploads.list("media/")).toHaveLength(3);
});

test("what cannot be read is refused with a reason, and what nobody expects with no crash", async () => {
  const headers = { "Content-Type": "application/json" };

  const malformed = await asStaff("POST", "/api/members", { body: '{"name": "Bre', headers });
  const none = await asStaff("POST", "/api/members", { headers });
  const traced = await ask("TRACE", "/api/health");
  const nowhere = await ask("GET", "/api/nothing here?/ü");
  const odd = await ask("GET", "/api/health", { headers: { "x-odd": "ü 寿司", "user-agent": "" } });

  expect([malformed.statusCode, JSON.parse(malformed.text).code]).toEqual([400, "malformed"]);
  expect(none.statusCode).toBe(400);
  expect(traced.statusCode).toBe(400);
  expect([nowhere.statusCode, nowhere.headers["content-type"]]).toEqual([404, "application/problem+json"]);
  expect(odd.statusCode).toBe(200);
});

test("the address of who asks is the edge's word with the secret, and API Gateway's without", async () => {
  const from = async (n: number, headers: Record<string, string>, sourceIp: string) =>
    (await ask("POST", "/api/sign-in", { json: { email: `guest-${n}@example.org` }, headers, sourceIp })).statusCode;
  const viewer = (n: number) => ({ "x-mainstreet-viewer": `2001:db8:1:${n}::7` });

  const believed = [];
  for (let n = 0; n < 5; n++) believed.push(await from(n, { ...FROM_EDGE, ...viewer(n) }, "203.0.113.50"));
  const guessed = [];
  const wrong = { "x-mainstreet-edge": "a guess at the secret" };
  for (let n = 5; n < 10; n++) guessed.push(await from(n, { ...wrong, ...viewer(n) }, "203.0.113.51"));
  const same = [];
  // Of one household, whose device takes another address each time.
  const household = (n: number) => ({ "x-mainstreet-viewer": `2001:db8:2:2:3:4:5:${n}` });
  for (let n = 10; n < 15; n++) same.push(await from(n, { ...FROM_EDGE, ...household(n) }, `203.0.113.${n}`));

  expect(believed).toEqual([202, 202, 202, 202, 202]);
  expect(guessed).toEqual([202, 202, 202, 429, 429]);
  expect(same).toEqual([202, 202, 202, 429, 429]);
});

test("what is loaded late is there when it is asked for: passkeys, previews, series and spreadsheets", async () => {
  const passkeys = await ask("POST", "/api/sign-in/passkey/options", { json: undefined });
  const theme = await ask("GET", "/api/theme.css", { query: "accent=%231d5c4d" });
  const { id: listingId } = await makeListing("Preview Hall");
  const page = await asStaff("POST", "/api/preview", { json: { listingId, fields: { summary: "As it would be" } } });

  expect(JSON.parse(passkeys.text)).toMatchObject({ options: { rpId: "chamber.example.org" } });
  expect([theme.statusCode, theme.isBase64Encoded, theme.text]).toEqual([200, false, expect.stringContaining("--")]);
  const { startsAt, endsAt, registrationOpens, registrationCloses, promoteUntil, ...event } = eventDraft();
  const series = await asStaff("POST", "/api/staff/series", { json: { ...SERIES, event } });
  const csv = { body: "Name,Town\nLoaf,Kingston\n", headers: { "Content-Type": "text/csv" } };
  const file = await asStaff("POST", "/api/staff/imports", csv);

  expect([page.statusCode, page.text]).toEqual([200, expect.stringContaining("As it would be")]);
  expect([series.statusCode, file.statusCode]).toEqual([201, 201]);
  expect(JSON.parse(file.text)).toMatchObject({ rows: 1, headers: ["Name", "Town"] });
});

test("an address at which there is no page leads to the site's own page for that", async () => {
  await stage.site.write("404.html", Buffer.from("<h1>Nothing here</h1>"));
  await stage.site.write("redirects.json", Buffer.from('{"/members/old/":"/members/new/"}'));

  const nothing = await ask("GET", "/members/nobody/index.html");
  const moved = await ask("GET", "/members/old/index.html");

  expect([nothing.statusCode, nothing.text]).toEqual([404, "<h1>Nothing here</h1>"]);
  expect([moved.statusCode, moved.headers.location]).toEqual([301, "/members/new/"]);
});

test("without its parameters the API says that it is not ready, and it is as soon as they are there", async () => {
  const young = await startStage(inject("dynamodb"));
  const [[name = "", origin = ""] = []] = [...young.services.parameters];
  young.services.parameters.delete(name);
  const started = await young.start("api");

  const before = await askApi(started, "GET", "/api/health");
  young.services.parameters.set(name, origin);
  const after = await askApi(started, "GET", "/api/health");
  await young.stop();

  expect([before.statusCode, before.headers["retry-after"], after.statusCode]).toEqual([503, "30", 200]);
  expect(started.printed()).toContain('"event":"not-ready"');
});

test("the secrets are read once a function, and nothing of them is in the log", async () => {
  const before = stage.services.reads.count;

  for (let i = 0; i < 3; i++) await ask("GET", "/api/health");

  expect(stage.services.reads.count).toBe(before);
  expect(api.printed()).toContain('"event":"request"');
  expect(api.printed()).not.toContain(EDGE_SECRET);
  expect(await ChamberStore.find(stage.table)).not.toBeNull();
});

/** The site as the publisher of `npm start` writes it into a folder, from the same table. */
async function publishedHere(): Promise<SiteFiles> {
  const [site, workshop, media] = [folder(emptyFolder()), folder(emptyFolder()), folder(emptyFolder())];
  const publisher = createPublisher({
    ...{ table: stage.table, site, workshop, media, sleep },
    web: await loadWebBuild(path.resolve(import.meta.dirname, "../../web/dist")),
    address: { origin: ORIGIN, base: "/" },
    holder: Buffer.from(random(8)).toString("hex"),
    now: Date.now,
    log: () => undefined,
  });
  await publisher.publishAll();
  return site;
}

/** Every file of a site as it comes to a browser, by path, as a text that tells any two apart. */
async function bytesOf(site: SiteFiles): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const path of (await site.list("")).sort()) {
    const bytes = (await site.read(path)) ?? new Uint8Array();
    files.set(path, Buffer.from(bytes).toString("latin1"));
  }
  return files;
}
