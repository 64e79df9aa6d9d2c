import path from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/browser.mjs";
import { ORIGIN, PORT } from "./browser/origin.ts";

const root = path.resolve(import.meta.dirname, "..");
const browser = findBrowser(root);
if (!browser) throw new Error("No Chromium: set CHROMIUM_PATH to one.");

/** What changes listings comes last: others count what a visitor fetches of a site that was just published. */
const EDITING = /(account|duplicates|console(-\w+)?|import|people|pictures|staff)\.spec\.ts$/;

export default defineConfig({
  testDir: "browser",
  outputDir: "../.mainstreet/browser",
  reporter: [
    ["list"],
    ["./browser/seconds-reporter.ts"],
    ["json", { outputFile: path.join(root, ".mainstreet/test-results/playwright.json") }],
  ],
  fullyParallel: true,
  workers: 2,
  projects: [
    { name: "reading", testIgnore: EDITING },
    { name: "editing", testMatch: EDITING, dependencies: ["reading"] },
  ],
  timeout: 60_000,
  forbidOnly: true,
  // On a shared machine a page may come too late once; a test that needs its second try is named as flaky in the report.
  retries: process.env.CI ? 1 : 0,
  webServer: {
    command: `"${process.execPath}" browser/serve.ts`,
    url: `${ORIGIN}/api/health`,
    env: { PORT: String(PORT) },
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
  use: {
    baseURL: ORIGIN,
    // A trace of each test is work for the same two cores: of those that fail there is one, of their second try.
    trace: "on-first-retry",
    launchOptions: {
      executablePath: browser.path,
      env: { ...process.env, ...browser.env } as Record<string, string>,
      args: [
        "--no-sandbox",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        // Without a graphics card pages are put together sooner by the processor itself; maps are drawn by SwiftShader still.
        "--disable-gpu-compositing",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
});
