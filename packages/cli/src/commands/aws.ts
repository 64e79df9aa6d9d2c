import { readFile } from "node:fs/promises";
import { settingsOf } from "@mainstreet/infra/settings";
import { type Stage, stageOf, WrongStage } from "@mainstreet/infra/stage";
import { openClient } from "@mainstreet/store/client";
import { keyringOf } from "@mainstreet/store/keyring";
import { createTable } from "@mainstreet/store/table";
import { HELP, parsed } from "../arguments.ts";
import { beginChamber } from "../aws/begin.ts";
import { ssmParameters } from "../aws/parameters.ts";
import { ensureSecrets, readStagePepper } from "../aws/secrets.ts";
import { placePepper } from "../pepper.ts";
import { type Shell, UsageError } from "../shell.ts";

const USAGE = `npm run mainstreet -- aws secrets --stage STAGE [--pepper FILE] [--home FOLDER]
npm run mainstreet -- aws begin --stage STAGE --staff ADDRESS

  secrets         makes the two secrets of a stage, before its first \`cdk deploy\`; those that are there stay
  --pepper FILE   the chamber's secret of a Mainstreet that ran elsewhere: the file “pepper” of its folder
  --home FOLDER   puts the chamber's secret into a folder, and says how other commands use it from there

  begin           begins the chamber in its empty table, after the first deploy
  --staff ADDRESS who is its first administrator

AWS credentials are found where AWS's own programs find them; the region is that of infra/settings.ts.`;

const ARGUMENTS = {
  allowPositionals: true,
  options: {
    ...HELP,
    stage: { type: "string" },
    pepper: { type: "string" },
    home: { type: "string" },
    staff: { type: "string" },
  },
} as const;

const SECRET_BYTES = 32;

/** What has to be done once for a stage on AWS. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  const options = parse(args);
  if (!options) {
    shell.print(USAGE);
    return 0;
  }
  const { stage, verb } = options;
  const parameters = ssmParameters(stage.region);
  if (verb === "begin") {
    const keyring = keyringOf(await readStagePepper(parameters, stage));
    const client = openClient({ region: stage.region });
    const table = createTable({ client, name: stage.tableName, sleep: shell.sleep, random: shell.random });
    const isNew = await beginChamber(table, { ...shell, keyring, email: options.staff });
    shell.print(isNew ? "The chamber has begun." : "There is a chamber already; it stays as it is.");
    shell.print(`${options.staff} may sign in as an administrator.`);
    return 0;
  }
  const pepper = options.pepper === null ? null : await readSecret(shell.resolve(options.pepper));
  const made = await ensureSecrets(parameters, stage, { pepper, random: shell.random });
  for (const name of made) shell.print(`Made ${name}`);
  if (made.length === 0) shell.print("Both secrets are there already.");
  if (options.home !== null) {
    const home = shell.resolve(options.home);
    await placePepper(home, await readStagePepper(parameters, stage));
    for (const line of linesFor(stage, home)) shell.print(line);
  }
  return 0;
}

/** What the other commands are told by, to work on a stage's table. */
function linesFor(stage: Stage, home: string): string[] {
  return [
    `export DYNAMODB_ENDPOINT=https://dynamodb.${stage.region}.amazonaws.com`,
    `export MAINSTREET_TABLE=${stage.tableName} AWS_REGION=${stage.region}`,
    `export MAINSTREET_HOME=${home}`,
  ];
}

async function readSecret(file: string): Promise<Uint8Array> {
  const secret = await readFile(file).catch(() => {
    throw new UsageError(`There is no file ${file}.`);
  });
  if (secret.length !== SECRET_BYTES) throw new UsageError(`${file} should hold ${SECRET_BYTES} bytes.`);
  return secret;
}

type Options =
  | { readonly verb: "secrets"; readonly stage: Stage; readonly pepper: string | null; readonly home: string | null }
  | { readonly verb: "begin"; readonly stage: Stage; readonly staff: string };

function parse(args: readonly string[]): Options | null {
  const { values, positionals } = parsed(args, USAGE, ARGUMENTS);
  const [verb] = positionals;
  if (values.help) return null;
  if (values.stage === undefined) throw new UsageError(`Say --stage.\n\n${USAGE}`);
  const stage = named(values.stage);
  if (verb === "secrets") return { verb, stage, pepper: values.pepper ?? null, home: values.home ?? null };
  if (verb !== "begin") throw new UsageError(`Say secrets or begin.\n\n${USAGE}`);
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(values.staff ?? "")) throw new UsageError(`Say --staff ADDRESS.\n\n${USAGE}`);
  return { verb, stage, staff: values.staff ?? "" };
}

function named(name: string): Stage {
  try {
    return stageOf(name, settingsOf(name));
  } catch (error) {
    throw error instanceof WrongStage ? new UsageError(error.message) : error;
  }
}
