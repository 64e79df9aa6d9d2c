import { ChamberError } from "@mainstreet/core/error";
import { INDEX, listingIndex, listingKey, memberKey, membersPartition } from "@mainstreet/store/keys";
import * as z from "zod";

const LONGEST_KEY = 1024;
const Id = "[0-9a-z]{26}";

/** How many a page of a list has, and where it begins. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(4000).optional(),
});

/** The part of an answer that says how to go on. */
export const Cursor = z.string().nullable().meta({ description: "Where the next page begins; null on the last" });

/** A key of the index, as it stands in the table's cursors: DynamoDB answers a made-up one with an error of its own. */
const StartKey = z.strictObject({
  pk: z.string(),
  sk: z.string(),
  [INDEX.pk]: z.string(),
  [INDEX.sk]: z.string().refine((s) => s.isWellFormed() && Buffer.byteLength(s) <= LONGEST_KEY),
});
type StartKey = z.infer<typeof StartKey>;

/** The cursor of a list of members, checked. @throws `malformed` */
export function membersCursor(cursor: string | undefined): string | null {
  return checked(cursor, (key) => {
    const id = new RegExp(`#(mem_${Id})$`).exec(key[INDEX.sk])?.[1] ?? "";
    return { ...memberKey(id), [INDEX.pk]: membersPartition() };
  });
}

/** The cursor of a list of listings, checked. @throws `malformed` */
export function listingsCursor(cursor: string | undefined, memberId: string | undefined): string | null {
  return checked(cursor, (key) => {
    const [, owner = "", id = ""] = new RegExp(`^(mem_${Id})#(lst_${Id})$`).exec(key[INDEX.sk]) ?? [];
    return { ...listingKey(id), ...listingIndex(id, memberId ?? owner) };
  });
}

function checked(cursor: string | undefined, expected: (key: StartKey) => Record<string, string>): string | null {
  if (cursor === undefined) return null;
  const key = StartKey.safeParse(parsed(cursor)).data;
  const parts = new Map(Object.entries(key ?? {}));
  const fits = key && Object.entries(expected(key)).every(([name, value]) => parts.get(name) === value);
  if (!fits) throw new ChamberError("malformed", "This cursor does not come from a page of this list.");
  return cursor;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
