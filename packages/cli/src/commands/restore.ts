import path from "node:path";
import { number } from "@mainstreet/import/report";
import { erasuresIn, pepperIn, readManifest, restore } from "@mainstreet/store/backup-restore";
import { requireSamePepper } from "@mainstreet/store/pepper-check";
import { HELP, parsed } from "../arguments.ts";
import { connectWhole } from "../connect.ts";
import { readEnv } from "../env.ts";
import { readPassphrase } from "../passphrase.ts";
import { placePepper } from "../pepper.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- restore FOLDER [options]
npm run mainstreet -- restore FOLDER --pepper

  FOLDER                  what “backup” has written, whole
  --passphrase-file FILE  what the chamber's secret in it is sealed with; or else MAINSTREET_PASSPHRASE
  --erasures FILE         who was erased since, as “backup --erasures” has written it; may be repeated
  --from TABLE            takes that from the table as it was before, where it can still be read
  --table NAME            another table than the chamber's
  --new                   makes that table first: to try a backup out, on this machine
  --pictures DIR          where the pictures of listings go, instead of to those of a local Mainstreet
  --no-pictures           leaves them in the backup
  --pepper                only puts the chamber's secret into the home of a Mainstreet that was never started

The table must be empty, or as the first start leaves it, or hold a part of this very backup: then it goes on.
Nobody is signed in afterwards.`;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    ...HELP,
    "passphrase-file": { type: "string" },
    erasures: { type: "string", multiple: true },
    from: { type: "string" },
    table: { type: "string" },
    new: { type: "boolean" },
    pictures: { type: "string" },
    "no-pictures": { type: "boolean" },
    pepper: { type: "boolean" },
  },
} as const;

const EVERY_MS = { terminal: 100, log: 3_000 } as const;

/** Brings a backup back. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const began = shell.now();
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  if (values.help) {
    shell.print(USAGE);
    return 0;
  }
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new UsageError(`Name one folder.\n\n${USAGE}`);
  if (values.new && values.table === undefined) throw new UsageError("Say with --table which one to make.");
  const env = readEnv();
  const folder = shell.resolve(name);
  const passphrase = await readPassphrase(shell, { file: values["passphrase-file"], env: env.passphrase });
  if (values.pepper) {
    await placePepper(env.home, pepperIn(await readManifest(folder), passphrase));
    shell.print("The chamber's secret is in its place. Start Mainstreet with MAINSTREET_SEED=none, then restore.");
    return 0;
  }
  const whole = await connectWhole({ ...env, tableName: values.table ?? env.tableName }, shell);
  const keyring = await shell.keyring();
  if (values.new) await whole.make();
  const erasedIn = await Promise.all((values.erasures ?? []).map((file) => erasuresIn(shell.resolve(file))));
  if (values.from !== undefined) {
    const before = await shell.connect(values.from);
    await requireSamePepper(before, keyring);
    erasedIn.push(before);
  }
  let told = began;
  const media = path.join(env.home, "uploads", "media");
  const { manifest, pictures, erased, movedOn } = await restore({
    ...{ whole, folder, passphrase, keyring, erasedIn },
    pictures: values["no-pictures"] ? null : values.pictures ? shell.resolve(values.pictures) : media,
    ...{ now: shell.now, sleep: shell.sleep, random: shell.random },
    progress: (items, of) => {
      const at = shell.now();
      if (at - told < (shell.isTerminal ? EVERY_MS.terminal : EVERY_MS.log)) return;
      told = at;
      shell.status(`${number(items)} of ${number(of)} items`);
    },
  });
  shell.status("");
  shell.print(
    `${number(manifest.items)} items and ${number(pictures)} picture files are back, ${((shell.now() - began) / 1000).toFixed(1)} s`,
  );
  shell.print(
    movedOn.length === 0
      ? "All of it is as it was in the backup."
      : `All of it is as it was in the backup, but for what Mainstreet has gone on with: ${movedOn.join(", ")}.`,
  );
  shell.print(`${erased.items} items of ${erased.people} people erased again.`);
  if (erasedIn.length === 0) {
    shell.print(`Who was erased after ${manifest.finishedAt} is not known here: see --erasures and --from.`);
  }
  return 0;
}
