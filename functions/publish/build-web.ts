import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { MADE_FROM } from "./web-build.ts";

/** How to run npm. */
export type Npm = { readonly command: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** The npm that started us, else the one on the path; Astro is told to keep to itself how often it builds. */
export function npmOf(env: NodeJS.ProcessEnv): Npm {
  const { npm_execpath: cli, npm_node_execpath: node } = env;
  const quiet = { ...env, ASTRO_TELEMETRY_DISABLED: "1" };
  return cli
    ? { command: node ?? process.execPath, args: [cli], env: quiet }
    : { command: "npm", args: [], env: quiet };
}

/** What a build of the web is made from. */
const SOURCES = [
  "web/src",
  "web/adapter",
  "web/public",
  "web/astro.config.ts",
  "web/package.json",
  "packages/core/src",
  "packages/search/src",
  "package-lock.json",
];

/**
 * Builds `web/` unless its build is of the sources as they are.
 * @returns the folder of the build, and whether it was built now
 * @throws with the builder's own words when it fails
 */
export async function ensureWebBuild(root: string, npm: Npm): Promise<{ dist: string; built: boolean }> {
  const dist = path.join(root, "web", "dist");
  const made = await hashOf(root);
  const stamp = path.join(dist, MADE_FROM);
  if ((await readFile(stamp, "utf8").catch(() => "")) === made) return { dist, built: false };
  await run(npm, ["run", "build", "-w", "web"], root);
  await writeFile(stamp, made);
  return { dist, built: true };
}

async function hashOf(root: string): Promise<string> {
  const files = await Promise.all(SOURCES.map((source) => filesBelow(path.join(root, source))));
  const lines = await Promise.all(
    files
      .flat()
      .filter((file) => !file.endsWith(".test.ts"))
      .sort()
      .map(async (file) => `${path.relative(root, file)} ${hash("sha256", await readFile(file))}`),
  );
  return hash("sha256", lines.join("\n"));
}

async function filesBelow(at: string): Promise<string[]> {
  const entries = await readdir(at, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return [at];
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function run(npm: Npm, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(npm.command, [...npm.args, ...args], { cwd, env: npm.env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const hear = (chunk: Buffer) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", fail);
    child.once("exit", (code) => (code === 0 ? done() : fail(new Error(`The web could not be built.\n${said}`))));
  });
}
