import type { PersonKey } from "@mainstreet/core/person-key";
import * as z from "zod";
import type { Keyring } from "./keyring.ts";
import { INDEX, type ItemKind, TTL } from "./keys.ts";
import type { Item } from "./table.ts";

/** What entries of the audit are about: who looks for what was done to something looks for these. */
export const SubjectKind = z.enum([
  "application",
  "listing",
  "event",
  "member",
  "series",
  "category",
  "chamber",
  "person",
  "import",
  "batch",
  "task",
  "mailing",
]);
export type SubjectKind = z.infer<typeof SubjectKind>;
export type Subject = { readonly kind: SubjectKind; readonly id: string };

/** What the audit tells of a kind of item. */
type Rule = {
  readonly subject: (item: Item) => Subject;
  /** Which of several items of that kind it is. */
  readonly id: (item: Item) => unknown;
  /** Whose secret seals what is personal of it; null where nobody's does: then it is told only that it changed. */
  readonly owner: (item: Item, keyOf: Keyring["keyOf"]) => PersonKey | null;
  /** Fields that are told as they are: null for all but those that are personal. Whatever is not named is personal. */
  readonly open: readonly string[] | null;
  readonly personal?: readonly string[];
  /** Fields that say nothing to people: keys, hashes, counters, and what the subject says already. */
  readonly silent?: readonly string[];
};

/** Of no item they say anything that its version and the time of the entry do not. */
const ALWAYS_SILENT = ["pk", "sk", INDEX.pk, INDEX.sk, TTL, "echo", "kind", "id", "version", "createdAt", "updatedAt"];
const DECISION = ["decidedBy", "decidedAt"];

const about =
  (kind: SubjectKind, field = "id") =>
  (item: Item): Subject => ({ kind, id: String(item[field]) });
const nobody = () => null;
const themselves = ({ personKey }: Item) => String(personKey);
const byId = ({ id }: Item) => id;
const byPerson = ({ personKey }: Item) => personKey;
const open = (kind: SubjectKind): Rule => ({ subject: about(kind), id: byId, owner: nobody, open: null });

/** In the order in which a transaction of several is about one of them. */
export const RULES: Readonly<Partial<Record<ItemKind, Rule>>> = {
  application: {
    subject: about("application"),
    id: byId,
    owner: themselves,
    open: ["status", "memberId", "listingId"],
    silent: ["personKey", ...DECISION],
  },
  claim: {
    subject: about("listing", "listingId"),
    id: byId,
    owner: themselves,
    open: ["status", "matches"],
    silent: ["personKey", "listingId", "memberId", ...DECISION],
  },
  "change-request": {
    subject: about("listing", "listingId"),
    id: byId,
    owner: ({ by }) => (typeof by === "string" ? by : null),
    open: ["status"],
    silent: ["listingId", "memberId", "by", "askers", ...DECISION],
  },
  listing: { ...open("listing"), personal: ["staffNote", "externalId"] },
  distinct: {
    subject: about("listing", "a"),
    id: ({ a, b }) => `${a} ${b}`,
    owner: nobody,
    open: ["a", "b"],
    silent: ["by"],
  },
  event: open("event"),
  registration: {
    subject: about("event", "eventId"),
    id: byPerson,
    owner: themselves,
    open: ["status", "size", "override"],
    silent: ["eventId", "personKey", "attempt", "place", "passedOver", "confirmedAt", "cancelledAt"],
  },
  representative: {
    subject: about("member", "memberId"),
    id: byPerson,
    owner: themselves,
    open: ["role"],
    silent: ["memberId", "personKey", "since"],
  },
  invitation: {
    subject: about("member", "memberId"),
    id: byPerson,
    owner: themselves,
    open: ["role"],
    silent: ["memberId", "personKey", "invitedBy", "expires"],
  },
  member: {
    subject: about("member"),
    id: byId,
    owner: ({ contactEmail }, keyOf) =>
      typeof contactEmail === "string" && contactEmail !== "" ? keyOf(contactEmail) : null,
    open: ["name", "status", "memberships"],
  },
  note: {
    subject: about("member", "memberId"),
    id: byId,
    owner: nobody,
    open: ["removedAt"],
    silent: ["memberId", "by"],
  },
  task: {
    subject: ({ id, memberId }) =>
      typeof memberId === "string" ? { kind: "member", id: memberId } : { kind: "task", id: String(id) },
    id: byId,
    owner: nobody,
    open: ["due", "doneAt"],
    silent: ["memberId", "by", "doneBy", "assignedTo"],
  },
  // What it says may name people, whom nobody would find in it later.
  mailing: {
    subject: about("mailing"),
    id: byId,
    owner: nobody,
    open: ["state", "audience", "sentAt", "endedAt"],
    silent: ["by"],
  },
  series: open("series"),
  category: open("category"),
  chamber: { ...open("chamber"), subject: () => ({ kind: "chamber", id: "chamber" }), id: () => "chamber" },
  person: {
    subject: about("person", "personKey"),
    id: byPerson,
    owner: themselves,
    open: ["staff", "represents", "sessionsFrom", "visibility"],
    silent: ["personKey", "rolesVersion", "signIns"],
  },
  "join-asked": {
    subject: about("person", "personKey"),
    id: byPerson,
    owner: themselves,
    open: ["askedAt", "leftAlone"],
    silent: ["personKey"],
  },
  passkey: {
    subject: about("person", "personKey"),
    id: byId,
    owner: themselves,
    open: [],
    silent: ["personKey", "credentialId", "publicKey", "counter", "transports", "usedAt"],
  },
  session: {
    subject: about("person", "personKey"),
    id: byId,
    owner: themselves,
    open: ["proof"],
    silent: ["personKey", "seenAt", "provedAt", "expires", "staff"],
  },
  tombstone: {
    subject: about("person", "personKey"),
    id: byPerson,
    owner: nobody,
    open: [],
    silent: ["personKey", "erasedAt", "done"],
  },
};

/** Kinds of items that are no news to whoever looks what was done: they follow from the others, or nobody did them. */
export const UNTOLD: readonly ItemKind[] = [
  ...([
    "contact",
    "applied",
    "slug",
    "external",
    "outcome",
    "lease",
    "import",
    "seats",
    "waiting",
    "mail",
    "announcement",
  ] as const),
  ...(["series-date", "flow", "code", "limit", "first-representative", "letter", "challenge"] as const),
  ...(["batch", "batch-step", "import-file", "import-mapping", "place"] as const),
  ...(["listing-notice", "confirm-asked", "confirm-round", "reminded", "renewal-round"] as const),
  ...(["mailing-round", "mailing-to", "mailing-sending", "unsubscribed"] as const),
  ...(["picture", "person-secret", "audit", "pepper", "restore"] as const),
];

/** How a field of an item is told. */
export function tellingOf(rule: Rule, field: string): "open" | "personal" | "silent" {
  if (ALWAYS_SILENT.includes(field) || rule.silent?.includes(field)) return "silent";
  const isOpen = rule.open === null ? !rule.personal?.includes(field) : rule.open.includes(field);
  return isOpen ? "open" : "personal";
}

/** The rule of an item, or null for one of which nothing is told. */
export function ruleOf(item: Item): Rule | null {
  const found = Object.entries(RULES).find(([kind]) => kind === item.kind);
  return found?.[1] ?? null;
}

/** The place of a kind in the order of the rules. */
export function rankOf(kind: string): number {
  return Object.keys(RULES).indexOf(kind);
}
