import { expect, test } from "vitest";
import { createPreview } from "./preview.ts";
import { listingOf, showingOf } from "./test-directory.ts";
import type { WebBuild } from "./web-build.ts";

const ADDRESS = { origin: "https://chamber.example", base: "/" };

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

  const html = await createPreview({ web: SCRIPTED, address: ADDRESS })(directory, "bakery", date);

  expect(html).toContain("<main>listing /members/bakery/</main>");
  expect(html).toContain('<link rel="stylesheet" href="/a.css">');
  expect(html).not.toMatch(/script|preload|go\(\)/i);
});

test("a listing that is not in the directory has no preview", async () => {
  const { directory, date } = showingOf({ listings: [listingOf("bakery")] });
  const preview = createPreview({ web: SCRIPTED, address: ADDRESS });

  await expect(preview(directory, "cafe", date)).rejects.toThrow("not in the directory");
});
