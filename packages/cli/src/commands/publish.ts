import { readdir } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";
import { ensureWebBuild, npmOf } from "@mainstreet/functions/publish/build-web";
import { exportSite } from "@mainstreet/functions/publish/export-site";
import { folder } from "@mainstreet/functions/publish/folder";
import { HEAD_FILE } from "@mainstreet/functions/publish/snapshot-files";
import { loadWebBuild } from "@mainstreet/functions/publish/web-build";
import { HELP, parsed } from "../arguments.ts";
import { readEnv, wholeEnv } from "../env.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- publish --full --out DIR [options]

  --full            the whole site (a running Mainstreet publishes edits by itself)
  --out DIR         the folder to write; empty, or one written by this command before
  --base /sub/      where the site will lie on its host, instead of /
  --origin ADDRESS  where it will be reached, such as https://example.org`;

const ARGUMENTS = {
  options: {
    ...HELP,
    full: { type: "boolean" },
    out: { type: "string" },
    base: { type: "string" },
    origin: { type: "string" },
  },
} as const;

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const NOWHERE = "http://localhost:4321";
const EVERY_MS = 3_000;

/** Writes the whole site as plain files. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const began = shell.now();
  const options = parse(args);
  if (!options) {
    shell.print(USAGE);
    return 0;
  }
  const { origin, base } = options;
  const out = shell.resolve(options.out);
  await requireOurs(out);
  const table = await shell.connect();
  shell.status("Building the pages …");
  const { dist } = await ensureWebBuild(ROOT, npmOf(wholeEnv()));
  let told = shell.now();
  const paths = await exportSite({
    table,
    site: folder(out),
    media: folder(path.join(readEnv().home, "uploads", "media")),
    now: shell.now,
    log: ({ event }) => shell.print(event),
    web: await loadWebBuild(dist),
    address: { origin, base },
    // A plain web server knows nothing of redirects.json: small pages lead on from old addresses.
    signpostPages: true,
    progress: (done, of) => {
      if (shell.now() - told < (shell.isTerminal ? 100 : EVERY_MS)) return;
      told = shell.now();
      shell.status(`${done} of ${of} files`);
    },
  });
  shell.status("");
  shell.print(`${paths.length} files in ${out}, ${((shell.now() - began) / 1000).toFixed(1)} s`);
  shell.print(`They are made for ${origin}${base}`);
  if (origin === NOWHERE) shell.print("Say where the site will be reached with --origin https://…");
  return 0;
}

function parse(args: readonly string[]): { out: string; base: string; origin: string } | null {
  const { values } = parsed(args, USAGE, ARGUMENTS);
  if (values.help) return null;
  if (!values.full || !values.out) throw new UsageError(`Say --full and --out DIR.\n\n${USAGE}`);
  const base = values.base ?? "/";
  if (!/^\/([\w.~-]+\/)*$/.test(base)) throw new UsageError(`--base must look like /sub/, not “${base}”.`);
  const origin = (values.origin ?? NOWHERE).replace(/\/$/, "");
  if (!/^https?:\/\/[^/\s]+$/.test(origin))
    throw new UsageError(`--origin must look like https://example.org, not “${origin}”.`);
  return { out: values.out, base, origin };
}

/** What does not belong to the site is removed from the folder, so it must be empty or hold a site already. */
async function requireOurs(out: string): Promise<void> {
  const there = await readdir(out).catch(() => []);
  if (there.length === 0 || (await folder(out).read(HEAD_FILE))) return;
  throw new ChamberError("in-use", `The folder ${out} holds something else. Name an empty one.`);
}
