import { ChamberError } from "@mainstreet/core/error";
import sharp from "sharp";
import { expect, test } from "vitest";
import { encode } from "./encode.ts";
import { openPictures, type PictureFiles } from "./pictures.ts";

/** A place that tells what is done with it. */
function watched() {
  const done: string[] = [];
  const held = new Map<string, Uint8Array>();
  const files: PictureFiles = {
    read: async (path) => held.get(path),
    write: async (path, bytes) => {
      done.push("write");
      held.set(path, bytes);
    },
    remove: async (path) => {
      done.push("remove");
      held.delete(path);
    },
    list: async () => [...held.keys()],
  };
  return { done, held, files };
}

let last = 0;
const random = (length: number) => Uint8Array.from({ length }, () => last++ % 256);
const open = (quarantine: PictureFiles, media: PictureFiles) =>
  openPictures({ quarantine, media, draw: encode, now: () => 1_000, random });
const picture = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: "#1d5c4d" } })
    .png()
    .toBuffer();

test("one picture is looked at after the other, and each leaves quarantine, those that are refused too", async () => {
  const quarantine = watched();
  const pictures = open(quarantine.files, watched().files);
  const good = await picture();

  const taken = await Promise.allSettled([good, Buffer.from("<svg/>"), good].map((bytes) => pictures.take(bytes)));

  expect(taken.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(quarantine.done).toEqual(["write", "remove", "write", "remove", "write", "remove"]);
  expect(quarantine.held.size).toBe(0);
});

test("more than sixteen do not wait for their turn", async () => {
  const pictures = open(watched().files, watched().files);
  const good = await picture();

  const taken = await Promise.allSettled(Array.from({ length: 18 }, () => pictures.take(good)));

  const busy = taken.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(busy.map((error) => error instanceof ChamberError && error.code)).toEqual(["busy", "busy"]);
  expect((await pictures.take(good)).sized).toMatchObject({ width: 20, height: 10 });
});

test("the files of a picture lie with their listing, and go without those of another that has the same", async () => {
  const media = watched();
  const pictures = open(watched().files, media.files);
  const { sized, files } = await pictures.take(await picture());

  for (const listing of ["lst_1", "lst_2"]) await pictures.keep(listing, files);
  await pictures.remove("lst_1", sized);

  expect([...media.held.keys()]).toEqual([`lst_2/${sized.hash}-20.webp`]);
  expect(await pictures.read("lst_2", sized, 20)).toEqual([...files.values()][0]);
  expect(await pictures.read("lst_1", sized, 20)).toBeUndefined();
});
