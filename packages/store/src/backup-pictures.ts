import { copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { ChamberError } from "@mainstreet/core/error";
import * as z from "zod";
import { beginPart, checkPart, HALF, hashOf, linesOf } from "./backup-folder.ts";
import { type Part, PICTURE_FOLDER, PICTURES, parsed } from "./backup-format.ts";

/** A picture of a listing that lies in the folder of the backup. */
const Picture = z.object({
  file: z.string().regex(/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/),
  bytes: z.int(),
  sha256: z.string(),
});

/**
 * Copies the pictures of listings into a backup. They are named after what is in them and never change, so what is there
 * from an earlier try is only read again.
 * @param from the folder where they are kept
 * @returns the list of them, as a part
 */
export async function copyPictures(from: string, folder: string): Promise<Part> {
  const list = await beginPart(folder, PICTURES);
  for (const file of await filesIn(from)) {
    const target = path.join(folder, PICTURE_FOLDER, file);
    let copied = await hashOf(target);
    if (!copied) {
      await copyWhole(path.join(from, file), target);
      copied = await hashOf(target);
    }
    // One that went while the backup was made is one that no listing shows.
    if (copied) await list.add(JSON.stringify({ file, ...copied }));
  }
  return list.close();
}

/** Makes sure that all pictures of a backup are what they were. @throws `malformed`, with the name of one that is not */
export async function checkPictures(folder: string, list: Part): Promise<void> {
  await checkPart(folder, list);
  for await (const { file, ...part } of picturesOf(folder, list))
    await checkPart(folder, { ...part, file: `${PICTURE_FOLDER}/${file}`, lines: 0 });
}

/** Puts the pictures of a backup where they are kept. @returns how many were missing there */
export async function bringBackPictures(folder: string, list: Part, to: string): Promise<number> {
  let brought = 0;
  for await (const { file, sha256 } of picturesOf(folder, list)) {
    const target = path.join(to, file);
    if ((await hashOf(target))?.sha256 === sha256) continue;
    await copyWhole(path.join(folder, PICTURE_FOLDER, file), target);
    brought++;
  }
  return brought;
}

async function* picturesOf(folder: string, list: Part): AsyncGenerator<z.infer<typeof Picture>> {
  for await (const line of linesOf(folder, list)) yield parsed(Picture, PICTURES, line);
}

async function copyWhole(from: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await rm(target + HALF, { force: true });
  try {
    await copyFile(from, target + HALF);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  await rename(target + HALF, target);
}

/** The files below a folder, in order; none where it is not there. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new ChamberError("not-found", `The pictures in ${folder} cannot be read.`, { cause: error });
  });
  return entries
    .filter((entry) => entry.isFile() && !/\.(half|part|lock)$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
