import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { npmOf } from "@mainstreet/functions/publish/build-web";

const HOME = path.resolve(import.meta.dirname, "../peers");

/** Installs the peers beside the benches unless they are there: no other part of the project needs them. */
export function ensurePeers(): void {
  if (existsSync(path.join(HOME, "node_modules/.package-lock.json"))) return;
  console.log("Installing the peers that benches compare with (180 MB, once) …");
  const npm = npmOf(process.env);
  const args = [...npm.args, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync(npm.command, args, { cwd: HOME, env: npm.env, stdio: "inherit" });
  if (status !== 0) throw new Error("The peers could not be installed.");
}

/** The address of a peer's module, to import it by. */
export function peerModule(name: string): string {
  return pathToFileURL(createRequire(path.join(HOME, "package.json")).resolve(name)).href;
}
