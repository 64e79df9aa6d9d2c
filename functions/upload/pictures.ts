import { ChamberError } from "@mainstreet/core/error";
import type { Now, Random } from "@mainstreet/core/needs";
import { pictureFile, type Sized } from "@mainstreet/core/picture";
import type { Encoded } from "./encode.ts";

/** A place to keep files that nobody is served: a folder here, a bucket on AWS. */
export type PictureFiles = {
  read(path: string): Promise<Uint8Array | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** One that is not there is no error. */
  remove(path: string): Promise<void>;
  /** The paths of all files below a prefix, in no order. */
  list(prefix: string): Promise<string[]>;
};

/** The pictures of all listings, by listing. */
export type Pictures = {
  /** Puts what was sent into quarantine and draws it anew, one picture at a time. @throws `busy`, and as `draw` does */
  take(bytes: Uint8Array): Promise<Encoded>;
  /** Puts the files of a picture where they are kept. */
  keep(listingId: string, files: Encoded["files"]): Promise<void>;
  /** One file of a picture, or undefined. */
  read(listingId: string, picture: Pick<Sized, "hash">, width: number): Promise<Uint8Array | undefined>;
  /** Removes the files of a picture. */
  remove(listingId: string, picture: Sized): Promise<void>;
  /** Removes from quarantine what a process that died has left there. */
  clear(): Promise<void>;
};

/**
 * Draws a picture anew, from its bytes or from where they lie in quarantine. @throws `unsupported-type`, `invalid`, `busy`
 */
export type Draw = (bytes: Uint8Array, path: string) => Promise<Encoded>;

/** What lies in quarantine for so long was left there, in milliseconds. */
const LEFT_MS = 60 * 60 * 1000;
/** More than these do not wait for their turn. */
const MOST_WAITING = 16;

/** Pictures in two places of which nothing is served. */
export function openPictures(needs: {
  /** What was sent, as it was sent, until it has been drawn anew. */
  readonly quarantine: PictureFiles;
  readonly media: PictureFiles;
  readonly draw: Draw;
  readonly now: Now;
  readonly random: Random;
}): Pictures {
  const { quarantine, media, draw, now, random } = needs;
  let waiting = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function drawAnew(bytes: Uint8Array): Promise<Encoded> {
    const path = `${now()}-${Buffer.from(random(8)).toString("hex")}`;
    try {
      await quarantine.write(path, bytes);
      return await draw(bytes, path);
    } finally {
      await quarantine.remove(path);
    }
  }

  return {
    async take(bytes) {
      if (waiting >= MOST_WAITING)
        throw new ChamberError("busy", "Many pictures are being uploaded just now. Try again in a moment.");
      waiting++;
      // Decoded, one picture takes a hundred times its file: two at once could be more than the machine has.
      const done = turn.then(() => drawAnew(bytes));
      turn = done.catch(() => undefined);
      return done.finally(() => {
        waiting--;
      });
    },
    async keep(listingId, files) {
      for (const [name, bytes] of files) await media.write(`${listingId}/${name}`, bytes);
    },
    read: (listingId, picture, width) => media.read(`${listingId}/${pictureFile(picture, width)}`),
    async remove(listingId, picture) {
      for (const width of picture.widths) await media.remove(`${listingId}/${pictureFile(picture, width)}`);
    },
    async clear() {
      for (const path of await quarantine.list("")) {
        if (now() - Number(path.split("-")[0]) > LEFT_MS) await quarantine.remove(path);
      }
    },
  };
}
