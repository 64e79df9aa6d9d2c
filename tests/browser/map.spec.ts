import type { Page } from "@playwright/test";
import { states } from "./states.ts";
import { box, DESKTOP, expect, names, openMap, PHONE, results, test, visit } from "./watched.ts";

type Point = readonly [number, number];

/** Hears what the page tells MapLibre's worker to draw, before any script of the page runs. */
async function hearPins(page: Page): Promise<() => Promise<Point[]>> {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: unknown, ...rest: never[]) {
      told.push(message);
      return Reflect.apply(post, this, [message, ...rest]);
    };
  });
  return () =>
    page.evaluate(() => {
      const pins: (readonly [number, number])[][] = [];
      const seen = new Set<unknown>();
      const look = (value: unknown): void => {
        if (typeof value !== "object" || value === null || seen.has(value) || ArrayBuffer.isView(value)) return;
        seen.add(value);
        if ("source" in value && value.source === "listings") {
          const { features = null } = "data" in value ? { ...Object(value.data) } : {};
          if (Array.isArray(features)) pins.push(features.map(({ geometry }) => geometry.coordinates));
        }
        for (const inner of Object.values(value)) look(inner);
      };
      look(Reflect.get(window, "told"));
      return pins.at(-1) ?? [];
    });
}

/** Where each listing of the open data stands, by its name and town. */
async function placesOf(page: Page): Promise<Map<string, Point>> {
  const { features } = await (await page.request.get("/directory.geojson")).json();
  return new Map(
    features.map(
      ({ properties, geometry }: { properties: { url: string }; geometry: { coordinates: Point } | null }) => [
        new URL(properties.url).pathname,
        geometry?.coordinates,
      ],
    ),
  );
}

/** The colors of the map as it is on the screen, with how many pixels have each and where their middle is. */
async function colorsOf(page: Page): Promise<{ color: string; pixels: number; x: number; y: number }[]> {
  const canvas = page.locator(".map-canvas");
  // What lies on the map has the accent too.
  await page.locator(".map-search").evaluateAll((all) => {
    for (const part of all) if (part instanceof HTMLElement) part.hidden = true;
  });
  const png = (await canvas.screenshot()).toString("base64");
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!paper) return [];
    paper.drawImage(image, 0, 0);
    const { data } = paper.getImageData(0, 0, image.width, image.height);
    const found = new Map<string, { pixels: number; x: number; y: number }>();
    for (let at = 0; at < data.length; at += 4) {
      const color = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      const sum = found.get(color) ?? { pixels: 0, x: 0, y: 0 };
      const pixel = at / 4;
      found.set(color, {
        pixels: sum.pixels + 1,
        x: sum.x + (pixel % image.width),
        y: sum.y + Math.floor(pixel / image.width),
      });
    }
    return [...found].map(([color, { pixels, x, y }]) => ({ color, pixels, x: x / pixels, y: y / pixels }));
  }, png);
}

/** Waits until the map stands still, then finds the middle of what is drawn in the chamber's accent. */
async function pinOnScreen(page: Page): Promise<{ x: number; y: number }> {
  const accent = await page.evaluate(() => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(",");
  });
  let last = { x: 0, y: 0 };
  await expect(async () => {
    const pin = (await colorsOf(page)).find(({ color, pixels }) => color === accent && pixels > 60);
    const moved = pin ? Math.hypot(pin.x - last.x, pin.y - last.y) : Infinity;
    if (pin) last = pin;
    expect(moved).toBeLessThan(0.5);
  }).toPass({ timeout: 20_000, intervals: [300] });
  return last;
}

for (const [device, use] of states(["phone", PHONE] as const, ["desktop", DESKTOP] as const)) {
  test.describe(`on a ${device}`, () => {
    test.use(use);

    test("a search puts its results on the map, and a pin leads to its listing", async ({ page }) => {
      const pins = await hearPins(page);
      const places = await placesOf(page);
      await visit(page, "/directory/?q=barber");
      await openMap(page);

      const hrefs = await names(page)
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => new URL(link instanceof HTMLAnchorElement ? link.href : "").pathname));
      expect(hrefs).toHaveLength(2);
      expect((await pins()).toSorted()).toEqual(hrefs.map((href) => places.get(href)).toSorted());

      await box(page).fill("esopus hardware");
      await expect(names(page)).toHaveText(["Esopus Hardware"]);
      await expect.poll(pins).toEqual([places.get("/members/esopus-hardware/")]);
      const { x, y } = await pinOnScreen(page);
      await page.locator(".map-canvas").click({ position: { x, y } });

      const card = page.locator("[data-map-card]");
      await expect(card).toContainText("Hardware & garden · Kingston");
      await card.getByRole("link", { name: "Esopus Hardware" }).click();
      await expect(page).toHaveURL("/members/esopus-hardware/");
    });

    test("the map draws land, region, names and pins", async ({ page }) => {
      await visit(page, "/directory/");
      await openMap(page);

      await expect(async () => expect((await colorsOf(page)).length).toBeGreaterThan(40)).toPass({ timeout: 20_000 });
      await page.getByRole("button", { name: "Zoom in" }).click();
      await page.getByRole("button", { name: "Move left" }).click();
    });

    test("a device that cannot draw says so in one sentence, and the list is whole", async ({ page }) => {
      await page.addInitScript(() => {
        const get = HTMLCanvasElement.prototype.getContext;
        Reflect.set(
          HTMLCanvasElement.prototype,
          "getContext",
          function (this: unknown, kind: string, ...rest: never[]) {
            return kind.startsWith("webgl") ? null : Reflect.apply(get, this, [kind, ...rest]);
          },
        );
      });
      await visit(page, "/towns/woodstock/");
      if (device === "phone") await page.getByRole("button", { name: "Show map" }).click();

      const note = "The map cannot be drawn on this device. The list has every business.";
      await expect(page.getByText(note)).toBeVisible({ timeout: 20_000 });
      await expect(page.getByRole("button", { name: /(Show|Hide) map/ })).toBeHidden();
      await expect(page.locator("[data-static] .card")).toHaveCount(7);
      await box(page).fill("caf");
      await expect(names(page).first()).toHaveText("Café Zoë");
    });
  });
}

test("a part of a long list shows its own pins and no others", async ({ page }) => {
  // The demo chamber is too small to have parts: this makes one of its directory, before the script looks.
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      document.querySelector("form[data-search]")?.setAttribute("data-part", "");
      for (const card of [...document.querySelectorAll("[data-static] .card")].slice(3)) card.remove();
    });
  });
  const pins = await hearPins(page);
  const places = await placesOf(page);
  await visit(page, "/directory/");
  await openMap(page);

  const links = page.locator("[data-static] .card-name a");
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(hrefs).toHaveLength(3);
  await expect
    .poll(async () => (await pins()).toSorted())
    .toEqual(hrefs.flatMap((href) => [places.get(href) ?? []].filter((place) => place.length > 0)).toSorted());
});

test.describe("before it is asked for", () => {
  test.use(PHONE);

  test("nothing of the map is fetched", async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const isMap = (path: string): boolean => /maplibre|directory-map|\/map\//.test(path);
    await visit(page, "/");
    await box(page).fill("caf");
    await expect(names(page).first()).toBeVisible();
    await page.mouse.wheel(0, 2_000);
    await page.waitForLoadState("networkidle");
    expect(asked.filter(isMap)).toEqual([]);

    await page.getByRole("button", { name: "Show map" }).tap();
    await expect(page.locator(".map-panel canvas")).toBeVisible({ timeout: 20_000 });
    expect(asked.filter(isMap).length).toBeGreaterThan(2);
  });

  test("the small map of a listing opens and closes", async ({ page }) => {
    await visit(page, "/members/cafe-zoe/");
    await openMap(page);
    await page.getByRole("button", { name: "Hide map" }).click();

    await expect(page.locator(".map-canvas")).toBeHidden();
    await expect(results(page)).toHaveCount(0);
  });
});
