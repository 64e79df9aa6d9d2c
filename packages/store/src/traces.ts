import { instant } from "@mainstreet/core/local-date";
import type { PersonKey } from "@mainstreet/core/person-key";
import type { Key } from "./keys.ts";
import type { Action, Condition, Item } from "./table.ts";

/** Somebody whose traces are looked for. */
export type Who = {
  readonly personKey: PersonKey;
  /** The key of the person who reads a mailbox. */
  readonly keyOf: (email: string) => PersonKey;
};

/** Every kind of item that may hold something of a person, but their own. Nothing in most of their keys leads there. */
export const TRACED = [
  "registration",
  "mail",
  "flow",
  "code",
  "letter",
  "listing-notice",
  "session",
  "passkey",
  "representative",
  "invitation",
  "claim",
  "application",
  "applied",
  "change-request",
  "distinct",
  "note",
  "task",
  "join-asked",
  "mailing",
  "mailing-to",
  "unsubscribed",
  "picture",
  "member",
  "contact",
  "person-secret",
  "external",
  "batch",
  "batch-step",
  "import-file",
  "outcome",
] as const;

/** Whether an item belongs to a person: it goes with them. */
export function isOwn(item: Item, who: Who): boolean {
  if (item.kind === "code") return isTheirs(item.email, who);
  return item.personKey === who.personKey;
}

/**
 * The step that takes a person out of an item, under the condition that it is still as it was read; null where there is
 * nothing of them. Registrations are not for this: their seats have to go with them.
 * @param now milliseconds since 1970
 */
export function erasure(item: Item, who: Who, now: number): Action | null {
  if (!isOwn(item, who)) return erasureOfMention(item, who, now);
  const key = keyOf(item);
  // That it was posted is what keeps a repeated request from being carried out again.
  if (item.kind === "mail") return { put: { ...key, kind: "mail" }, when: same(item, "personKey") };
  return item.kind === "code" ? { remove: key } : { remove: key, when: same(item, "personKey") };
}

/** The same for what belongs to others, or to the chamber, and only names the person. */
function erasureOfMention(item: Item, who: Who, now: number): Action | null {
  const rewritten = (change: Item, ...unchanged: string[]): Action => ({
    put: { ...item, ...keyOf(item), ...change },
    when: same(item, ...unchanged),
  });
  switch (item.kind) {
    case "invitation":
      return item.invitedBy === who.personKey ? rewritten({ invitedBy: null }, "createdAt") : null;
    case "claim":
    case "application":
      return item.decidedBy === who.personKey ? rewritten({ decidedBy: null }, "version", "decidedBy") : null;
    case "change-request":
      return isNamed(item, who) ? rewritten(withoutAsker(item, who), "version", "updatedAt", "status") : null;
    case "note":
    case "task":
      return WRITERS.some((field) => item[field] === who.personKey) ? rewritten(unnamed(item, who), "version") : null;
    case "mailing":
      return item.by === who.personKey ? rewritten({ by: null, version: Number(item.version) + 1 }, "version") : null;
    case "picture":
      return item.uploadedBy === who.personKey ? rewritten({ uploadedBy: null }, "version", "uploadedBy") : null;
    case "member":
      if (!isTheirs(item.contactEmail, who)) return null;
      return rewritten(
        { contactEmail: "", contactName: "", updatedAt: instant(now), version: Number(item.version) + 1 },
        "version",
      );
    case "external":
      if (!isTheirs(contactOf(item), who)) return null;
      // What a row became stays known, so that the next import does not make it anew.
      return rewritten({ source: withoutContact(item.source), version: Number(item.version) + 1 }, "version");
    case "batch":
    case "import-file":
      return item.by === who.personKey ? rewritten({ by: null, version: Number(item.version) + 1 }, "version") : null;
    case "batch-step":
      if (!contactsIn(item).some(({ contactEmail }) => isTheirs(contactEmail, who))) return null;
      return rewritten({ parts: listOf(item.parts).map((part) => withoutTheirs(objectOf(part), who)) }, "n");
    case "distinct":
      return item.by === who.personKey ? rewritten({ by: null }, "createdAt", "by") : null;
    case "letter":
      return item.by === who.personKey ? rewritten({ by: null }, "id") : null;
    // That the request was carried out stays known for its day; what it was answered does not.
    case "outcome":
      return tellsOf(item.body, who) ? rewritten({ body: "{}" }, "request") : null;
    default:
      return null;
  }
}

/** Whether a mailbox is a person's. */
export function isTheirs(email: unknown, who: Who): boolean {
  return typeof email === "string" && email !== "" && who.keyOf(email) === who.personKey;
}

/** The mailbox that a row of a spreadsheet named. */
export function contactOf({ source }: Item): unknown {
  return objectOf(source).contactEmail;
}

/** The contacts that members, and rows of spreadsheets, had before a change that can be undone. */
export function contactsIn({
  parts,
}: Item): readonly { readonly contactEmail: unknown; readonly contactName: unknown }[] {
  return listOf(parts).flatMap((part) => {
    const before = objectOf(objectOf(part).before);
    const own = [before, objectOf(before.source)];
    return own.map(({ contactEmail, contactName }) => ({ contactEmail, contactName }));
  });
}

/** Once it is undone, nobody is the contact where they were. */
function withoutTheirs(part: Item, who: Who): Item {
  const before = objectOf(part.before);
  const { contactEmail } = objectOf(before.source);
  return {
    ...part,
    before: {
      ...before,
      ...(isTheirs(before.contactEmail, who) && { contactEmail: "", contactName: "" }),
      ...(isTheirs(contactEmail, who) && { source: withoutContact(before.source) }),
    },
  };
}

/** Whether a person has asked for something in a change of a listing. */
export function hasAsked({ by, askers }: Item, { personKey }: Who): boolean {
  return by === personKey || listOf(askers).includes(personKey);
}

function isNamed(item: Item, who: Who): boolean {
  return hasAsked(item, who) || item.decidedBy === who.personKey;
}

/** Where notes and tasks of staff name one of them. */
const WRITERS = ["by", "assignedTo", "doneBy"];

function unnamed(item: Item, { personKey }: Who): Item {
  const named = WRITERS.filter((field) => item[field] === personKey);
  return { ...Object.fromEntries(named.map((field) => [field, null])), version: Number(item.version) + 1 };
}

function withoutAsker(item: Item, { personKey }: Who): Item {
  const unless = (key: unknown) => (key === personKey ? null : key);
  const asked = listOf(item.askers);
  const askers = asked.filter((asker) => asker !== personKey);
  return {
    by: unless(item.by),
    decidedBy: unless(item.decidedBy),
    askers,
    // What staff said to nobody but them goes with them.
    ...(askers.length === 0 && asked.length > 0 && { reason: "" }),
  };
}

const ADDRESS = /[^\s"<>,;:()\\]+@[^\s"<>,;:()\\]+/g;

/** Whether a stored answer has the key of a person, or an address that is theirs. */
function tellsOf(body: unknown, who: Who): boolean {
  if (typeof body !== "string") return false;
  return body.includes(who.personKey) || (body.match(ADDRESS) ?? []).some((address) => isTheirs(address, who));
}

function withoutContact(source: unknown): object {
  const { contactEmail, contactName, ...rest } = objectOf(source);
  return rest;
}

/** That an item still has these attributes as it was read with. */
function same(item: Item, ...attributes: readonly string[]): Condition {
  return {
    expression: attributes.map((_, i) => `#a${i} = :a${i}`).join(" AND "),
    names: Object.fromEntries(attributes.map((name, i) => [`#a${i}`, name])),
    values: Object.fromEntries(attributes.map((name, i) => [`:a${i}`, item[name]])),
  };
}

function keyOf({ pk, sk }: Item): Key {
  return { pk: String(pk), sk: String(sk) };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
