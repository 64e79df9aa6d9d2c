// Bundles the functions for AWS into functions/dist/<name>, each folder whole as it is deployed.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { placeSharp } from "./sharp-for-lambda.ts";

/** The functions, what lies beside the code of each, and which packages they load late. */
const FUNCTIONS: Readonly<Record<string, Made>> = {
  api: { beside: ["web-server", "atlas"], late: ["rrule-temporal", "temporal-polyfill"] },
  publish: { beside: ["web", "atlas"], late: ["temporal-polyfill"] },
  mail: { beside: [], late: ["temporal-polyfill"] },
  tick: { beside: [], late: ["rrule-temporal", "temporal-polyfill"] },
  upload: { beside: ["sharp"], late: ["temporal-polyfill"] },
};
type Beside = "web" | "web-server" | "atlas" | "sharp";
type Made = { readonly beside: readonly Beside[]; readonly late: readonly Late[] };

/** Some of what is bundled calls `require`, which is no word of its own in a module. */
const BANNER = `import{createRequire as __mainstreetRequire}from"node:module";const require=__mainstreetRequire(import.meta.url);`;

/** The words of zod's messages in fifty languages, of which one is ever used, are a third of a megabyte. */
const englishOnly: Plugin = {
  name: "english-only",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

/** What of zod nothing here calls, but zod's own index of itself names, so that no bundler leaves it out. */
const unusedOfZod: Plugin = {
  name: "unused-of-zod",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/]compile\.js$/ }, () => ({
      contents: `const compile = () => { throw new Error("This is not in the bundles."); };
        export const INVALID = Symbol.for("zod.compile.invalid");
        export { compile, compile as withParser };
        export class ZodCompileAsyncError extends Error {}
        export class ZodCompileUnsupportedError extends Error {}`,
      loader: "js",
    }));
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]from-json-schema\.js$/ }, () => ({
      contents: 'export function fromJSONSchema() { throw new Error("This is not in the bundles."); }',
      loader: "js",
    }));
  },
};

/**
 * Packages that are large and needed seldom, but at once when they are: each becomes a file of its own, which is loaded (Node allows
 * that of modules too) when something of it is first used. What stands for it until then has the one name that is imported.
 */
const LATE = {
  "rrule-temporal":
    "export const RRuleTemporal = function (...given) { return new (loaded().RRuleTemporal)(...given); };",
  "temporal-polyfill": "export const Temporal = new Proxy({}, { get: (_, name) => loaded().Temporal[name] });",
} as const;
type Late = keyof typeof LATE;

function latePackage(late: Late): Plugin {
  return {
    name: `late-${late}`,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${late}$`) }, ({ kind }) =>
        kind === "entry-point" ? undefined : { path: late, namespace: `late-${late}` },
      );
      onLoad({ filter: /.*/, namespace: `late-${late}` }, () => ({
        contents: `import { createRequire } from "node:module";
          const load = createRequire(import.meta.url);
          let package_;
          const loaded = () => (package_ ??= load("./${late}.mjs"));
          ${LATE[late]}`,
        loader: "js",
        resolveDir: ".",
      }));
    },
  };
}

/** How much was made of a function, in bytes: of all its code, and of what it loads before it can be called. */
export type Bundled = { readonly name: string; readonly all: number; readonly first: number };

/**
 * Bundles all functions. What they take from the web must have been built.
 * @param root of the checkout
 */
export async function bundleFunctions(root: string): Promise<readonly Bundled[]> {
  const dist = path.join(root, "functions", "dist");
  await mkdir(path.join(dist, "meta"), { recursive: true });
  const made: Bundled[] = [];
  for (const [name, { beside, late }] of Object.entries(FUNCTIONS)) {
    const folder = path.join(dist, name);
    await rm(folder, { recursive: true, force: true });
    made.push(await bundle(root, name, folder, late));
    for (const what of beside) await place(root, folder, what);
  }
  return made;
}

async function bundle(root: string, name: string, folder: string, late: readonly Late[]): Promise<Bundled> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: {
      index: path.join(root, "functions", name, "lambda.ts"),
      ...Object.fromEntries(late.map((each) => [each, each])),
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    banner: { js: BANNER },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    // Beside the bundles, not in them: what a log says of a place in the code is found again with these.
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    write: false,
    external: ["sharp"],
    alias: { "@aws-sdk/credential-provider-node": path.join(root, "functions", "aws", "credentials.ts") },
    plugins: [englishOnly, unusedOfZod, ...late.map(latePackage)],
    logLevel: "warning",
  });
  const meta = path.join(root, "functions", "dist", "meta");
  await rm(path.join(meta, name), { recursive: true, force: true });
  await mkdir(path.join(meta, name), { recursive: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(meta, `${name}.json`), JSON.stringify(metafile));
  for (const { path: file, contents } of outputFiles) {
    const isMap = file.endsWith(".map");
    await writeFile(isMap ? path.join(meta, name, path.basename(file)) : file, contents);
  }
  const sizeOf = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0);
  const code = Object.keys(metafile.outputs).filter((file) => file.endsWith(".mjs"));
  return { name, all: sizeOf(code), first: sizeOf(firstImports(metafile)) };
}

/** The output files that are loaded before the function can be called: the entry, and what it imports at once. */
export function firstImports({ outputs }: Pick<Metafile, "outputs">): readonly string[] {
  const entry = Object.keys(outputs).find((file) => file.endsWith("/index.mjs"));
  const files = new Set(entry ? [entry] : []);
  for (const file of files) {
    for (const { kind, path: imported, external } of outputs[file]?.imports ?? []) {
      if (kind === "import-statement" && !external) files.add(imported);
    }
  }
  return [...files];
}

async function place(root: string, folder: string, what: Beside): Promise<void> {
  const web = path.join(root, "web", "dist");
  if (what === "web") return cp(web, path.join(folder, "web"), { recursive: true });
  if (what === "web-server")
    return cp(path.join(web, "server"), path.join(folder, "web", "server"), { recursive: true });
  if (what === "sharp") return placeSharp(root, folder);
  for (const file of ["package.json", "counties-10m.json"]) {
    const atlas = path.join("node_modules", "us-atlas", file);
    await cp(path.join(root, atlas), path.join(folder, atlas));
  }
}
