/*
 * Every key and index of the one table; `README.md` beside `src` is the chart of who asks what of them.
 * Keys hold ids, slugs and hashes, never a name, an address or anything else of a person.
 */

export type Key = { readonly pk: string; readonly sk: string };

/** What an item is: stored in its `kind`, and the beginning of its partition key, by which the stream is filtered. */
export const KINDS = [
  "chamber",
  "category",
  "member",
  "listing",
  "slug",
  "external",
  "outcome",
  "lease",
  "import",
] as const;
export type ItemKind = (typeof KINDS)[number];

/** The sparse index: only items that carry its keys are in it. */
export const INDEX = { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" } as const;

/** The attribute that DynamoDB's own clean-up reads: seconds since 1970. Conditions never trust it. */
export const TTL = "ttl";

const META = "META";

export const chamberKey = (): Key => ({ pk: "CHAMBER", sk: META });

/** All categories share a partition, so that one query reads them together. */
export const categoryKey = (id: string): Key => ({ pk: "CATEGORY", sk: id });
export const categoriesPartition = (): string => "CATEGORY";
/** Bumped by each change to the shape of the tree, so that two moves cannot make a circle. */
export const categoryTreeKey = (): Key => ({ pk: "CATEGORY-TREE", sk: META });

export const memberKey = (id: string): Key => ({ pk: `MEMBER#${id}`, sk: META });
/** Sorted by the beginning of the name: a sort key has at most 1,024 bytes. */
export const memberIndex = (id: string, foldedName: string): Record<string, string> => ({
  [INDEX.pk]: "MEMBERS",
  [INDEX.sk]: `${[...foldedName].slice(0, 100).join("")}#${id}`,
});
export const membersPartition = (): string => "MEMBERS";

export const listingKey = (id: string): Key => ({ pk: `LISTING#${id}`, sk: META });
export const listingIndex = (id: string, memberId: string): Record<string, string> => ({
  [INDEX.pk]: "LISTINGS",
  [INDEX.sk]: `${memberId}#${id}`,
});
export const listingsPartition = (): string => "LISTINGS";

/** Who has, or ever had, an address on the site. */
export const slugKey = (of: "listing" | "category", slug: string): Key => ({ pk: `SLUG#${of}#${slug}`, sk: META });

/** Which listing a row of somebody's spreadsheet became; the spreadsheet's own id is hashed. */
export const externalKey = (hash: string): Key => ({ pk: `EXTERNAL#${hash}`, sk: META });

/** What came of a mutating request, by the hash of who sent it and its Idempotency-Key. */
export const outcomeKey = (hash: string): Key => ({ pk: `OUTCOME#${hash}`, sk: META });

/** Who may write the site just now. */
export const leaseKey = (name: string): Key => ({ pk: `LEASE#${name}`, sk: META });

/** How far an import of a file has come, by the hash of file and mapping. */
export const importKey = (hash: string): Key => ({ pk: `IMPORT#${hash}`, sk: META });

/** An entity of the public site that a stream record names. */
export type Changed = { readonly kind: "chamber" | "category" | "member" | "listing"; readonly id: string };

/** The entity of the public site that a key belongs to, or null for the rest of the table. */
export function changedBy({ pk, sk }: Key): Changed | null {
  if (pk === "CHAMBER") return { kind: "chamber", id: "" };
  if (pk === "CATEGORY") return { kind: "category", id: sk };
  if (pk.startsWith("MEMBER#")) return { kind: "member", id: pk.slice("MEMBER#".length) };
  if (pk.startsWith("LISTING#")) return { kind: "listing", id: pk.slice("LISTING#".length) };
  return null;
}
