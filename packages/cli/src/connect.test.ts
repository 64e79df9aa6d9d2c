import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { connect, runningIn } from "./connect.ts";

const needs = { sleep: async () => {}, random: (length: number) => new Uint8Array(length) };

test("a running Mainstreet is found by what it wrote, a dead one is not", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "home-"));
  const write = (running: unknown) => writeFile(path.join(home, "running.json"), JSON.stringify(running));
  const endpoint = "http://127.0.0.1:1";

  expect(await runningIn(home)).toBeNull();
  await write({ pid: process.pid, endpoint, table: "mainstreet", site: "http://localhost:4321" });
  expect(await runningIn(home)).toEqual({ endpoint });
  await write({ pid: 2 ** 22 + 1, endpoint });
  expect(await runningIn(home)).toBeNull();
  await write({ pid: "1" });
  expect(await runningIn(home)).toBeNull();
  await rm(home, { recursive: true });
});

test("without one, and without an endpoint, it is said what to do", async () => {
  const env = {
    endpoint: null,
    tableName: "mainstreet",
    home: "/nowhere",
    pepper: null,
    passphrase: null,
    region: null,
    hasCredentials: false,
    workingDirectory: "/",
  };

  await expect(connect(env, needs)).rejects.toThrow("Start Mainstreet first (npm start), or set DYNAMODB_ENDPOINT.");
});
