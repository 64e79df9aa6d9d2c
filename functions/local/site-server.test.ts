import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveSite } from "./site-server.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "mainstreet-site-server-"));
  await mkdir(path.join(root, "s"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** Text that can be compressed better or worse. */
function text(length: number): string {
  let [made, seed] = ["", 7];
  while (made.length < length) {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    made += `${(seed >> 16) % 500} `;
  }
  return made.slice(0, length);
}

function sizeAt(plain: string, quality: number): number {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  return brotliCompressSync(plain, { params }).length;
}

async function sent(serve: (request: Request) => Promise<Response>, at: string): Promise<Buffer> {
  const response = await serve(new Request(`http://localhost/${at}`, { headers: { "Accept-Encoding": "br" } }));
  expect(response.headers.get("Content-Encoding")).toBe("br");
  return Buffer.from(await response.arrayBuffer());
}

test("what never changes is compressed as well as can be, and a page quickly", async () => {
  const plain = text(20_000);
  await writeFile(path.join(root, "s/0a.bin"), plain);
  await writeFile(path.join(root, "index.html"), plain);
  const serve = serveSite(root);

  const [lasting, page] = [await sent(serve, "s/0a.bin"), await sent(serve, "")];

  expect([lasting.length, page.length]).toEqual([sizeAt(plain, 11), sizeAt(plain, 5)]);
  expect(brotliDecompressSync(lasting).toString()).toBe(plain);
});

test("a large file is sent as it can be at once, and better later", async () => {
  const plain = text(200_000);
  await writeFile(path.join(root, "s/0a.bin"), plain);
  const serve = serveSite(root);

  const first = await sent(serve, "s/0a.bin");
  await expect.poll(async () => (await sent(serve, "s/0a.bin")).length, { timeout: 20_000 }).toBe(sizeAt(plain, 11));

  expect(first.length).toBe(sizeAt(plain, 5));
});
