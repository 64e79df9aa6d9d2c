import { ChamberError } from "@mainstreet/core/error";
import type { ItemKind } from "./keys.ts";

/**
 * What becomes of each kind of item in a backup. "kept": it goes in and comes back. "dropped": it is in no backup, since it
 * would open something again, or is of the very moment: sessions, codes, what was begun in a browser, and spreadsheets whose
 * bytes lie elsewhere and go by themselves. "freed": it comes back as a lease that nobody holds.
 */
export const IN_BACKUP: Readonly<Record<ItemKind | "category-tree", "kept" | "dropped" | "freed">> = {
  chamber: "kept",
  category: "kept",
  "category-tree": "kept",
  member: "kept",
  listing: "kept",
  distinct: "kept",
  slug: "kept",
  external: "kept",
  outcome: "kept",
  lease: "freed",
  import: "kept",
  seats: "kept",
  registration: "kept",
  waiting: "kept",
  mail: "kept",
  announcement: "kept",
  event: "kept",
  series: "kept",
  "series-date": "kept",
  flow: "dropped",
  code: "dropped",
  limit: "kept",
  person: "kept",
  session: "dropped",
  representative: "kept",
  "first-representative": "kept",
  invitation: "kept",
  claim: "kept",
  application: "kept",
  applied: "kept",
  letter: "kept",
  passkey: "kept",
  challenge: "kept",
  "change-request": "kept",
  "listing-notice": "kept",
  "confirm-asked": "kept",
  "confirm-round": "kept",
  note: "kept",
  task: "kept",
  reminded: "kept",
  "renewal-round": "kept",
  "join-asked": "kept",
  mailing: "kept",
  "mailing-round": "kept",
  "mailing-to": "kept",
  "mailing-sending": "kept",
  unsubscribed: "kept",
  picture: "kept",
  contact: "kept",
  batch: "kept",
  "batch-step": "kept",
  "import-file": "dropped",
  "import-mapping": "kept",
  place: "kept",
  "person-secret": "kept",
  audit: "kept",
  pepper: "kept",
  tombstone: "kept",
  restore: "dropped",
};

/** What the first start of a Mainstreet puts into an empty table: a restore takes its place. */
const OF_A_START: ReadonlySet<string> = new Set<ItemKind>([
  "chamber",
  "pepper",
  "lease",
  "audit",
  "confirm-round",
  "renewal-round",
]);

/** What a Mainstreet that runs writes without being asked: it may differ by the time a restore looks. */
const BY_ITSELF: ReadonlySet<string> = new Set<ItemKind>([
  "lease",
  "confirm-round",
  "renewal-round",
  "mail",
  "letter",
  "listing-notice",
  "mailing",
  "mailing-round",
  "mailing-to",
  "mailing-sending",
  "announcement",
  "waiting",
  "seats",
  "registration",
  "confirm-asked",
  "reminded",
]);

const FATES: ReadonlyMap<string, "kept" | "dropped" | "freed"> = new Map(Object.entries(IN_BACKUP));

/** Whether a backup has items of a kind: of one that nobody here knows too, so that nothing is lost without a word. */
export function isBackedUp(kind: string): boolean {
  return FATES.get(kind) !== "dropped";
}

/** What a restore does with a kind. @throws `invalid` for one that this version does not know */
export function fateOf(kind: string): "kept" | "dropped" | "freed" {
  const fate = FATES.get(kind);
  if (fate) return fate;
  throw new ChamberError(
    "invalid",
    `The backup has items of the kind “${kind}”, which this version of Mainstreet does not know. Restore it with the version that made it, or a later one.`,
  );
}

/** Whether a table that has only such items is as good as empty. */
export function isOfAStart(kind: string): boolean {
  return OF_A_START.has(kind);
}

/** Whether a difference in a kind may be the work of a Mainstreet that runs on the table already. */
export function isByItself(kind: string): boolean {
  return BY_ITSELF.has(kind);
}
