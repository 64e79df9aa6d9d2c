import { Slug } from "@mainstreet/core/slug";
import * as z from "zod";

const LONGEST_WORDS = 200;
const MOST_TAGS = 10;
const MOST_ROWS = 100;
/** The way around half the earth: nothing is farther. */
const FARTHEST_METRES = 20_037_509;

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** "1,2" as numbers; each part must be one in full, which `Number("")` and `parseFloat("1x")` do not ask for. */
function decimals(text: string): number[] {
  return text.split(",").map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
}

const Bbox = z
  .string()
  .transform(decimals)
  .pipe(z.tuple([longitude, latitude, longitude, latitude], "must be west,south,east,north in degrees"))
  .refine(([, south, , north]) => south <= north, "its south must not be north of its north")
  .transform(([west, south, east, north]) => ({ west, south, east, north }));

const Near = z
  .string()
  .transform(decimals)
  .pipe(z.tuple([latitude, longitude], "must be latitude,longitude in degrees"))
  .transform(([lat, lon]) => ({ lat, lon }));

const Tags = z
  .string()
  .max(LONGEST_WORDS)
  .transform((text) => text.split(",").map((tag) => tag.trim()))
  .pipe(z.array(z.string().min(1, "must be words parted by commas")).max(MOST_TAGS));

/** What a search may ask for; the same names as in the address of the directory's page. */
export const SearchQuery = z
  .strictObject({
    q: z.string().max(LONGEST_WORDS).optional().meta({ description: "Words of the name, category, town or tags" }),
    bbox: Bbox.optional().meta({ type: "string", description: "west,south,east,north in degrees" }),
    near: Near.optional().meta({ type: "string", description: "latitude,longitude in degrees: nearest first" }),
    radius: z.coerce
      .number<string>()
      .min(1)
      .max(FARTHEST_METRES)
      .optional()
      .meta({ description: "Metres from `near`" }),
    category: Slug.optional().meta({ description: "Slug; the categories below it count too" }),
    town: z.string().min(1).max(LONGEST_WORDS).optional(),
    tags: Tags.optional().meta({ type: "string", description: "All of these, parted by commas" }),
    open: z.enum(["1"]).optional().meta({ description: "1: only what is surely open now" }),
    limit: z.coerce.number<string>().int().min(1).max(MOST_ROWS).default(20),
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,6}$/, "must come from a page of this list")
      .transform(Number)
      .optional(),
  })
  .refine(({ near, radius }) => radius === undefined || near !== undefined, {
    message: "needs `near`",
    path: ["radius"],
  });
export type SearchQuery = z.infer<typeof SearchQuery>;
