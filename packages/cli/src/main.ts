import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { ChamberError } from "@mainstreet/core/error";
import { COMMANDS } from "./commands.ts";
import { connect } from "./connect.ts";
import { readEnv } from "./env.ts";
import { readKeyring } from "./pepper.ts";
import { type Shell, UsageError } from "./shell.ts";

// What the AWS SDK allocates for each request dies young. On a machine with much memory V8 lets it pile up; with a small
// nursery an import of 50 MB holds 240 MB resident, where it held 325 MB, and is no slower.
setFlagsFromString("--max-semi-space-size=4");
setFlagsFromString("--semi-space-growth-factor=1");

const env = readEnv();
const sleep = async (ms: number) => {
  await setTimeout(ms);
};
const random = (length: number) => randomBytes(length);
const isTerminal = process.stderr.isTTY === true;

const shell: Shell = {
  print: (text) => process.stdout.write(`${text}\n`),
  status: (line) => process.stderr.write(isTerminal ? `\r\u001b[2K${line}` : line && `${line}\n`),
  isTerminal,
  resolve: (file) => path.resolve(env.workingDirectory, file),
  connect: (tableName = env.tableName) => connect({ ...env, tableName }, { sleep, random }),
  keyring: () => readKeyring(env),
  now: Date.now,
  random,
  sleep,
};

const [name = "help", ...args] = process.argv.slice(2);
try {
  const command = COMMANDS.find((c) => c.name === name || (c.name === "help" && /^(--help|-h)$/.test(name)));
  if (!command) throw new UsageError(`There is no command “${name}”.`);
  process.exitCode = await command.run(args, shell);
} catch (error) {
  shell.status("");
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Expected failures say what to do; for the others the whole stack is what helps. */
function messageOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nnpm run mainstreet -- help lists what there is.`;
  if (error instanceof ChamberError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
