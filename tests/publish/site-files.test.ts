import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { folder } from "@mainstreet/functions/publish/folder";
import { bytesOf, type SiteFiles, textOf } from "@mainstreet/functions/publish/site-files";
import { afterAll, expect, test } from "vitest";
import { freshBucket } from "../lambda/stand-in/buckets.ts";
import { startS3 } from "../lambda/stand-in/s3.ts";
import { emptyFolder, inMemory } from "./fixture.ts";

const s3 = await startS3();
afterAll(() => s3.close());

const PLACES: readonly { readonly kind: string; readonly make: () => SiteFiles }[] = [
  { kind: "a folder", make: () => folder(emptyFolder()) },
  { kind: "memory", make: () => inMemory() },
  { kind: "a bucket", make: () => freshBucket(s3) },
];

const text = async (files: SiteFiles, file: string): Promise<string | undefined> => {
  const bytes = await files.read(file);
  return bytes && textOf(bytes);
};

test.each(PLACES)("$kind reads what was written, and nothing where nothing was", async ({ make }) => {
  const files = make();

  await files.write("a/b/c.txt", bytesOf("one"));
  await files.write("a/b/c.txt", bytesOf("two"));
  await files.write("寿司/ü.html", bytesOf(""));

  expect(await text(files, "a/b/c.txt")).toBe("two");
  expect(await text(files, "寿司/ü.html")).toBe("");
  expect(await files.read("a/b")).toBeUndefined();
  expect(await files.read("a/b/c.txt/d")).toBeUndefined();
  expect(await files.read("nothing")).toBeUndefined();
});

test.each(PLACES)("$kind lists the files below a prefix", async ({ make }) => {
  const files = make();
  for (const file of ["index.html", "s/head.json", "s/a/b.bin", "so/x"]) await files.write(file, bytesOf(file));

  expect((await files.list("")).sort()).toEqual(["index.html", "s/a/b.bin", "s/head.json", "so/x"]);
  expect((await files.list("s/")).sort()).toEqual(["s/a/b.bin", "s/head.json"]);
  expect(await files.list("nowhere/")).toEqual([]);
});

test("what a killed writer left half written goes after a while, and is never listed", async () => {
  const where = emptyFolder();
  const [old, young] = ["page.html.1.part", "page.html.2.part"].map((file) => path.join(where, file));
  if (!old || !young) throw new Error("There are two files.");
  for (const file of [old, young]) writeFileSync(file, "half a pa");
  utimesSync(old, new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));

  const listed = await folder(where).list("");

  expect(listed).toEqual([]);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test.each(PLACES)("$kind removes a file, and one that is not there without a word", async ({ make }) => {
  const files = make();
  await files.write("towns/kingston/index.html", bytesOf("x"));

  await files.remove("towns/kingston/index.html");
  await files.remove("towns/kingston/index.html");
  await files.remove("never/was");

  expect(await files.list("")).toEqual([]);
  await files.write("towns/kingston/index.html", bytesOf("y"));
  expect(await text(files, "towns/kingston/index.html")).toBe("y");
});

test.each(PLACES)("$kind replaces a file only if it still is what was read", async ({ make }) => {
  const files = make();

  expect(await files.replace("state.json", bytesOf("1"), undefined)).toBe(true);
  expect(await files.replace("state.json", bytesOf("2"), undefined)).toBe(false);
  expect(await files.replace("state.json", bytesOf("2"), bytesOf("0"))).toBe(false);
  expect(await files.replace("other.json", bytesOf("2"), bytesOf("0"))).toBe(false);
  expect(await files.replace("state.json", bytesOf("2"), bytesOf("1"))).toBe(true);

  expect(await text(files, "state.json")).toBe("2");
  expect(await files.list("")).toEqual(["state.json"]);
});

test.each(PLACES)("of 50 replacements at once in $kind one wins, 10 times over", async ({ make }) => {
  const files = make();
  let held: Uint8Array | undefined;

  for (let round = 0; round < 10; round++) {
    const bids = Array.from({ length: 50 }, (_, i) => bytesOf(`${round} ${i}`));
    const won = await Promise.all(bids.map((bid) => files.replace("state.json", bid, held)));
    expect(won.filter(Boolean)).toHaveLength(1);
    held = bids[won.indexOf(true)];
    expect(await text(files, "state.json")).toBe(held && textOf(held));
  }
});

test.each(PLACES)("a reader of $kind sees a whole file, old or new, while it is written", async ({ make }) => {
  const files = make();
  const versions = ["a", "b"].map((letter) => bytesOf(letter.repeat(200_000)));
  const [first = bytesOf("")] = versions;
  await files.write("page.html", first);
  const torn: string[] = [];
  let writing = true;

  const writer = (async () => {
    for (let i = 0; i < 60; i++) await files.write("page.html", versions[i % 2] ?? first);
    writing = false;
  })();
  const reader = async () => {
    while (writing) {
      const read = (await text(files, "page.html")) ?? "";
      if (read.length !== 200_000 || new Set(read).size !== 1) torn.push(`${read.length} bytes`);
      await new Promise((done) => setImmediate(done));
    }
  };
  await Promise.all([writer, reader(), reader()]);

  expect(torn).toEqual([]);
});

test.each(PLACES)("writes and removals side by side in $kind do not get in each other's way", async ({ make }) => {
  const files = make();
  await files.write("members/stays/index.html", bytesOf("x"));
  const missed: string[] = [];

  const busy = Array.from({ length: 8 }, async (_, worker) => {
    for (let i = 0; i < 25; i++) {
      await files.write(`members/shop-${i}/${worker}.html`, bytesOf("x"));
      await files.remove(`members/shop-${i}/${worker}.html`);
    }
  });
  const lister = (async () => {
    for (let i = 0; i < 25; i++) {
      if (!(await files.list("")).includes("members/stays/index.html")) missed.push(`list ${i}`);
    }
  })();
  await Promise.all([...busy, lister]);

  expect(missed).toEqual([]);
  expect(await files.list("")).toEqual(["members/stays/index.html"]);
});

test.each(["../x", "a/../../x", "/etc/passwd", ".."])("a folder refuses %s, which leads out of it", async (out) => {
  const root = emptyFolder();
  const files = folder(path.join(root, "site"));

  await expect(files.write(out, bytesOf("x"))).rejects.toThrow("must stay in its folder");
  await expect(files.read(out)).rejects.toThrow("must stay in its folder");
  await expect(files.remove(out)).rejects.toThrow("must stay in its folder");
  await expect(files.replace(out, bytesOf("x"), undefined)).rejects.toThrow("must stay in its folder");

  expect(readdirSync(root)).toEqual([]);
});

test("a folder may be named with a slash at its end, or from where the process is", async () => {
  const root = emptyFolder();
  const slashed = folder(`${root}${path.sep}`);
  const relative = folder(path.relative(process.cwd(), root));

  await slashed.write("a/b.txt", bytesOf("x"));

  expect(await relative.list("")).toEqual(["a/b.txt"]);
  expect(await text(relative, "a/b.txt")).toBe("x");
  await relative.remove("a/b.txt");
  expect(await slashed.list("")).toEqual([]);
});

test("a folder that was emptied by removals goes, up to the root and not with it", async () => {
  const root = emptyFolder();
  const files = folder(root);
  await files.write("a/b/c.txt", bytesOf("x"));
  await files.write("a/d.txt", bytesOf("x"));

  await files.remove("a/b/c.txt");
  expect(readdirSync(path.join(root, "a"))).toEqual(["d.txt"]);
  await files.remove("a/d.txt");

  expect(existsSync(root)).toBe(true);
  expect(readdirSync(root)).toEqual([]);
});

test("parts and locks that a killed process left are not listed", async () => {
  const root = emptyFolder();
  const files = folder(root);
  await files.write("index.html", bytesOf("x"));
  writeFileSync(path.join(root, "index.html.0.part"), "half");
  writeFileSync(path.join(root, "index.html.lock"), "");

  expect(await files.list("")).toEqual(["index.html"]);
});

test.each(["a process that is dead", "an earlier process with the same number"])(
  "the lock of %s is taken over by one of 50 at once",
  async (whose) => {
    const root = emptyFolder();
    const files = folder(root);
    await files.write("state.json", bytesOf("0"));
    const pid = whose.endsWith("dead") ? await deadProcess() : process.pid;

    for (let round = 0; round < 5; round++) {
      writeFileSync(path.join(root, "state.json.lock"), String(pid));
      const held = await files.read("state.json");
      const bids = Array.from({ length: 50 }, (_, i) => bytesOf(`${round} ${i}`));
      const won = await Promise.all(bids.map((bid) => files.replace("state.json", bid, held)));
      expect(won.filter(Boolean)).toHaveLength(1);
    }
    expect(readdirSync(root)).toEqual(["state.json"]);
  },
);

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}
