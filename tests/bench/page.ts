// The home page of a chamber of 3,000 on a slow phone, and Lighthouse, beside a page that draws its map first.
import type { Browser } from "@playwright/test";
import { openBrowser } from "../browser/open-browser.ts";
import { ensurePeers } from "./engines/peer-packages.ts";
import { median, short, table, times } from "./report/numbers.ts";
import { countsAsked } from "./report/options.ts";
import { report } from "./report/results.ts";
import { type BenchSite, benchSite } from "./site/bench-site.ts";
import { lighthouseTable } from "./site/lighthouse.ts";
import { PEER_PAGE, peerPages } from "./site/peer-pages.ts";
import { SLOW_4G } from "./site/slow-server.ts";
import { keystrokes, type Visit, visit } from "./site/visit.ts";

const ROUNDS = 5;
const TYPED = "ca";
const TEXTS = "b co re s ma gr in la ser t au ho fa p st de br wo cl ga".split(" ");

ensurePeers();
const [count = 3000] = countsAsked([3000]);
const site = await benchSite(count);
try {
  const browser = await openBrowser();
  const slow = await slowPhone(browser, site).finally(() => browser.close());
  const lighthouse = await lighthouseTable(site, count);
  report(`Page, ${count.toLocaleString("en-US")} listings`, [slow, lighthouse].join("\n\n"));
} finally {
  await site.stop();
}

async function slowPhone(browser: Browser, { directory, serve }: BenchSite): Promise<string> {
  const served = await serve(SLOW_4G, peerPages(directory));
  const rounds: { ours: Visit; typed: Visit; peer: Visit }[] = [];
  // Brotli and the first pages of a new browser take their time once, and not from a round.
  await visit(browser, served, "/", TYPED);
  await visit(browser, served, PEER_PAGE, "");
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`page: round ${round} of ${ROUNDS} …`);
    const ours = await visit(browser, served, "/", "");
    const typed = await visit(browser, served, "/", TYPED);
    rounds.push({ ours, typed, peer: await visit(browser, served, PEER_PAGE, "") });
  }
  const keys = await keystrokes(browser, served, "/", TEXTS);
  await served.close();

  const of = (value: (round: (typeof rounds)[number]) => number) => median(rounds.map(value));
  const listing = of(({ ours }) => ours.listing);
  const ratio = of(({ ours, peer }) => peer.listing / ours.listing);
  const maps = rounds
    .flatMap(({ ours, typed }) => [...ours.files, ...typed.files])
    .map(({ path }) => path)
    .filter((path) => /map/.test(path));
  const rows = [
    ["first paint, ms", short(of(({ ours }) => ours.painted)), "–", short(of(({ peer }) => peer.painted))],
    [
      "first listing painted, ms",
      short(listing),
      "1,000",
      `${short(of(({ peer }) => peer.listing))} (${times(ratio)}, goal 5x)`,
    ],
    ["first answer to words typed at once, ms", short(of(({ typed }) => typed.answer)), "–", "–"],
    ["keystroke to rows, ms", short(median(keys)), "16", "–"],
    [
      "KB before the first answer",
      short(of(({ typed }) => typed.bytes) / 1000),
      "60",
      short(of(({ peer }) => peer.bytes) / 1000),
    ],
    [
      "KB of scripts before the first answer, bodies",
      short(of(({ typed }) => typed.scripts) / 1000),
      "8",
      short(of(({ peer }) => peer.scripts) / 1000),
    ],
    ["files of the map in the first load", String(new Set(maps).size), "0", "–"],
  ];
  return [
    `Slow 4G (1.6 Mbps, 150 ms, by the server: it slows workers too), processor 4 times slower (workers are not), cache empty, medians of ${ROUNDS} rounds, keystrokes of ${keys.length}. Bytes with headers; brotli 11 for what never changes, 5 for pages.`,
    table(["", "Mainstreet", "goal", "map first, full JSON, DOM markers"], rows),
    filesOf(rounds[0]?.typed),
  ].join("\n\n");
}

function filesOf(typed: Visit | undefined): string {
  const files = typed?.files.map(({ path, bytes }) => `\`${path}\` ${short(bytes / 1000)}`) ?? [];
  return `KB fetched before the first answer: ${files.join(", ")}.`;
}
