import { OpenAPIHono } from "@hono/zod-openapi";
import { ChamberError } from "@mainstreet/core/error";
import { idOf } from "@mainstreet/core/id";
import { PictureHash, Sized, type UploadedPicture } from "@mainstreet/core/picture";
import * as ChangeRequestStore from "@mainstreet/store/change-request-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import * as z from "zod";
import { uploadPicture } from "../../upload/upload.ts";
import { secretsOf } from "../flows/secrets.ts";
import type { ApiEnv, Needs } from "../needs.ts";
import { once } from "../once.ts";
import { declare, entity, file, Making, problem } from "../operation.ts";

const tags = ["account"];
const params = z.object({ id: idOf("listing") });
/** As much as a phone sends once the page has made a photo smaller, and more than a logo needs. */
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_AN_HOUR = 60;
/** Wide enough to judge a picture by. */
const SHOWN_WIDTH = 640;

/** A picture as it is kept. */
export const KeptPicture = Sized.meta({ id: "Sized" });

const upload = declare("signed-in", {
  method: "post",
  path: "/api/account/listings/{id}/pictures",
  summary: "Upload a picture for one's own listing; it is nowhere public until the listing names it",
  tags,
  "x-body-limit": MOST_BYTES,
  request: { params, headers: Making, body: file("image/jpeg", "image/png", "image/webp") },
  responses: {
    201: entity("What a change of `logo` or `photos` may name, with its words in `alt`", KeptPicture),
    429: problem("too-many"),
  },
});

const read = declare("signed-in", {
  method: "get",
  path: "/api/account/listings/{id}/pictures/{hash}",
  summary: "A picture that was uploaded for one's own listing, public or not",
  tags,
  request: { params: params.extend({ hash: PictureHash }) },
  responses: {
    200: {
      description: "The picture, about 640 pixels wide",
      content: { "image/webp": { schema: { type: "string", format: "binary" } } },
    },
  },
});

/** The pictures of a listing, for those who act for its member and for staff. */
export function pictureRoutes(needs: Needs) {
  const { table, pictures, pepper } = needs;
  const secrets = secretsOf(pepper);

  return new OpenAPIHono<ApiEnv>()
    .openapi(upload, async (c) => {
      const { id: listingId } = c.req.valid("param");
      const actor = c.get("actor");
      const whom = actor.kind === "person" ? actor.personKey : "";
      const limit = { hash: secrets.limit("pictures", whom), most: MOST_AN_HOUR };
      return once(c, needs, { status: 201, show: sized }, (write) =>
        uploadPicture(needs, write, { listingId, bytes: c.get("body"), limit }),
      );
    })
    .openapi(read, async (c) => {
      const { id, hash } = c.req.valid("param");
      await ChangeRequestStore.get(table, c.get("actor"), id);
      const picture = await PictureStore.find(table, id, hash);
      const width = picture?.widths.findLast((each) => each <= SHOWN_WIDTH) ?? picture?.width;
      const bytes = picture && width ? await pictures.read(id, picture, width) : undefined;
      if (!bytes) throw new ChamberError("not-found", "There is no such picture.");
      const headers = { "Content-Type": "image/webp", "Content-Security-Policy": "default-src 'none'; sandbox" };
      return c.body(new Uint8Array(bytes), 200, headers);
    });
}

function sized({ hash, width, height, widths }: UploadedPicture): Sized {
  return { hash, width, height, widths };
}
