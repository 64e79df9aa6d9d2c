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

/**
 * Vite wraps each lazy import in code that looks for style sheets and chunks to fetch with it: there are no such style sheets
 * here, and nothing in the page waits for those chunks. Where the wrapping is not as it is known here, it stays.
 */
const plainImports = {
  name: "plain-imports",
  enforce: "post",
  // The names of chunks are made of what they hold before this.
  augmentChunkHash: () => `${WRAPPED} ${WRAPPED_CHUNKS} ${SHARED_HELPER}`,
  generateBundle: {
    order: "post",
    handler(_options: unknown, bundle: Record<string, { type: string; code?: string }>) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.code) continue;
        chunk.code = chunk.code.replace(WRAPPED, "$1");
        if (!chunk.code.includes("__vite__mapDeps([")) chunk.code = chunk.code.replace(WRAPPED_CHUNKS, "");
        // Where several entries load something later, the function for that is a file of its own: none has to fetch it.
        chunk.code = chunk.code.replace(SHARED_HELPER, "const $1=l=>l();");
      }
    },
  },
} as const;

const WRAPPED =
  /\b[\w$]+\(async\(\)=>\{let\{[^}]*\}=await (import\([^)]*\));return\{[^}]*\}\},(?:__vite__mapDeps\([^)]*\)|\[\]|void 0),import\.meta\.url\)/g;
const SHARED_HELPER = /\bimport\{[\w$]+ as ([\w$]+)\}from"\.\/preload-helper[^"]*";/;
const WRAPPED_CHUNKS = /^const __vite__mapDeps=.*\n/;

/** What is left of the wrapping is a function that nobody calls, as small as can be. */
const noPreloads = {
  name: "no-preloads",
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
    plugins: [noPreloads, plainImports],
    ssr: { noExternal: true },
    build: { assetsInlineLimit: 0, modulePreload: false },
    worker: { format: "es" },
    // One build serves any base path: scripts and styles find their neighbours relative to themselves, and the links in
    // HTML get their base in adapter/server.ts.
    experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === "html" ? undefined : { relative: true }) },
  },
});
