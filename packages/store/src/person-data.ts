import { Application } from "@mainstreet/core/application";
import { ChangeRequest } from "@mainstreet/core/change-request";
import { Claim } from "@mainstreet/core/claim";
import { Member } from "@mainstreet/core/member";
import { Passkey } from "@mainstreet/core/passkey";
import { Person } from "@mainstreet/core/person";
import { UploadedPicture } from "@mainstreet/core/picture";
import { Registration } from "@mainstreet/core/registration";
import { Invitation, Representative } from "@mainstreet/core/representative";
import { Session } from "@mainstreet/core/session";
import * as z from "zod";
import { CodeMail } from "./code-store.ts";
import { Flow } from "./flow-store.ts";
import { JoinAsked } from "./join-asked-store.ts";
import type { Keyring } from "./keyring.ts";
import { Content, Letter, opened } from "./letter-store.ts";
import { ListingNotice } from "./listing-notice-store.ts";
import { MailingTo } from "./mailing-round.ts";
import { Mail } from "./outbox-store.ts";
import { reasonIn } from "./sealed-reason.ts";
import { Unsubscribed } from "./subscription-store.ts";
import type { Item, Table } from "./table.ts";
import { contactOf, contactsIn, hasAsked, isOwn, isTheirs, TRACED, type Who } from "./traces.ts";
import { entityOf } from "./write.ts";

/*
 * What people get of all that is stored of them, field by field: no hash, no key, nothing of anybody else.
 */

const OwnPerson = z.object(
  Person.pick({
    email: true,
    name: true,
    staff: true,
    represents: true,
    signIns: true,
    visibility: true,
    createdAt: true,
    updatedAt: true,
  }).shape,
);
const OwnSession = z.object(
  Session.pick({ device: true, proof: true, createdAt: true, seenAt: true, provedAt: true, expires: true }).shape,
);
const OwnPasskey = z.object(Passkey.pick({ name: true, createdAt: true, usedAt: true }).shape);
const OwnRole = z.object(
  Representative.pick({ memberId: true, name: true, email: true, role: true, since: true }).shape,
);
const OwnInvitation = z.object(
  Invitation.pick({ memberId: true, email: true, role: true, createdAt: true, expires: true }).shape,
);
const OwnRegistration = z.object(
  Registration.pick({
    eventId: true,
    status: true,
    size: true,
    party: true,
    override: true,
    passedOver: true,
    createdAt: true,
    confirmedAt: true,
    cancelledAt: true,
    updatedAt: true,
  }).shape,
);
const OwnClaim = z.object(
  Claim.pick({
    listingId: true,
    memberId: true,
    email: true,
    name: true,
    message: true,
    matches: true,
    status: true,
    reason: true,
    decidedAt: true,
    createdAt: true,
    updatedAt: true,
  }).shape,
);
const OwnApplication = z.object(
  Application.pick({
    name: true,
    summary: true,
    address: true,
    phone: true,
    website: true,
    contactName: true,
    message: true,
    email: true,
    status: true,
    reason: true,
    memberId: true,
    listingId: true,
    decidedAt: true,
    createdAt: true,
    updatedAt: true,
  }).shape,
);
/** What one asked for together with others is in it too, as nobody could tell it apart. */
const OwnChange = z.object(
  ChangeRequest.pick({
    listingId: true,
    memberId: true,
    fields: true,
    status: true,
    reason: true,
    decidedAt: true,
    createdAt: true,
    updatedAt: true,
  }).shape,
);
const OwnPicture = z.object(
  UploadedPicture.pick({ listingId: true, width: true, height: true, uploadedAt: true }).shape,
);
const OwnMail = z.object({
  template: z.string(),
  ...Mail.pick({ eventId: true, reason: true, createdAt: true, settledAt: true }).shape,
});
const OwnNotice = z.object(
  ListingNotice.pick({ template: true, listingId: true, fields: true, reason: true, createdAt: true, settledAt: true })
    .shape,
);
const OwnAsked = z.object(JoinAsked.pick({ askedAt: true, leftAlone: true }).shape);
const OwnLetter = z.object({ ...Letter.pick({ template: true, createdAt: true }).shape, ...Content.shape });
const OwnMailing = z.object(MailingTo.pick({ mailingId: true, outcome: true, at: true }).shape);
const OwnUnsubscribed = z.object(Unsubscribed.pick({ at: true }).shape);
const OwnCode = z.object(CodeMail.pick({ eventId: true, email: true, createdAt: true, expires: true }).shape);
const OwnFlow = z.object(Flow.pick({ eventId: true, email: true, party: true, provedAt: true, expires: true }).shape);
const OwnContact = z.object(Member.pick({ id: true, name: true, contactName: true, contactEmail: true }).shape);
const OwnRow = z.object({ contactName: z.string().optional(), contactEmail: z.string() });

/** All that is stored of a person. */
export const PersonData = z.strictObject({
  person: OwnPerson,
  sessions: z.array(OwnSession),
  passkeys: z.array(OwnPasskey),
  representatives: z.array(OwnRole),
  invitations: z.array(OwnInvitation),
  registrations: z.array(OwnRegistration),
  claims: z.array(OwnClaim),
  applications: z.array(OwnApplication),
  changeRequests: z.array(OwnChange),
  pictures: z.array(OwnPicture),
  /** Members whose contact is the person's mailbox, and rows of imported spreadsheets that had it. */
  contacts: z.array(OwnContact),
  imported: z.array(OwnRow),
  /** As which contact they would come back if a change of many members were undone. */
  before: z.array(OwnRow),
  /** When they were asked to join, or that they are not to be asked. */
  joinAsked: z.array(OwnAsked),
  mails: z.strictObject({
    events: z.array(OwnMail),
    listings: z.array(OwnNotice),
    letters: z.array(OwnLetter),
    announcements: z.array(OwnMailing),
    codes: z.array(OwnCode),
  }),
  /** That they want no announcements. */
  unsubscribed: z.array(OwnUnsubscribed),
  /** What was begun in a browser and waits for a code, or was proved with one a while ago. */
  begun: z.array(OwnFlow),
});
export type PersonData = z.infer<typeof PersonData>;

/** Reads the whole table once and gathers what is stored of a person: nothing in most keys leads there. */
export async function dataOf(table: Table, person: Person, keyring: Keyring): Promise<PersonData> {
  const who = { personKey: person.personKey, keyOf: keyring.keyOf };
  const found = new Map<string, Item[]>(TRACED.map((kind) => [kind, []]));
  for await (const items of table.scan(TRACED))
    for (const item of items) if (concerns(item, who)) found.get(String(item.kind))?.push(item);
  const of = <S extends z.ZodType>(kind: (typeof TRACED)[number], schema: S): z.infer<S>[] =>
    (found.get(kind) ?? []).map((item) => schema.parse(item));
  const told = async <S extends z.ZodType>(kind: "mail" | "listing-notice", schema: S): Promise<z.infer<S>[]> => {
    const own: z.infer<S>[] = [];
    for (const { pk, sk, reason, ...rest } of found.get(kind) ?? []) {
      const sealed = { personKey: person.personKey, reason: String(reason ?? "") };
      const said = await reasonIn(table, keyring, { pk: String(pk), sk: String(sk) }, sealed);
      own.push(schema.parse({ ...rest, reason: said ?? "" }));
    }
    return own;
  };
  const letters: z.infer<typeof OwnLetter>[] = [];
  for (const item of found.get("letter") ?? []) {
    const letter = Letter.parse(entityOf(item));
    const content = await opened(table, keyring, letter);
    if (content) letters.push(OwnLetter.parse({ ...letter, ...content }));
  }
  return {
    person: OwnPerson.parse(person),
    sessions: of("session", OwnSession),
    passkeys: of("passkey", OwnPasskey),
    representatives: of("representative", OwnRole),
    invitations: of("invitation", OwnInvitation),
    registrations: of("registration", OwnRegistration),
    claims: of("claim", OwnClaim),
    applications: of("application", OwnApplication),
    changeRequests: of("change-request", OwnChange),
    pictures: of("picture", OwnPicture),
    contacts: of("member", OwnContact),
    imported: (found.get("external") ?? []).map(({ source }) => OwnRow.parse(source)),
    before: (found.get("batch-step") ?? []).flatMap((item) =>
      contactsIn(item).flatMap((one) => (isTheirs(one.contactEmail, who) ? [OwnRow.parse(one)] : [])),
    ),
    joinAsked: of("join-asked", OwnAsked),
    mails: {
      events: await told("mail", OwnMail),
      listings: await told("listing-notice", OwnNotice),
      letters,
      announcements: of("mailing-to", OwnMailing),
      codes: of("code", OwnCode),
    },
    unsubscribed: of("unsubscribed", OwnUnsubscribed),
    begun: of("flow", OwnFlow),
  };
}

function concerns(item: Item, who: Who): boolean {
  switch (item.kind) {
    case "change-request":
      return hasAsked(item, who);
    case "picture":
      return item.uploadedBy === who.personKey;
    case "member":
      return isTheirs(item.contactEmail, who);
    case "external":
      return isTheirs(contactOf(item), who);
    case "batch-step":
      return contactsIn(item).some(({ contactEmail }) => isTheirs(contactEmail, who));
    default:
      return isOwn(item, who);
  }
}
