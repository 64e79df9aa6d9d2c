import type { AstroIntegration } from "astro";

/** Builds the pages into one server entry that draws a page when called: no server of its own. */
export default function publisher(): AstroIntegration {
  return {
    name: "publisher",
    hooks: {
      "astro:config:done": ({ setAdapter }) =>
        setAdapter({
          name: "publisher",
          entrypointResolution: "auto",
          serverEntrypoint: new URL("./server.ts", import.meta.url),
          adapterFeatures: { buildOutput: "server" },
          supportedAstroFeatures: { staticOutput: "stable", hybridOutput: "stable", serverOutput: "stable" },
        }),
    },
  };
}
