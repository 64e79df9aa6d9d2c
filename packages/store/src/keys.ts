/*
 * What the keys of the one table have in common, and those that belong to no noun in particular; the others are in the files
 * of their nouns beside this one. `README.md` beside `src` is the chart of who asks what of them all.
 * Keys hold ids, slugs and hashes, never a name, an address or anything else of a person.
 */

export type Key = { readonly pk: string; readonly sk: string };

/** What an item is: stored in its `kind`. What the public site shows also begins its partition key with it, for the stream. */
export const KINDS = [
  "chamber",
  "category",
  "member",
  "listing",
  "distinct",
  "slug",
  "external",
  "outcome",
  "lease",
  "import",
  "seats",
  "registration",
  "waiting",
  "mail",
  "announcement",
  "event",
  "series",
  "series-date",
  "flow",
  "code",
  "limit",
  "person",
  "session",
  "representative",
  "first-representative",
  "invitation",
  "claim",
  "application",
  "applied",
  "letter",
  "passkey",
  "challenge",
  "change-request",
  "listing-notice",
  "confirm-asked",
  "confirm-round",
  "note",
  "task",
  "reminded",
  "renewal-round",
  "join-asked",
  "mailing",
  "mailing-round",
  "mailing-to",
  "mailing-sending",
  "unsubscribed",
  "picture",
  "contact",
  "batch",
  "batch-step",
  "import-file",
  "import-mapping",
  "place",
  "person-secret",
  "audit",
  "pepper",
  "tombstone",
  "restore",
] as const;
export type ItemKind = (typeof KINDS)[number];

/** The sparse index: only items that carry its keys are in it. */
export const INDEX = { name: "gsi1", pk: "gsi1pk", sk: "gsi1sk" } as const;

/** The attribute that DynamoDB's own clean-up reads: seconds since 1970. Conditions never trust it. */
export const TTL = "ttl";

/** The sort key of an item that is alone in its partition, or is what the others there belong to. */
export const META = "META";

/** Who has, or ever had, an address on the site. */
export const slugKey = (of: "listing" | "category" | "event", slug: string): Key => ({
  pk: `SLUG#${of}#${slug}`,
  sk: META,
});

/** Which listing a row of somebody's spreadsheet became; the spreadsheet's own id is hashed. */
export const externalKey = (hash: string): Key => ({ pk: `EXTERNAL#${hash}`, sk: META });

/** What came of a mutating request, by the hash of who sent it and its Idempotency-Key. */
export const outcomeKey = (hash: string): Key => ({ pk: `OUTCOME#${hash}`, sk: META });

/** Who may write the site just now. */
export const leaseKey = (name: string): Key => ({ pk: `LEASE#${name}`, sk: META });

/** How far an import of a file has come, by the hash of file and mapping. */
export const importKey = (hash: string): Key => ({ pk: `IMPORT#${hash}`, sk: META });

/** One of the times that something may be done within a while, by the hash of what and by whom. */
export const limitKey = (hash: string, slot: number): Key => ({ pk: limitPartition(hash), sk: String(slot) });
export const limitPartition = (hash: string): string => `LIMIT#${hash}`;

/** Under which pepper the table is kept, as far as two can be told apart by it. */
export const pepperKey = (): Key => ({ pk: "PEPPER", sk: META });

/** How far a backup is brought back, as long as it is not all there. */
export const restoreKey = (): Key => ({ pk: "RESTORE", sk: META });

/** What was done to something, the newest first. @param left how much later the last time of all is, in milliseconds */
export const auditKey = (subject: { readonly kind: string; readonly id: string }, left: number, id: string): Key => ({
  pk: auditPartition(subject),
  sk: `${left}#${id}`,
});
export const auditPartition = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `AUDIT#${kind}#${id}`;
/** All that was done, the newest first. */
export const auditIndex = (left: number, id: string): Record<string, string> => ({
  [INDEX.pk]: wholeAuditPartition(),
  [INDEX.sk]: `${left}#${id}`,
});
export const wholeAuditPartition = (): string => "AUDIT";

/** An entity of the public site that a stream record names. */
export type Changed = {
  readonly kind: "chamber" | "category" | "member" | "listing" | "event" | "seats" | "guests";
  readonly id: string;
};

/** The entity of the public site that a key belongs to, or null for the rest of the table. */
export function changedBy({ pk, sk }: Key): Changed | null {
  if (pk === "CHAMBER") return { kind: "chamber", id: "" };
  if (pk === "CATEGORY") return { kind: "category", id: sk };
  if (pk.startsWith("MEMBER#")) return { kind: "member", id: pk.slice("MEMBER#".length) };
  if (pk.startsWith("LISTING#")) return { kind: "listing", id: pk.slice("LISTING#".length) };
  if (pk.startsWith("EVENT#")) return { kind: "event", id: pk.slice("EVENT#".length) };
  // Of a registration the public sees at most who comes.
  const guests = /^SEATS#([^#]+)#R#\d+$/.exec(pk)?.[1];
  if (guests !== undefined) return { kind: "guests", id: guests };
  // The partition of the waitlist begins alike and has other sort keys.
  if (pk.startsWith("SEATS#") && sk === META) return { kind: "seats", id: pk.slice("SEATS#".length) };
  return null;
}
