// Makes docs/screenshot.png, the picture of the README: the demo chamber on a desktop and on a phone.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openBrowser } from "../tests/browser/open-browser.ts";
import { start } from "../tests/local/running.ts";

const OUT = path.resolve(import.meta.dirname, "../docs/screenshot.png");
const MOST_BYTES = 400_000;

const home = mkdtempSync(path.join(tmpdir(), "mainstreet-screenshot-"));
try {
  const mainstreet = await start({ home });
  try {
    if (mainstreet.child.exitCode !== null) throw new Error(mainstreet.printed());
    writeFileSync(OUT, await picture(mainstreet.site));
  } finally {
    await mainstreet.end();
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
const { size } = statSync(OUT);
console.log(`docs/screenshot.png: ${(size / 1000).toFixed(0)} KB`);
if (size > MOST_BYTES) throw new Error(`The picture may have ${MOST_BYTES / 1000} KB.`);

/** The directory with its map on a desktop, and before it a phone that searches. */
async function picture(site: string): Promise<Buffer> {
  const browser = await openBrowser();
  try {
    const desktop = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await desktop.goto(`${site}/`);
    await desktop.locator(".map-panel.open canvas").waitFor({ timeout: 60_000 });
    await desktop.locator("[data-map-note]:empty").waitFor({ state: "attached", timeout: 60_000 });
    // What is drawn last, the names of towns, has no sign of its own.
    await desktop.waitForTimeout(2_000);

    const phone = await browser.newPage({
      viewport: { width: 390, height: 780 },
      deviceScaleFactor: 1.5,
      hasTouch: true,
      isMobile: true,
    });
    await phone.goto(`${site}/`);
    await phone.getByRole("searchbox").fill("caf");
    await phone.locator("[data-results] .card .tel").first().waitFor();

    const [wide, narrow] = await Promise.all([desktop.screenshot(), phone.screenshot()]);
    const sheet = await browser.newPage({ viewport: { width: 1440, height: 810 } });
    await sheet.setContent(`<!doctype html>
      <style>
        body { margin: 0; height: 810px; background: #d9cdb8; position: relative; overflow: hidden }
        img { position: absolute; border-radius: 14px; box-shadow: 0 10px 40px rgb(60 40 10 / 35%) }
        .wide { width: 1100px; left: 36px; top: 36px }
        .narrow { width: 300px; right: 36px; bottom: 36px; border: 8px solid #2b2420; border-radius: 32px }
      </style>
      <img class="wide" src="data:image/png;base64,${wide.toString("base64")}">
      <img class="narrow" src="data:image/png;base64,${narrow.toString("base64")}">`);
    await sheet.waitForFunction(() => [...document.images].every((image) => image.complete));
    return await sheet.screenshot();
  } finally {
    await browser.close();
  }
}
