import path from "node:path";
import { number } from "@mainstreet/import/report";
import { backup, saveErasures } from "@mainstreet/store/backup";
import { HELP, parsed } from "../arguments.ts";
import { connectWhole } from "../connect.ts";
import { readEnv } from "../env.ts";
import { readPassphrase } from "../passphrase.ts";
import { readPepper } from "../pepper.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- backup FOLDER [options]
npm run mainstreet -- backup --erasures FILE

  FOLDER                  empty, or a backup that was cut short: then it goes on
  --passphrase-file FILE  what the chamber's secret in it is sealed with; or else MAINSTREET_PASSPHRASE
  --pictures DIR          where the pictures of listings are, instead of those of a local Mainstreet
  --no-pictures           leaves them out
  --part-mb N             how large a file may grow, 8 by default
  --erasures FILE         only writes who was erased, without a name, to be kept with backups of before

What is in it is private: names, addresses, and what people wrote. Sessions and codes are left out.`;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    ...HELP,
    "passphrase-file": { type: "string" },
    pictures: { type: "string" },
    "no-pictures": { type: "boolean" },
    "part-mb": { type: "string" },
    erasures: { type: "string" },
  },
} as const;

const EVERY_MS = { terminal: 100, log: 3_000 } as const;
const MB = 1024 * 1024;

/** Writes everything that is stored into a folder. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const began = shell.now();
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  if (values.help) {
    shell.print(USAGE);
    return 0;
  }
  const [name, ...rest] = positionals;
  const partMb = Number(values["part-mb"] ?? 8);
  if (rest.length > 0 || (name === undefined) === (values.erasures === undefined)) throw new UsageError(USAGE);
  if (!(partMb > 0 && partMb <= 1024)) throw new UsageError("--part-mb must be a number up to 1024.");
  const env = readEnv();
  const whole = await connectWhole(env, shell);
  if (values.erasures !== undefined) {
    const people = await saveErasures(whole, shell.resolve(values.erasures));
    shell.print(`${people} ${people === 1 ? "person was" : "people were"} erased.`);
    return 0;
  }
  const folder = shell.resolve(name ?? "");
  const passphrase = await readPassphrase(shell, { file: values["passphrase-file"], env: env.passphrase });
  const local = path.join(env.home, "uploads", "media");
  let told = began;
  const manifest = await backup({
    ...{ whole, folder, passphrase, pepper: await readPepper(env) },
    pictures: values["no-pictures"] ? null : values.pictures ? shell.resolve(values.pictures) : local,
    ...{ now: shell.now, sleep: shell.sleep, random: shell.random },
    partBytes: Math.ceil(partMb * MB),
    progress: (items, bytes) => {
      const at = shell.now();
      if (at - told < (shell.isTerminal ? EVERY_MS.terminal : EVERY_MS.log)) return;
      told = at;
      shell.status(`${number(items)} items, ${number(Math.round(bytes / MB))} MB`);
    },
  });
  shell.status("");
  const pictures = manifest.pictures?.lines ?? 0;
  shell.print(
    `${number(manifest.items)} items and ${number(pictures)} picture files in ${folder}, ${((shell.now() - began) / 1000).toFixed(1)} s`,
  );
  shell.print(`checksum ${manifest.checksum}`);
  return 0;
}
