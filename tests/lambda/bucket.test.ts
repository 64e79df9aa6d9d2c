import { bucket } from "@mainstreet/functions/publish/bucket";
import { bytesOf, textOf } from "@mainstreet/functions/publish/site-files";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshTable } from "../emulator/table.ts";
import { inMemory, publisherOf } from "../publish/fixture.ts";
import { freshBucket, s3Client } from "./stand-in/buckets.ts";
import { type S3, startS3 } from "./stand-in/s3.ts";

let s3: S3;
beforeAll(async () => {
  s3 = await startS3(7);
});
afterAll(() => s3.close());

test("files are kept with the headers of the site: for ever what is named after its content, for seconds a page", async () => {
  const files = freshBucket(s3);

  for (const path of ["index.html", "_a/start.abc.js", "_a/start.abc.css", "s/00ff.bin", "s/head.json"]) {
    await files.write(path, bytesOf(`what is in ${path}`));
  }

  const kept = s3.buckets.get(files.name) ?? new Map();
  const headers = (path: string) => kept.get(path)?.headers;
  const forever = "public, max-age=31536000, immutable";
  const seconds = "public, max-age=0, s-maxage=5, must-revalidate";
  expect(headers("index.html")).toEqual({ "content-type": "text/html; charset=utf-8", "cache-control": seconds });
  expect(headers("s/head.json")).toMatchObject({ "cache-control": seconds });
  expect(headers("_a/start.abc.css")).toEqual({ "content-type": "text/css; charset=utf-8", "cache-control": forever });
  expect(headers("_a/start.abc.js")).toMatchObject({ "cache-control": forever, "content-encoding": "br" });
  expect(headers("s/00ff.bin")).toMatchObject({ "cache-control": forever, "content-encoding": "br" });
});

test("what is kept compressed is read as it was written, and is smaller", async () => {
  const files = freshBucket(s3);
  const script = bytesOf("export const words = 'kept compressed';\n".repeat(500));

  await files.write("_a/words.js", script);

  expect(Buffer.compare((await files.read("_a/words.js")) ?? bytesOf(""), script)).toBe(0);
  expect(s3.buckets.get(files.name)?.get("_a/words.js")?.body.length).toBeLessThan(script.length / 10);
});

test("a list goes on over pages to its end, below a prefix that the paths do not name", async () => {
  const files = freshBucket(s3, "media/");
  const paths = Array.from({ length: 23 }, (_, i) => `${i % 2 ? "a" : "b&<c>"}/file ${i}.webp`).sort();
  for (const path of paths) await files.write(path, bytesOf(path));
  const before = s3.counts.get("LIST") ?? 0;

  const all = await files.list("");
  const pages = (s3.counts.get("LIST") ?? 0) - before;

  expect(all.sort()).toEqual(paths);
  expect(pages).toBe(4);
  expect((await files.list("a/")).sort()).toEqual(paths.filter((path) => path.startsWith("a/")));
  expect([...(s3.buckets.get(files.name)?.keys() ?? [])].every((key) => key.startsWith("media/"))).toBe(true);
});

test("whoever replaces what another has replaced a moment before is told, not believed", async () => {
  const files = freshBucket(s3);
  await files.write("state.json", bytesOf("1"));
  const client = s3Client(s3);
  let isMeddling = true;
  // Between reading and writing another writer comes.
  const slow = bucket({
    client: {
      send: async (command: Parameters<typeof client.send>[0]) => {
        if (isMeddling && command.constructor.name === "PutObjectCommand") {
          isMeddling = false;
          await files.write("state.json", bytesOf("of another"));
        }
        return client.send(command);
      },
    },
    bucket: files.name,
    prefix: "",
  });

  const replaced = await slow.replace("state.json", bytesOf("2"), bytesOf("1"));
  const made = await Promise.all(["a", "b", "c"].map((text) => files.replace("new.json", bytesOf(text), undefined)));

  expect(replaced).toBe(false);
  expect(textOf((await files.read("state.json")) ?? bytesOf(""))).toBe("of another");
  expect(made.filter(Boolean)).toHaveLength(1);
});

test("the publisher reads no file that the list says is as it should be, and mends the one that is not", async () => {
  const { table } = await freshTable();
  const site = freshBucket(s3);
  const publisher = publisherOf(table, { site, workshop: inMemory() });
  const { written } = await publisher.publishAll();
  await site.write("index.html", bytesOf("what somebody else has put here"));
  const counted = (kind: string) => s3.counts.get(kind) ?? 0;
  const [gets, puts] = [counted("GET"), counted("PUT")];

  const mended = await publisher.publishAll();

  expect(written.length).toBeGreaterThan(20);
  expect(mended.written).toEqual(["index.html"]);
  // Besides the one that differs: the head of the search data and its files.
  expect(counted("GET") - gets).toBeLessThan(6);
  expect(counted("PUT") - puts).toBeLessThan(5);
});

test("a place that may not be read is an error, and no empty one", async () => {
  const stranger = s3Client(s3);
  stranger.config.credentials = async () => ({ accessKeyId: "stranger", secretAccessKey: "guessed" });
  const files = bucket({ client: stranger, bucket: "b", prefix: "" });

  await expect(files.read("state.json")).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  await expect(files.list("")).rejects.toThrow();
});
