import path from "node:path";
import { findBrowser } from "../../../scripts/browser.mjs";
import { peerModule } from "../engines/peer-packages.ts";
import { median, short, table } from "../report/numbers.ts";
import type { BenchSite } from "./bench-site.ts";
import { PEER_PAGE, peerPages } from "./peer-pages.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const AUDITS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"];

// Of the packages, what is called here.
type Chrome = { readonly port: number; kill(): void };
type Launch = (options: {
  chromePath: string;
  chromeFlags: string[];
  envVars: NodeJS.ProcessEnv;
  logLevel: "silent";
}) => Promise<Chrome>;
type Lighthouse = (
  url: string,
  flags: { port: number; onlyCategories: string[]; logLevel: "error" },
) => Promise<
  | {
      lhr: {
        runtimeError?: { message: string };
        categories: Record<string, { score: number | null }>;
        audits: Record<
          string,
          { numericValue?: number; score: number | null; title: string; scoreDisplayMode: string }
        >;
      };
    }
  | undefined
>;

/** Lighthouse's scores of a phone, 0 to 100; a sentence with the reason where it cannot run. */
export async function lighthouseTable({ directory, serve }: BenchSite, count: number): Promise<string> {
  const browser = findBrowser(ROOT);
  if (!browser) return "Lighthouse: skipped, there is no Chromium.";
  const served = await serve(null, peerPages(directory));
  try {
    const { default: lighthouse }: { default: Lighthouse } = await import(peerModule("lighthouse"));
    const { launch }: { launch: Launch } = await import(peerModule("chrome-launcher"));
    const complaints = new Set<string>();
    const scores = async (page: string, runs: number): Promise<number[][]> => {
      const all: number[][] = [];
      for (let run = 1; run <= runs; run++) {
        console.log(`lighthouse: ${page}, ${run} of ${runs} …`);
        const chrome = await launch({
          chromePath: browser.path,
          chromeFlags: [
            "--headless=new",
            "--no-sandbox",
            "--disable-background-networking",
            "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader",
          ],
          envVars: { ...process.env, ...browser.env },
          logLevel: "silent",
        });
        try {
          const result = await lighthouse(served.origin + page, {
            port: chrome.port,
            onlyCategories: CATEGORIES,
            logLevel: "error",
          });
          if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? "no result");
          const { categories, audits } = result.lhr;
          all.push([
            ...CATEGORIES.map((name) => 100 * (categories[name]?.score ?? Number.NaN)),
            ...AUDITS.map((name) => audits[name]?.numericValue ?? Number.NaN),
          ]);
          if (page === "/") {
            for (const { score, title, scoreDisplayMode } of Object.values(audits)) {
              if (scoreDisplayMode === "binary" && score === 0) complaints.add(title);
            }
          }
        } finally {
          chrome.kill();
        }
      }
      return all;
    };
    const row = (name: string, all: number[][]) => [
      name,
      ...[...CATEGORIES, ...AUDITS].map((_, i) => short(median(all.map((one) => one[i] ?? Number.NaN)))),
    ];
    const ours = row("Mainstreet", await scores("/", RUNS));
    const peer = row("map first", await scores(PEER_PAGE, 1));
    const columns = [
      "Lighthouse, phone",
      "performance",
      "accessibility",
      "best practices",
      "SEO",
      "FCP, ms",
      "LCP, ms",
      "TBT, ms",
    ];
    const said = complaints.size === 0 ? "" : `\n\nIt complains of: ${[...complaints].join("; ")}.`;
    return `The home page of ${count.toLocaleString("en-US")} listings, medians of ${RUNS} (the other page once); goal 98 for performance.\n\n${table(columns, [ours, peer])}${said}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`lighthouse: skipped, ${reason}`);
    return `Lighthouse: skipped, ${reason}`;
  } finally {
    await served.close();
  }
}
