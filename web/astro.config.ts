import type { AstroIntegration } from "astro";
import { defineConfig } from "astro/config";
import publisher from "./adapter/index.ts";

// Astro writes a key into the server entry, a random one in each build unless this is set. It encrypts the properties of
// server islands; there are none, so it protects nothing here. Fixed, two builds of the same source are the same bytes.
process.env.ASTRO_KEY ??= "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/** A build that a test starts inherits NODE_ENV=test, and Vite would make a development build of it. */
const sameBuildEverywhere: AstroIntegration = {
  name: "same-build-everywhere",
  hooks: {
    "astro:config:setup": ({ command }) => {
      if (command === "build") process.env.NODE_ENV = "production";
    },
  },
};

/** Vite wraps each lazy import in 900 bytes that look for style sheets to fetch with it: there are none here. */
const plainImports = {
  name: "plain-imports",
  enforce: "pre",
  load: (id: string) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
} as const;

export default defineConfig({
  output: "static",
  adapter: publisher(),
  integrations: [sameBuildEverywhere],
  session: false,
  trailingSlash: "always",
  image: { service: { entrypoint: "astro/assets/services/noop" } },
  build: { inlineStylesheets: "never", assets: "_a" },
  devToolbar: { enabled: false },
  vite: {
    plugins: [plainImports],
    ssr: { noExternal: true },
    build: { assetsInlineLimit: 0, modulePreload: false },
    worker: { format: "es" },
    // One build serves any base path: scripts and styles find their neighbours relative to themselves, and the links in
    // HTML get their base in adapter/server.ts.
    experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === "html" ? undefined : { relative: true }) },
  },
});
