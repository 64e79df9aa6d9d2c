import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "@playwright/test";
import { streetTile } from "./vector-tile.ts";
import { DESKTOP, expect, names, openMap, test, visit } from "./watched.ts";

/** Tiles of a real place to look at with one's own eyes, {z}/{x}/{y}.pbf, gzip; without it a tile made by hand. */
const REAL_TILES = process.env.MAINSTREET_TILES;

const STYLE = {
  version: 8,
  sources: {
    streets: {
      type: "vector",
      tiles: ["tiles/{z}/{x}/{y}.pbf"],
      minzoom: 8,
      maxzoom: 14,
      attribution: "© The people of Testville",
    },
  },
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#ffeedd" } },
    { id: "water", type: "fill", source: "streets", "source-layer": "water", paint: { "fill-color": "#aaccff" } },
    { id: "park", type: "fill", source: "streets", "source-layer": "park", paint: { "fill-color": "#22aa44" } },
    {
      id: "street",
      type: "line",
      source: "streets",
      "source-layer": "transportation",
      paint: { "line-color": "#8844cc", "line-width": 4 },
    },
  ],
};

test.use(DESKTOP);

let server: Server;
let origin = "";

test.beforeAll(async () => {
  const tile = gzipSync(streetTile());
  const answer: RequestListener = async ({ url = "" }, response) => {
    if (url.endsWith("style.json")) return response.end(JSON.stringify(STYLE));
    const file = REAL_TILES && path.join(REAL_TILES, url.replace(/^.*\/tiles\//, ""));
    const bytes = file ? await readFile(file).catch(() => null) : tile;
    response.writeHead(bytes ? 200 : 404, { "Content-Type": "application/x-protobuf", "Content-Encoding": "gzip" });
    response.end(bytes);
  };
  server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  origin = `http://127.0.0.1:${typeof at === "object" && at ? at.port : 0}`;
});

test.afterAll(() => void server.close().closeAllConnections());

/** Names a style to the page as a site with one would, before its script looks. */
async function useStyle(page: Page, style: string): Promise<void> {
  await page.addInitScript((style) => {
    document.addEventListener("readystatechange", () => {
      document.querySelector("[data-map]")?.setAttribute("data-style", style);
    });
  }, style);
}

/** Lets the page reach the tiles below its own origin, so that the content policy stays in force. */
async function serveBelow(context: BrowserContext, folder: string): Promise<void> {
  await context.route(`**${folder}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: origin + pathname }) });
  });
}

const PURPLE = "136,68,204";

/** How many pixels of the map have a color "r,g,b". */
async function pixels(page: Page, color: string): Promise<number> {
  const png = (await page.locator(".map-canvas").screenshot()).toString("base64");
  return page.evaluate(
    async ([source, wanted]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
      paper?.drawImage(image, 0, 0);
      const data = paper?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (`${data[at]},${data[at + 1]},${data[at + 2]}` === wanted) count++;
      }
      return count;
    },
    [png, color] as const,
  );
}

test("a style with streets takes the place of the plain map, says whose it is, and keeps the pins", async ({
  page,
  context,
}) => {
  await serveBelow(context, "/testville/");
  await useStyle(page, "/testville/style.json");
  await visit(page, "/directory/?q=barber");
  await expect(names(page)).toHaveCount(2);
  await openMap(page);

  await expect.poll(() => pixels(page, PURPLE), { timeout: 20_000 }).toBeGreaterThan(200);
  await expect(page.locator(".maplibregl-ctrl-attrib")).toContainText("The people of Testville");
  await expect(page.locator("[data-map-note]")).toHaveText("");
  const accent = await page.evaluate(() => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(",");
  });
  expect(await pixels(page, accent)).toBeGreaterThan(60);
});

for (const [what, style, watched] of [
  ["is not there", "/testville/nowhere.txt", /status of 404/],
  ["never comes", "/testville/late.json", /^$/],
] as const) {
  test(`a style that ${what} leaves the plain map and says so`, async ({ page, context, watch }) => {
    watch.expect(watched);
    const held: (() => void)[] = [];
    await context.route("**/testville/late.json", () => new Promise<void>((resolve) => held.push(resolve)));
    await context.route("**/testville/nowhere.txt", (route) => route.fulfill({ status: 404 }));
    await useStyle(page, style);
    await visit(page, "/directory/");
    await expect(page.locator(".map-panel.open canvas")).toBeVisible({ timeout: 20_000 });

    await expect(page.getByText("The street map does not answer; this is the plain one.")).toBeVisible({
      timeout: 15_000,
    });
    for (const end of held) end();
  });
}
