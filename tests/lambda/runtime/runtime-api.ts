import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import path from "node:path";

/* The side of Lambda that a function sees: the Runtime API of 2018-06-01, which hands out events and takes answers. */

const ROOT = path.resolve(import.meta.dirname, "../../..");
const CLIENT = path.join(import.meta.dirname, "runtime-client.mjs");
const LONGEST_MS = 30_000;

/** A function that has failed, as Lambda tells whoever called it. */
class FunctionFailed extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("The function has failed.");
    this.answer = answer;
  }
}

/** A function in a process of its own, as it would be deployed. */
export type Running = {
  /** Calls it and waits. @throws `FunctionFailed` */
  invoke(event: unknown): Promise<unknown>;
  /** All it has printed. */
  printed(): string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
};

type Waiting = {
  readonly id: string;
  readonly event: unknown;
  readonly done: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
};

/** The folder of a bundle. */
export const bundleOf = (name: string): string => path.join(ROOT, "functions", "dist", name);

/**
 * Starts the bundle of a function on a Runtime API of its own.
 * @param env what the stage sets, on top of what Lambda sets
 */
export async function startFunction(
  name: string,
  env: Readonly<Record<string, string>>,
  folder = bundleOf(name),
): Promise<Running> {
  const queue: Waiting[] = [];
  const called = new Map<string, Waiting>();
  let idle: ServerResponse | null = null;
  let broken: Error | null = null;
  const next = () => {
    const waiting = idle && queue.shift();
    if (!waiting || !idle) return;
    called.set(waiting.id, waiting);
    idle.writeHead(200, {
      "Content-Type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": waiting.id,
      "Lambda-Runtime-Deadline-Ms": String(Date.now() + LONGEST_MS),
      "Lambda-Runtime-Invoked-Function-Arn": `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000",
    });
    idle.end(JSON.stringify(waiting.event));
    idle = null;
  };
  const breakDown = (error: Error) => {
    broken = error;
    for (const { failed } of [...called.values(), ...queue.splice(0)]) failed(error);
    called.clear();
  };
  const server = createServer(async (request, response) => {
    const [, id = "", kind] =
      /\/runtime\/(?:invocation|init)(?:\/([^/]+))?\/(next|response|error)$/.exec(request.url ?? "") ?? [];
    if (kind === "next") {
      idle = response;
      return next();
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8") || "null");
    response.writeHead(202).end();
    const waiting = called.get(id);
    called.delete(id);
    if (kind === "response") waiting?.done(body);
    else if (waiting) waiting.failed(new FunctionFailed(body));
    else breakDown(new FunctionFailed(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  const port = typeof at === "object" && at ? at.port : 0;
  const child = spawn(process.execPath, [CLIENT], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH ?? "",
      TZ: ":UTC",
      _HANDLER: "index.handler",
      LAMBDA_TASK_ROOT: folder,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      ...env,
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
  }
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", (code) => {
    process.off("exit", kill);
    breakDown(new Error(`The function ended (${code}): ${printed.slice(-2_000)}`));
  });
  return {
    child,
    printed: () => printed,
    invoke: (event) =>
      new Promise((done, failed) => {
        if (broken) return failed(broken);
        queue.push({ id: randomUUID(), event, done, failed });
        next();
      }),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        kill();
        await gone;
      }
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
