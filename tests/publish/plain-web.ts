import type { Media } from "@mainstreet/functions/publish/media";
import { bytesOf } from "@mainstreet/functions/publish/site-files";
import type { WebBuild } from "@mainstreet/functions/publish/web-build";

export const ADDRESS = { origin: "https://chamber.example", base: "/" };

/** Where nobody has uploaded any picture. */
export const NO_MEDIA: Media = { read: async () => undefined };

/** A web build that draws a page as its input: fast, and as pure as the real one. */
export const PLAIN_WEB: WebBuild = webBuild("plain", "site");

/** A plain web build with an id and one script of its own. */
export function webBuild(id: string, script: string): WebBuild {
  return {
    id,
    renderPage: async (page, site) => JSON.stringify({ page, site, script }, null, 1),
    themeCss: (accent) => `:root { --accent: ${accent} }\n`,
    assets: new Map([[`_a/${script}.js`, { hash: script, read: async () => bytesOf(`// ${script}\n`) }]]),
  };
}
