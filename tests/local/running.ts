import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import * as PersonStore from "@mainstreet/store/person-store";
import { keyOf, settlePerson, startSession } from "../people.ts";
import { runningTable } from "../running-table.ts";

const MAIN = path.resolve(import.meta.dirname, "../../functions/local/main.ts");
const LONGEST_MS = 90_000;

/** A Mainstreet in a process of its own, as `npm start` runs it. */
export type Running = {
  readonly site: string;
  readonly child: ChildProcess;
  /** All it has printed. */
  printed(): string;
  /** The headers with which somebody of its staff makes changes. */
  staff(): Promise<Readonly<Record<string, string>>>;
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

/** A port that is free just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  await new Promise((done) => server.close(done));
  return typeof at === "object" && at ? at.port : 0;
}

/** Signs somebody in by writing a session into the table that a Mainstreet runs on. */
async function staffOf(home: string, site: string): Promise<Record<string, string>> {
  const table = runningTable(home);
  const email = "tests@example.org";
  const staff = (await PersonStore.find(table, keyOf(email))) ?? (await settlePerson(table, email, { staff: "admin" }));
  return { ...(await startSession(table, staff)).headers, Origin: site };
}

/** Starts Mainstreet and waits until it is ready, or has ended. */
export async function start(options: {
  home: string;
  port?: number;
  env?: Readonly<Record<string, string>>;
  spawned?: (child: ChildProcess) => void;
}): Promise<Running> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, DYNAMODB_ENDPOINT: "", PORT: String(port), MAINSTREET_HOME: options.home, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // However the test ends, in a timeout too, nothing it started goes on.
  const kill = () => child.kill("SIGINT");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  options.spawned?.(child);
  let printed = "";
  const ready = new Promise<void>((done) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes("Stop with Ctrl-C")) done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => done());
    setTimeout(done, LONGEST_MS).unref();
  });
  await ready;
  return {
    site: `http://localhost:${port}`,
    child,
    printed: () => printed,
    staff: () => staffOf(options.home, `http://localhost:${port}`),
    async end(signal = "SIGINT") {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        child.kill(signal);
        await gone;
      }
      return child.exitCode;
    },
  };
}
