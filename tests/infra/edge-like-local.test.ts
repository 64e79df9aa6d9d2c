import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { headersOf } from "@mainstreet/core/site-headers";
import { answerElsewhere } from "@mainstreet/functions/api/elsewhere";
import { serveSite } from "@mainstreet/functions/local/site-server";
import { folder } from "@mainstreet/functions/publish/folder";
import { headersOfSet, OTHER_PAGES, SITE_BEHAVIOURS } from "@mainstreet/infra/behaviours";
import { afterAll, expect, test } from "vitest";
import { runAtEdge } from "./edge-function.ts";

const SITE = "https://chamber.example.org";
const HASH = "0123456789abcdef0123456789abcdef";
const FILES = [
  ...["index.html", "404.html", "towns/rhinebeck/index.html", "directory/index.html", "members/bread/index.html"],
  ...["staff/index.html", "staff/members/index.html", "sign-in/index.html"],
  ...["_a/start.abc.js", "_a/search-worker.abc.js", "_a/base.abc.css", "_a/inter.abc.woff2", "favicon.svg"],
  ...["s/head.json", "s/0a1b.bin", "s/0a1b.delta", "s/0a1b.details", "theme-0a1b.css", `media/${HASH}-640.webp`],
  ...[
    "robots.txt",
    "sitemap.xml",
    "mixers.ics",
    "feeds/new-members.json",
    "feeds/new-members.atom",
    "data/listings.csv",
  ],
  ...["members/bread/contact.vcf", "members/bread/mixers.ics", "redirects.json", "og.png"],
];
const REDIRECTS = {
  "/members/old/": "/members/bread/",
  "/directory/old/": "/directory/",
  "/members/café/": "/members/bread/",
};

const root = mkdtempSync(path.join(tmpdir(), "mainstreet-edge-"));
afterAll(() => rmSync(root, { recursive: true }));
for (const file of FILES) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), file === "redirects.json" ? JSON.stringify(REDIRECTS) : `This is ${file}.`);
}
const bucket = folder(root);
const local = serveSite(root);
const elsewhere = answerElsewhere({ site: bucket, now: () => 0 });

/** What CloudFront answers: its function, the bucket, and the API for what is not there. */
async function cloudFront(address: string): Promise<Response> {
  const url = new URL(address, SITE);
  const behaviour = SITE_BEHAVIOURS.find(({ pattern }) => matches(pattern, url.pathname)) ?? OTHER_PAGES;
  const set = headersOfSet(behaviour.headers);
  let uri = url.pathname;
  if (behaviour.hasCleanAddresses) {
    const result = runAtEdge("pages", { uri, query: url.search.slice(1) });
    if ("statusCode" in result) {
      const headers = Object.entries(result.headers).map(([name, { value }]): [string, string] => [name, value]);
      return new Response(null, { status: result.statusCode, headers: [...headers, ...Object.entries(set)] });
    }
    uri = result.uri;
  }
  const file = decodeURIComponent(uri.slice(1));
  const bytes = await bucket.read(file).catch(() => undefined);
  if (!bytes) {
    const answer = await elsewhere(new Request(SITE + uri));
    for (const [name, value] of Object.entries(set)) answer.headers.set(name, value);
    return answer;
  }
  const { "Content-Type": type = "", "Cache-Control": caching = "" } = headersOf(file);
  return new Response(new Uint8Array(bytes), { headers: { ...set, "Content-Type": type, "Cache-Control": caching } });
}

/** "*" is anything, "/" too: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html */
function matches(pattern: string, pathname: string): boolean {
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(pathname);
}

async function toldBy(response: Response) {
  const { "content-length": _length, etag: _etag, vary: _vary, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, body: await response.text(), headers };
}

test.each(FILES)("%s comes with the same headers as from `npm start`", async (file) => {
  const address = `/${file}`;

  expect(await toldBy(await cloudFront(address))).toEqual(await toldBy(await local(new Request(SITE + address))));
});

test.each([
  ...["/", "/towns/rhinebeck/", "/directory/?q=bread", "/staff/", "/staff/members/", "/sign-in/"],
  ...["/members/old/", "/directory/old/", "/members/caf%C3%A9/", "/nothing/", "/wp-login.php", "/_a/gone.js"],
])("%s is answered as `npm start` answers it", async (address) => {
  expect(await toldBy(await cloudFront(address))).toEqual(await toldBy(await local(new Request(SITE + address))));
});

test.each(["/towns/rhinebeck", "/directory?q=bread", "/staff/members", "/members/old"])(
  "%s leads to the same page as with `npm start`, if by one step more",
  async (address) => {
    const [there, here] = await Promise.all(
      [cloudFront, (at: string) => local(new Request(SITE + at))].map((ask) => follow(ask, address)),
    );

    expect(there).toEqual(here);
  },
);

async function follow(ask: (address: string) => Promise<Response>, address: string): Promise<string> {
  let at = address;
  for (let steps = 0; steps < 5; steps++) {
    const { status, headers } = await ask(at);
    if (status !== 301) return `${status} ${at}`;
    at = headers.get("Location") ?? "";
  }
  return "round and round";
}
