import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { npmOf } from "@mainstreet/functions/publish/build-web";

const run = promisify(execFile);

/** The parts of sharp that are the same everywhere, and those that are of the machines of Lambda. */
const PLAIN = ["sharp", "@img/colour", "detect-libc", "semver"];
const NATIVE = ["@img/sharp-linux-arm64", "@img/sharp-libvips-linux-arm64"];

type Locked = { readonly version: string; readonly integrity: string };

/**
 * Puts sharp into a function's folder as Linux on ARM needs it, whatever this machine is: its native parts as the lock file names
 * and seals them, fetched by npm once. Without a network the folder stays without them, and that is said.
 */
export async function placeSharp(root: string, folder: string): Promise<void> {
  const into = path.join(folder, "node_modules");
  for (const name of PLAIN) {
    await cp(path.join(root, "node_modules", name), path.join(into, name), { recursive: true, dereference: true });
  }
  const { packages } = JSON.parse(await readFile(path.join(root, "package-lock.json"), "utf8"));
  for (const name of NATIVE) {
    const locked: Locked = packages[`node_modules/${name}`];
    try {
      await cp(await fetched(root, name, locked), path.join(into, name), { recursive: true });
    } catch (error) {
      const why = error instanceof Error ? error.message.split("\n", 1)[0] : "";
      console.warn(`${name} could not be fetched, so functions/dist/upload is not ready for AWS: ${why}`);
      return;
    }
  }
}

/** The folder of a package that is not of this machine, as it was published. @throws when it is not what the lock file says */
async function fetched(root: string, name: string, { version, integrity }: Locked): Promise<string> {
  const cache = path.join(root, "node_modules", ".cache", "mainstreet-lambda");
  const kept = path.join(cache, `${name.replace("/", "-")}-${version}`);
  if (existsSync(kept)) return kept;
  const part = `${kept}.${process.pid}.part`;
  await mkdir(part, { recursive: true });
  try {
    const npm = npmOf(process.env);
    const args = [...npm.args, "pack", `${name}@${version}`, "--pack-destination", part, "--json"];
    const { stdout } = await run(npm.command, args, { cwd: root, env: npm.env });
    const [{ filename }]: [{ filename: string }] = JSON.parse(stdout);
    const file = path.join(part, path.basename(filename));
    const found = `sha512-${createHash("sha512")
      .update(await readFile(file))
      .digest("base64")}`;
    if (found !== integrity) throw new Error("It is not the package that the lock file names.");
    await run("tar", ["-xzf", file, "-C", part]);
    await rename(path.join(part, "package"), kept).catch((error: unknown) => {
      if (!existsSync(kept)) throw error;
    });
    return kept;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
