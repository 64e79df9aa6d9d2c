import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "../../scripts/browser.mjs";

/** A browser for scripts, the one that the tests use. */
export async function openBrowser(): Promise<Browser> {
  const found = findBrowser(path.resolve(import.meta.dirname, "../.."));
  if (!found) throw new Error("No Chromium: set CHROMIUM_PATH to one.");
  return chromium.launch({
    executablePath: found.path,
    env: {
      ...Object.fromEntries(Object.entries(process.env).map(([name, value = ""]) => [name, value])),
      ...found.env,
    },
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"],
  });
}
