import { exportSite } from "@mainstreet/functions/publish/export-site";
import { textOf } from "@mainstreet/functions/publish/site-files";
import * as ChamberStore from "@mainstreet/store/chamber-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { inMemory } from "../publish/fixture.ts";
import { ADDRESS, NO_MEDIA, PLAIN_WEB } from "../publish/plain-web.ts";
import { type Members, startMembers } from "./approval-town.ts";
import { everything } from "./site.ts";

const PREVIEW = "/api/preview";

/** The page of the bakery as the site has it, as its input. */
async function published({ site: { table } }: Members) {
  const files = inMemory();
  const needs = {
    table,
    site: files,
    now: Date.now,
    address: ADDRESS,
    web: PLAIN_WEB,
    media: NO_MEDIA,
    signpostPages: false,
  };
  await exportSite({ ...needs, log: () => undefined });
  return JSON.parse(textOf((await files.read("members/bread-alone/index.html")) ?? new Uint8Array()));
}

test("a preview of nothing new is the page that the site has", async () => {
  const members = await startMembers();
  const { site, town, owner } = members;

  const { text } = await site.ask("POST", PREVIEW, { ...owner.asks, body: { listingId: town.bakery, fields: {} } });

  expect(JSON.parse(text).page).toEqual((await published(members)).page);
});

test("a preview shows what is proposed, in a box of its own, and writes nothing", async () => {
  const { site, town, owner } = await startMembers();
  const before = await everything(site.table);
  const fields = {
    name: "Bread & Co",
    address: { street: "5 Wall St", extra: "", town: "Kingston", state: "NY", postalCode: "" },
  };

  const answer = await site.ask("POST", PREVIEW, { ...owner.asks, body: { listingId: town.bakery, fields } });

  expect(JSON.parse(answer.text).page).toMatchObject({ ...fields, slug: "bread-alone", town: { name: "Kingston" } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
  expect(answer.headers.get("Content-Security-Policy")).toMatch(/^sandbox; default-src 'none';/);
  expect(answer.headers.get("Content-Security-Policy")).not.toMatch(/script|allow-/);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(await everything(site.table)).toEqual(before);
});

test("what the site does not show has a preview too", async () => {
  const { site, town, owner, stranger } = await startMembers();
  const ring: [number, number][] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const region = { name: "Elsewhere", shape: { type: "MultiPolygon" as const, coordinates: [[ring]] } };
  const chamber = await ChamberStore.get(site.table);
  await ChamberStore.update(site.table, by(), chamber.version, { region });
  const outside = { position: { lat: 41.9, lon: -74 } };

  const answers = await Promise.all([
    site.ask("POST", PREVIEW, { ...owner.asks, body: { listingId: town.hidden, fields: outside } }),
    site.ask("POST", PREVIEW, { ...stranger.asks, body: { listingId: town.orphan, fields: {} } }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test("a preview is for those who act for the member, and for staff", async () => {
  const { site, town, stranger } = await startMembers();
  const body = { listingId: town.bakery, fields: {} };

  const asked = [
    await site.ask("POST", PREVIEW, { as: "public", body }),
    await site.ask("POST", PREVIEW, { as: "person", body }),
    await site.ask("POST", PREVIEW, { ...stranger.asks, body }),
    await site.ask("POST", PREVIEW, { body }),
    await site.ask("POST", PREVIEW, { body: { ...body, fields: { name: "" } } }),
  ];

  expect(asked.map(({ status }) => status)).toEqual([401, 404, 404, 200, 422]);
});

test("where the pages are not at hand there is no preview, and that is said", async () => {
  const { site, town, owner } = await startMembers({ preview: null });

  const answer = await site.ask("POST", PREVIEW, { ...owner.asks, body: { listingId: town.bakery, fields: {} } });

  expect(answer).toMatchObject({ status: 503, json: { code: "busy", detail: expect.stringMatching(/no preview/) } });
});
