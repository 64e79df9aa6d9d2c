import type { Page } from "@mainstreet/core/page";
import { expect, test } from "vitest";
import { createPreview } from "./preview.ts";
import { listingOf, showingOf } from "./test-directory.ts";
import type { WebBuild } from "./web-build.ts";

const ADDRESS = { origin: "https://chamber.example", base: "/" };

const media = { read: async () => undefined };

/** A web build whose pages have scripts in every way that a page can. */
const SCRIPTED: WebBuild = {
  id: "scripted",
  renderPage: async (page) =>
    `<head><link rel="preload" as="fetch" href="/s/head.json" crossorigin><link rel="stylesheet" href="/a.css">
<script type="application/ld+json">{"name":"x"}</script><SCRIPT type="module" src="/_a/map.js"></SCRIPT ></head>
<main>${page.kind} ${page.path}</main><script>
go();
</script>`,
  themeCss: () => "",
  assets: new Map(),
};

test("a preview is the page of that listing without its scripts", async () => {
  const { directory, date } = showingOf({ listings: [listingOf("bakery"), listingOf("cafe")] });

  const html = await createPreview({ web: SCRIPTED, address: ADDRESS, media }).page(
    directory,
    "/members/bakery/",
    date,
  );

  expect(html).toContain("<main>listing /members/bakery/</main>");
  expect(html).toContain('<link rel="stylesheet" href="/a.css">');
  expect(html).not.toMatch(/script|preload|go\(\)/i);
});

test("pictures that are nowhere public are in the preview itself, in a middling width", async () => {
  const picture = { hash: "0a".repeat(16), width: 1280, height: 960, widths: [320, 640, 1280], alt: "The oven" };
  const { directory, date } = showingOf({ listings: [listingOf("bakery", { logo: picture, photos: [picture] })] });
  const asked: string[] = [];
  const read = async (path: string) => {
    asked.push(path);
    return Buffer.from("bytes");
  };
  const web = {
    ...SCRIPTED,
    renderPage: async (page: Page) =>
      page.kind === "listing"
        ? page.photos
            .map(
              (p) =>
                `<a href="/media/${p.hash}-${p.width}.webp"><img src="/media/${p.hash}-${p.widths[0]}.webp" height="${p.height}">`,
            )
            .join("")
        : "",
  };

  const html = await createPreview({ web, address: ADDRESS, media: { read } }).page(
    directory,
    "/members/bakery/",
    date,
  );

  expect(asked).toEqual([`lst_bakery/${"0a".repeat(16)}-640.webp`]);
  expect(html).toBe(`<a ><img src="data:image/webp;base64,${Buffer.from("bytes").toString("base64")}" height="480">`);
});

test("the colours are those of the directory that is drawn, though no file has them", async () => {
  const { directory, date } = showingOf({ listings: [], chamber: { accent: "#b3261e" } });
  const linked = { ...SCRIPTED, renderPage: async () => '<link rel="stylesheet" href="/theme-0a1b.css">' };
  const preview = createPreview({ web: { ...linked, themeCss: (a) => `a{color:${a}}` }, address: ADDRESS, media });

  expect(await preview.page(directory, "/", date)).toContain('href="/api/theme.css?accent=%23b3261e"');
  expect(preview.theme("#b3261e")).toBe("a{color:#b3261e}");
});

test("a listing that is not in the directory has no preview", async () => {
  const { directory, date } = showingOf({ listings: [listingOf("bakery")] });
  const preview = createPreview({ web: SCRIPTED, address: ADDRESS, media });

  await expect(preview.page(directory, "/members/cafe/", date)).rejects.toThrow("not in the directory");
});
