import { Application } from "@mainstreet/core/application";
import { Category } from "@mainstreet/core/category";
import { Chamber } from "@mainstreet/core/chamber";
import { ChangeRequest } from "@mainstreet/core/change-request";
import { Claim } from "@mainstreet/core/claim";
import { Event } from "@mainstreet/core/event";
import { Listing } from "@mainstreet/core/listing";
import { Mailing } from "@mainstreet/core/mailing";
import { Member } from "@mainstreet/core/member";
import { Note } from "@mainstreet/core/note";
import { Passkey } from "@mainstreet/core/passkey";
import { Person } from "@mainstreet/core/person";
import { UploadedPicture } from "@mainstreet/core/picture";
import { Registration } from "@mainstreet/core/registration";
import { Invitation, Representative } from "@mainstreet/core/representative";
import { Seats } from "@mainstreet/core/seats";
import { Series } from "@mainstreet/core/series";
import { Session } from "@mainstreet/core/session";
import { Task } from "@mainstreet/core/task";
import { Announcement } from "@mainstreet/store/announcement-store";
import { Batch, Step } from "@mainstreet/store/batch-store";
import { CodeMail } from "@mainstreet/store/code-store";
import { Distinct } from "@mainstreet/store/distinct-store";
import { Flow } from "@mainstreet/store/flow-store";
import { ImportFile } from "@mainstreet/store/import-file-store";
import { External, Progress } from "@mainstreet/store/import-store";
import { JoinAsked } from "@mainstreet/store/join-asked-store";
import type { ItemKind } from "@mainstreet/store/keys";
import { Letter } from "@mainstreet/store/letter-store";
import { ListingNotice } from "@mainstreet/store/listing-notice-store";
import { MailingRound, MailingTo } from "@mainstreet/store/mailing-round";
import { Mail } from "@mainstreet/store/outbox-store";
import { Outcome } from "@mainstreet/store/outcome-store";
import { Reminded } from "@mainstreet/store/reminder-store";
import { Round } from "@mainstreet/store/round-store";
import { Unsubscribed } from "@mainstreet/store/subscription-store";
import type { Item } from "@mainstreet/store/table";
import * as z from "zod";

/** What a kind of item holds; null for one that holds keys and numbers only, and has no schema of its own. */
const SCHEMAS: Readonly<Record<ItemKind, z.ZodType | null>> = {
  chamber: Chamber,
  category: Category,
  member: Member,
  listing: Listing,
  distinct: Distinct,
  slug: null,
  external: External,
  outcome: Outcome,
  lease: null,
  import: Progress,
  seats: Seats,
  registration: Registration,
  waiting: null,
  mail: Mail,
  announcement: Announcement,
  event: Event,
  series: Series,
  "series-date": null,
  flow: Flow,
  code: CodeMail,
  limit: null,
  person: Person,
  session: Session,
  representative: Representative,
  "first-representative": null,
  invitation: Invitation,
  claim: Claim,
  application: Application,
  applied: null,
  letter: Letter,
  passkey: Passkey,
  challenge: null,
  "change-request": ChangeRequest,
  "listing-notice": ListingNotice,
  "confirm-asked": null,
  "confirm-round": Round,
  note: Note,
  task: Task,
  reminded: Reminded,
  "renewal-round": Round,
  mailing: Mailing,
  "mailing-round": MailingRound,
  "mailing-to": MailingTo,
  "mailing-sending": null,
  unsubscribed: Unsubscribed,
  "join-asked": JoinAsked,
  picture: UploadedPicture,
  contact: null,
  batch: Batch,
  "batch-step": Step,
  "import-file": ImportFile,
  // Whoever maps columns says what they are called, and what stands where a cell is empty.
  "import-mapping": null,
  place: null,
  "person-secret": null,
  // Its values are those of the others, and a test of its own looks at them.
  audit: null,
  pepper: null,
  tombstone: null,
  restore: null,
};

/** Kinds that are made for the public as a whole, but for the fields that are private all the same. */
const PUBLIC_BUT: Readonly<Partial<Record<ItemKind, readonly string[]>>> = {
  chamber: [],
  category: [],
  event: [],
  // What its events begin as; they are public, drafts are not.
  series: [],
  listing: ["staffNote", "externalId"],
};

/** Fields that could hold any text, and hold keys, hashes and words of Mainstreet's own. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  "external.memberId",
  "external.listingId",
  "import.run",
  "import.batchId",
  "batch-step.parts[].id",
  "outcome.etag",
  "seats.changedBy",
  "registration.place",
  "mail.what",
  "announcement.cursor",
  "flow.codeHash",
  "flow.tried[]",
  "passkey.credentialId",
  "passkey.publicKey",
  "passkey.transports[]",
  "listing-notice.cause",
  "member.memberships[].level",
  "confirm-round.cursor",
  "renewal-round.cursor",
  "mailing-round.cursor",
]);

/** A text field, as "party.guests[].name", with its schema. */
type Field = { readonly path: string; readonly schema: z.ZodType };

/** Every private field of a kind of item that could hold a text, read from its schema. */
export function privateFields(kind: ItemKind): readonly Field[] {
  const schema = SCHEMAS[kind];
  const but = PUBLIC_BUT[kind];
  return (schema ? fieldsOf(schema, "") : []).filter(
    ({ path }) => !OWN_WORDS.has(`${kind}.${path}`) && (but === undefined || but.includes(path)),
  );
}

/** Names that the lists above have, and no schema. */
export function unknownNames(): string[] {
  const known = (kind: string, path: string) =>
    Object.entries(SCHEMAS).some(
      ([name, schema]) => name === kind && schema && fieldsOf(schema, "").some((field) => field.path === path),
    );
  const listed = [...OWN_WORDS].map((name) => name.split(/\.(.*)/s));
  const but = Object.entries(PUBLIC_BUT).flatMap(([kind, paths]) => paths.map((path) => [kind, path]));
  return [...listed, ...but].filter(([kind = "", path = ""]) => !known(kind, path)).map((name) => name.join("."));
}

/** What a canary may look like: one of them goes into any field that takes text of people's own. */
const FORMS = ["", "@example.org", " 845 555 0100"] as const;

/** A value with a canary that a field takes, or null for a field that takes no text. */
function canaryFor(schema: z.ZodType, canary: string): string | null {
  const all = [...FORMS.map((form) => `${canary}${form}`), `https://${canary}.example.org/`, `{"${canary}": 1}`];
  return all.find((value) => schema.safeParse(value).success) ?? null;
}

function fieldsOf(schema: z.ZodType, path: string): Field[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries<z.ZodType>(schema.shape).flatMap(([name, own]) =>
      fieldsOf(own, path === "" ? name : `${path}.${name}`),
    );
  }
  if (schema instanceof z.ZodArray) return fieldsOf(plain(schema.element), `${path}[]`);
  if (schema instanceof z.ZodRecord) return fieldsOf(plain(schema.valueType), `${path}{}`);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fieldsOf(plain(schema.unwrap()), path);
  return canaryFor(schema, "kanarie") === null ? [] : [{ path, schema }];
}

function plain(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError("This is no schema.");
}

/** An item with a canary in each of its private fields that it has a place for. */
export function planted(item: Item, kind: ItemKind, canary: string): Item {
  let grown = item;
  for (const { path, schema } of privateFields(kind))
    grown = objectOf(set(grown, stepsOf(path), canaryFor(schema, canary)));
  return grown;
}

/** Whether an item has the canary in a field. */
export function holds(item: Item, { path }: Field, canary: string): boolean {
  let found: unknown[] = [item];
  for (const step of stepsOf(path)) found = found.flatMap((value) => within(value, step));
  return found.some((value) => typeof value === "string" && value.includes(canary));
}

function stepsOf(path: string): readonly string[] {
  return path.match(/[^.[\]{}]+|\[\]|\{\}/g) ?? [];
}

function within(value: unknown, step: string): unknown[] {
  if (step === "[]") return Array.isArray(value) ? value : [];
  if (step === "{}") return Object.values(objectOf(value));
  return [objectOf(value)[step]];
}

function set(value: unknown, [step, ...rest]: readonly string[], leaf: string | null): unknown {
  if (step === undefined) return leaf;
  if (step === "[]") return Array.isArray(value) ? value.map((each) => set(each, rest, leaf)) : value;
  if (value === null || (value === undefined && rest.length > 0)) return rest.length === 0 ? leaf : value;
  const object = objectOf(value);
  if (step === "{}")
    return Object.fromEntries(Object.entries(object).map(([name, each]) => [name, set(each, rest, leaf)]));
  return { ...object, [step]: set(object[step], rest, leaf) };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
