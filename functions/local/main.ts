import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createLog } from "../log.ts";
import { NoEmulator } from "./emulator.ts";
import { readEnv, WrongSetting } from "./env.ts";
import { type Mainstreet, startMainstreet } from "./mainstreet.ts";
import { printSteps, StoppedEarly } from "./steps.ts";

const root = path.resolve(import.meta.dirname, "../..");

const SIGN_IN = `
  The first of the staff is made by “npm run mainstreet -- staff add you@example.org --role admin”.`;
const signInDemo = (site: string) => `
  Sign in at ${site}/sign-in/ as staff@example.org, or as the member owner@example.org;
  codes arrive in the outbox.`;

let running: Mainstreet | undefined;
let stopping = false;

async function main(): Promise<void> {
  const env = readEnv(root);
  await mkdir(env.home, { recursive: true });
  const lines = createWriteStream(path.join(env.home, "log.jsonl"), { flags: "a" });
  const log = createLog((line) => lines.write(`${line}\n`), Date.now);
  console.log("Mainstreet");
  const from = Date.now();
  running = await startMainstreet(root, env, printSteps(console.log, Date.now), log);
  console.log(`
  Ready in ${((Date.now() - from) / 1000).toFixed(1)} s

  Site          ${running.site}/
  Staff console ${running.site}/staff/
  API document  ${running.site}/api/openapi.json
  Outbox        ${running.site}/dev/mail
${env.seed === "demo" ? signInDemo(running.site) : SIGN_IN}

  The data is in ${path.relative(process.cwd(), env.home) || "."}. Stop with Ctrl-C.`);
}

/** The first Ctrl-C stops in order, a second one at once; what we started is killed as this process exits either way. */
async function stop(): Promise<void> {
  if (stopping || !running) process.exit(130);
  stopping = true;
  console.log("\n  Stopping …");
  await running.stop();
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());

main().catch((error: unknown) => {
  const expected = error instanceof StoppedEarly || error instanceof NoEmulator || error instanceof WrongSetting;
  console.error(expected ? `\n  ${error.message}` : error);
  process.exit(1);
});
