import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { folder } from "@mainstreet/functions/publish/folder";
import { expect, inject, test } from "vitest";
import { contentOf, differing, emptyFolder, oracle, publisherOf } from "./fixture.ts";
import { inTown, settle, townTable } from "./town.ts";

const long = process.env.MAINSTREET_LONG === "1";
const KILLS = long ? 30 : 3;

const BUSY = fileURLToPath(new URL("./busy-publisher.ts", import.meta.url));

/** Starts a process that publishes, and kills it a random moment after its first publish. @returns how often it published */
async function killedInAction(env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [BUSY], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let published = 0;
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    published += chunk.toString().split("\n").length - 1;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const gone = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), gone]);
  if (child.exitCode !== null) throw new Error(`The publisher ended by itself: ${said}`);
  await sleep(randomInt(5, 250));
  child.kill("SIGKILL");
  await gone;
  return published;
}

test(`a process that is killed ${KILLS} times while it publishes leaves nothing that the next cannot make good`, async () => {
  const { table, name } = await townTable();
  const now = Date.now;
  const listings = await settle(
    table,
    Array.from({ length: 12 }, (_, i) => ({ name: `Shop ${i}`, address: inTown("Kingston") })),
    now(),
  );
  const ids = listings.map(({ id }) => id);
  const [siteFolder, workshopFolder] = [emptyFolder(), emptyFolder()];
  const there = { site: folder(siteFolder), workshop: folder(workshopFolder) };
  const env = {
    ENDPOINT: inject("dynamodb"),
    TABLE: name,
    SITE: siteFolder,
    WORKSHOP: workshopFolder,
    IDS: ids.join(),
  };
  let published = 0;

  for (let kill = 0; kill < KILLS; kill++) {
    published += await killedInAction(env);
    const listed = [...(await there.site.list("")), ...(await there.workshop.list(""))];
    expect(listed.filter((path) => /\.(part|lock)$/.test(path))).toEqual([]);

    const healer = publisherOf(table, there, { now, holder: "busy" });
    const done = Number(await healer.checkpoint());
    const stream = [0, 1].map((n) => ({ kind: "listing" as const, id: ids[(done + n) % ids.length] ?? "" }));
    await healer.publish(stream, `${done}`);
    await publisherOf(table, there, { now: () => now() + 20_000, holder: "busy" }).tick();

    const different = differing(await contentOf(there.site), await oracle(table, now));
    expect(different, `after kill ${kill}, edit ${done}`).toEqual([]);
  }

  expect(published).toBeGreaterThanOrEqual(KILLS);
  await publisherOf(table, there, { now, holder: "busy" }).publishAll();
  const left = [siteFolder, workshopFolder].flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }));
  expect(left.filter((path) => path.endsWith(".lock"))).toEqual([]);
  // Half-written parts stay beside their file under a name that no page links to and no list has: see `folder`.
  expect(left.filter((path) => path.endsWith(".part")).length).toBeLessThanOrEqual(5 * KILLS);
});
