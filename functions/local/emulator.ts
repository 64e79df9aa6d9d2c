import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

/** A DynamoDB of our own: dynoxide, one binary on SQLite. */
export type Emulator = {
  readonly endpoint: string;
  readonly child: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

/** What the emulator's clients call themselves: it asks for credentials and believes any. */
export const EMULATED = { region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;

/** Thrown when the emulator cannot run here; the message says what to do instead. */
export class NoEmulator extends Error {}

const READY_MS = 10_000;

/**
 * Starts the emulator on a free port of 127.0.0.1, with its data in a file.
 * The child is killed when this process exits, in whatever way: it would outlive a crash otherwise.
 * @throws `NoEmulator`
 */
export async function startEmulator(file: string): Promise<Emulator> {
  // The first run makes the tables of the file; only then can its stream be indexed.
  if (!existsSync(file)) await (await run(file)).stop();
  indexStream(file);
  return run(file);
}

/**
 * For the number of each stream record dynoxide 1.2.1 asks for the highest so far without an index, so that each write reads
 * the whole stream: an import of 25,000 records takes five times as long. The index costs it nothing.
 */
function indexStream(file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec(
      "CREATE INDEX IF NOT EXISTS mainstreet_stream ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    );
  } finally {
    database.close();
  }
}

async function run(file: string): Promise<Emulator> {
  const port = await freePort();
  const child = spawn(binary(), ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", file], {
    stdio: ["ignore", "ignore", "pipe"],
    // Its own group: Ctrl-C in the terminal reaches us first, and we stop it when nothing needs it any more.
    detached: true,
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const endpoint = `http://127.0.0.1:${port}`;
  const until = Date.now() + READY_MS;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null) throw new NoEmulator(`The DynamoDB emulator ended at once: ${said.trim()}`);
    if (Date.now() > until) throw new NoEmulator(`The DynamoDB emulator did not answer within 10 s: ${said.trim()}`);
    await sleep(10);
  }
  return {
    endpoint,
    child,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
}

function binary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    // An optional package with no `bin` entry, so it is found by its path.
    return createRequire(import.meta.url).resolve(`${name}/dynoxide`);
  } catch {
    throw new NoEmulator(
      `There is no DynamoDB emulator for this machine (npm package ${name}). ` +
        "Start another one, such as DynamoDB Local, and set DYNAMODB_ENDPOINT to its address.",
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  await new Promise((done) => server.close(done));
  return typeof at === "object" && at ? at.port : 0;
}

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint, { method: "POST", body: "{}" }).then(
    () => true,
    () => false,
  );
}
