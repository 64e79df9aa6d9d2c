// Runs the program of sst.config.ts for one stage as SST would, with Pulumi's mocks in place of its engine and of AWS, and prints
// what it would have made, as JSON. Needs `.sst/platform`; `npm run verify:sst` sees to that.
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

type Made = { readonly type: string; readonly name: string; readonly inputs: Readonly<Record<string, unknown>> };
type Call = { readonly token: string; readonly inputs: Readonly<Record<string, unknown>> };
/** The part of `@pulumi/pulumi` that is used here. */
type Pulumi = {
  readonly runtime: {
    setMocks(
      mocks: { newResource(made: Made): Promise<{ id: string; state: object }>; call(call: Call): object },
      project: string,
      stack: string,
      isPreview: boolean,
    ): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
  };
};

const ACCOUNT = "123456789012";
const root = path.resolve(import.meta.dirname, "..");
const platform = path.join(root, ".sst", "platform");
const [stage = "trial", config = path.join(root, "sst.config.ts")] = process.argv.slice(2);
const [APP = "", PROGRAM = ""] = [`app.${process.pid}.mjs`, `program.${process.pid}.mjs`].map((name) =>
  path.join(platform, name),
);

/** SST puts these before every file of the project: what `$app` and the like are, and the providers by their names. */
const GLOBALS = [`import * as aws from "@pulumi/aws";`, `import * as sst from "${platform}/src/components";`].join(
  "\n",
);
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" +
  "import { fileURLToPath as toPath } from 'node:url'; const __filename = toPath(import.meta.url);" +
  "const __dirname = toPath(new URL('.', import.meta.url));";

const made: Made[] = [];
const errors: string[] = [];
process.on("unhandledRejection", (error) => errors.push(String(error)));
try {
  const { default: appOf } = await import(await bundledApp());
  const program = await bundledProgram(await appOf({ stage }));
  const pulumi: Pulumi = createRequire(path.join(platform, "package.json"))("@pulumi/pulumi");
  await pulumi.runtime.setMocks({ newResource, call: answer }, "mainstreet", stage, false);
  await pulumi.runtime.runInPulumiStack(async () => (await import(program)).default);
  // Outputs settle by and by.
  await setTimeout(2_000);
} catch (error) {
  errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  for (const file of [APP, PROGRAM]) rmSync(file, { force: true });
}
process.stdout.write(`${JSON.stringify({ made, errors })}\n`);
process.exit(errors.length > 0 ? 1 : 0);

/** What says how the app is called, by itself, as SST asks for it first. @returns its address */
async function bundledApp(): Promise<string> {
  await build({
    stdin: { contents: `import mod from "${config}"; export default mod.app;`, resolveDir: root, loader: "ts" },
    banner: { js: `${REQUIRE} const $config = (config) => config;` },
    ...{ bundle: true, format: "esm", platform: "node", outfile: APP, logLevel: "silent" },
  });
  return pathToFileURL(APP).href;
}

/** SST's program with ours in it, as the CLI of SST 4.17.1 bundles it. @returns its address */
async function bundledProgram(settings: object): Promise<string> {
  const $app = { stage, removal: "remove", protect: false, ...settings };
  const $cli = {
    command: "diff",
    dev: false,
    paths: { home: platform, root, work: path.join(root, ".sst"), platform },
    state: { version: {} },
  };
  const contents = `import { run } from "${platform}/src/auto/run.ts"; import mod from "${config}"; export default await run(mod.run);`;
  await build({
    stdin: { contents, resolveDir: root, loader: "ts", sourcefile: "eval.ts" },
    banner: { js: REQUIRE },
    ...{ bundle: true, format: "esm", platform: "node", outfile: PROGRAM, logLevel: "silent" },
    mainFields: ["module", "main"],
    nodePaths: [path.join(platform, "node_modules")],
    external: [
      "@pulumi/*",
      "undici",
      "@pulumiverse/*",
      "@sst-provider/*",
      "@aws-sdk/*",
      "esbuild",
      "archiver",
      "glob",
      "vite",
    ],
    inject: [path.join(platform, "src", "shim", "run.js")],
    define: { $app: JSON.stringify($app), $cli: JSON.stringify($cli), $dev: "false" },
    plugins: [
      {
        name: "globals",
        setup({ onLoad }) {
          onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, ({ path: file }) =>
            file.includes("/.sst/")
              ? undefined
              : { contents: `${GLOBALS}\n${readFileSync(file, "utf8")}`, loader: "default" },
          );
        },
      },
    ],
  });
  return pathToFileURL(PROGRAM).href;
}

async function newResource({ type, name, inputs }: Made): Promise<{ id: string; state: object }> {
  const { source } = inputs;
  // A file is told of by a promise of its path.
  const file = typeof source === "object" && source !== null && "path" in source ? { source: await source.path } : {};
  made.push({ type, name, inputs: { ...inputs, ...file } });
  const state = {
    ...inputs,
    arn: `arn:aws:mock:::${name}`,
    bucketRegionalDomainName: `${String(inputs.bucket)}.s3.us-east-1.amazonaws.com`,
    ...(type === "aws:cloudformation/stack:Stack" && { outputs: { SiteAddress: "https://d1.cloudfront.net" } }),
  };
  return { id: `${name}-id`, state };
}

function answer({ inputs }: Call): object {
  return { ...inputs, accountId: ACCOUNT, region: "us-east-1", name: "us-east-1", partition: "aws", id: "x" };
}
