import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { emptyFolder } from "../publish/fixture.ts";
import { freePort, type Running, start } from "./running.ts";

const CLI = path.resolve(import.meta.dirname, "../../packages/cli/src/main.ts");
const started: ChildProcess[] = [];
const homes: string[] = [];

function home(): string {
  const folder = emptyFolder();
  homes.push(folder);
  return folder;
}

/** A start that may fail. */
async function attempt(options: Parameters<typeof start>[0]): Promise<Running> {
  return start({ ...options, spawned: (child) => started.push(child) });
}

/** A start that must not. */
async function begin(options: Parameters<typeof start>[0]): Promise<Running> {
  const running = await attempt(options);
  expect(running.child.exitCode, running.printed()).toBe(null);
  return running;
}

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  for (const folder of homes.splice(0)) {
    const { emulatorPid } = readRunning(folder);
    if (emulatorPid) execFileSync("sh", ["-c", `kill ${emulatorPid} 2>/dev/null || true`]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

function readRunning(folder: string): { pid?: number; emulatorPid?: number } {
  try {
    return JSON.parse(readFileSync(path.join(folder, "running.json"), "utf8"));
  } catch {
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(check: () => Promise<boolean> | boolean): Promise<boolean> {
  for (let tried = 0; tried < 100; tried++) {
    if (await check()) return true;
    await sleep(100);
  }
  return false;
}

async function makeMember(running: Running, name: string): Promise<string> {
  const answer = await fetch(`${running.site}/api/members`, {
    method: "POST",
    headers: {
      ...(await running.staff()),
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify({ name }),
  });
  const { id } = await answer.json();
  return id;
}

async function makeListing(running: Running, memberId: string, name: string): Promise<Response> {
  return fetch(`${running.site}/api/listings`, {
    method: "POST",
    headers: {
      ...(await running.staff()),
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify({ memberId, name }),
  });
}

test("it starts, publishes what the API takes, and a second start has kept it", async () => {
  const folder = home();
  const first = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });
  expect(first.printed()).toContain("/api/openapi.json");
  expect(first.printed()).toContain("/dev/mail");
  const answer = await makeListing(first, await makeMember(first, "Bread Alone"), "Bread Alone");
  expect(answer.status).toBe(201);
  const shown = () => fetch(`${first.site}/members/bread-alone/`).then((page) => page.ok);
  expect(await eventually(shown)).toBe(true);

  expect(await first.end("SIGINT")).toBe(0);
  const second = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });

  expect((await fetch(`${second.site}/members/bread-alone/`)).status).toBe(200);
});

test("the first of the staff is made on the command line, and signs in with a code from the outbox", async () => {
  const folder = home();
  const running = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });
  execFileSync(process.execPath, [CLI, "staff", "add", "ada@example.org"], {
    env: { ...process.env, DYNAMODB_ENDPOINT: "", MAINSTREET_HOME: folder },
  });
  const send = (to: string, body: object, cookie = "") =>
    fetch(`${running.site}/api/${to}`, {
      method: "POST",
      headers: {
        cookie,
        origin: running.site,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });

  const asked = await send("sign-in", { email: "Ada@example.org" });
  const cookie = asked.headers.get("set-cookie")?.split(";")[0] ?? "";
  let code = "";
  const arrived = async () => {
    const outbox = await (await fetch(`${running.site}/dev/mail`)).text();
    code = /(\d{6}) is your code/.exec(outbox)?.[1] ?? "";
    return code !== "";
  };
  expect(await eventually(arrived)).toBe(true);
  const signedIn = await send("sign-in/code", { code }, cookie);

  expect(asked.status).toBe(202);
  expect(signedIn.status).toBe(200);
  expect(await signedIn.json()).toMatchObject({ email: "ada@example.org", staff: "admin", signIns: 1 });
  expect(signedIn.headers.get("set-cookie")).toMatch(/^__Host-session=[\w-]{43}; Max-Age=43200; /);
  expect(running.printed()).toContain("staff add");
}, 120_000);

test("Ctrl-C leaves no process behind", async () => {
  const folder = home();
  const running = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });
  const { emulatorPid = 0 } = readRunning(folder);
  expect(isAlive(emulatorPid)).toBe(true);

  await running.end("SIGINT");

  expect(await eventually(() => !isAlive(emulatorPid))).toBe(true);
  expect(readRunning(folder)).toEqual({});
});

test("what was acknowledged before kill -9 is on the site after the next start, and nothing is left running", async () => {
  const folder = home();
  const first = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });
  const { emulatorPid = 0 } = readRunning(folder);
  const member = await makeMember(first, "Many");
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => makeListing(first, member, `Shop ${i}`)));
  expect(answers.map((a) => a.status)).toEqual(answers.map(() => 201));

  await first.end("SIGKILL");
  const second = await begin({ home: folder, env: { MAINSTREET_SEED: "none" } });

  for (let i = 0; i < 12; i++) expect((await fetch(`${second.site}/members/shop-${i}/`)).status).toBe(200);
  expect(await eventually(() => !isAlive(emulatorPid))).toBe(true);
});

test("a port in use, a second start in the same home and a wrong setting each get one sentence", async () => {
  const folder = home();
  const port = await freePort();
  const first = await begin({ home: folder, port, env: { MAINSTREET_SEED: "none" } });

  const samePort = await attempt({ home: home(), port, env: { MAINSTREET_SEED: "none" } });
  const sameHome = await attempt({ home: folder, env: { MAINSTREET_SEED: "none" } });
  const wrong = await attempt({ home: home(), env: { MAINSTREET_SEED: "lots" } });
  const unreachable = await attempt({
    home: home(),
    env: { DYNAMODB_ENDPOINT: `http://127.0.0.1:${await freePort()}` },
  });

  expect([samePort, sameHome, wrong, unreachable].map((r) => r.child.exitCode)).toEqual([1, 1, 1, 1]);
  expect(samePort.printed()).toContain(`Port ${port} is in use.`);
  expect(sameHome.printed()).toContain(`already runs at ${first.site}`);
  expect(wrong.printed()).toContain("MAINSTREET_SEED must be");
  expect(unreachable.printed()).toContain("does not answer");
  for (const r of [samePort, sameHome, wrong, unreachable]) expect(r.printed()).not.toContain("    at ");
});
