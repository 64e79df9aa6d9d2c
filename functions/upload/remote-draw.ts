import { ChamberError } from "@mainstreet/core/error";
import { Sized } from "@mainstreet/core/picture";
import * as z from "zod";
import type { Encoded } from "./encode.ts";
import type { Draw, PictureFiles } from "./pictures.ts";

/* Drawing pictures anew in a function of its own, which has rights to nothing but what was sent. */

const Asked = z.strictObject({ path: z.string().regex(/^[\w-]+$/) });
const Drawn = z.union([
  z.strictObject({ sized: Sized, files: z.record(z.string(), z.base64()) }),
  z.strictObject({ refused: z.enum(["unsupported-type", "invalid"]), message: z.string() }),
]);
type Drawn = z.infer<typeof Drawn>;

/** Draws pictures by asking that function. */
export function remoteDraw(ask: (payload: object) => Promise<unknown>): Draw {
  return async (_bytes, path) => {
    const drawn = await ask({ path } satisfies z.infer<typeof Asked>).then(
      (answer) => Drawn.parse(answer),
      (cause: unknown) => {
        const words = "This picture could not be read just now. Try again, or choose another one.";
        throw new ChamberError("busy", words, { cause });
      },
    );
    if ("refused" in drawn) throw new ChamberError(drawn.refused, drawn.message);
    const files = Object.entries(drawn.files).map(([name, text]) => [name, Buffer.from(text, "base64")] as const);
    return { sized: drawn.sized, files: new Map(files) };
  };
}

/** Answers what `remoteDraw` asks. */
export function answerDraws(needs: {
  readonly quarantine: Pick<PictureFiles, "read">;
  readonly encode: (bytes: Uint8Array) => Promise<Encoded>;
}): (event: unknown) => Promise<Drawn> {
  return async (event) => {
    const { path } = Asked.parse(event);
    const bytes = await needs.quarantine.read(path);
    if (!bytes) throw new Error("There is no such picture.");
    try {
      const { sized, files } = await needs.encode(bytes);
      const texts = [...files].map(([name, file]) => [name, Buffer.from(file).toString("base64")]);
      return { sized, files: Object.fromEntries(texts) };
    } catch (error) {
      if (!(error instanceof ChamberError)) throw error;
      const { code, message } = error;
      if (code !== "unsupported-type" && code !== "invalid") throw error;
      return { refused: code, message };
    }
  };
}
