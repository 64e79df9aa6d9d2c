import { randomUUID } from "node:crypto";
import type { Actor, PersonActor } from "@mainstreet/core/actor";
import { newId } from "@mainstreet/core/id";
import type { Mailing, MailingDraft } from "@mainstreet/core/mailing";
import type { Person } from "@mainstreet/core/person";
import { secretsOf } from "@mainstreet/functions/api/flows/secrets";
import { newChallenge } from "@mainstreet/functions/api/sign-in/challenge";
import * as ApplicationStore from "@mainstreet/store/application-store";
import * as ClaimStore from "@mainstreet/store/claim-store";
import * as InvitationStore from "@mainstreet/store/invitation-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MailingStore from "@mainstreet/store/mailing-store";
import * as NoteStore from "@mainstreet/store/note-store";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import * as PersonStore from "@mainstreet/store/person-store";
import { ABSENT, type Table } from "@mainstreet/store/table";
import * as TaskStore from "@mainstreet/store/task-store";
import { unsubscribeToken } from "@mainstreet/store/unsubscribe-token";
import { softAuthenticator } from "../authenticator.ts";
import { by, random } from "../emulator/table.ts";
import { KEYRING, keyOf, PEPPER, settlePerson } from "../people.ts";
import { type Ask, ORIGIN, STAFF_EMAIL } from "./site.ts";

/** The keys of people of the town, and what some of them ask for. */
export type TownPeople = Readonly<
  Record<
    "helper" | "invited" | "claimant" | "application" | "passkey" | "note" | "task" | "mailing" | "sending",
    string
  >
>;

/** The browser in which passkeys are made and shown. */
const FLOW = "k".repeat(43);
const AT_DEVICE = { Cookie: `__Host-flow=${FLOW}` };
const DEVICE = softAuthenticator(ORIGIN, keyOf(STAFF_EMAIL));
const challenge = (purpose: "create" | "get") => newChallenge(secretsOf(PEPPER), purpose, FLOW, Date.now());

const NEW_BUSINESS = {
  name: "Rising Loaf",
  summary: "",
  address: { street: "", extra: "", town: "Kingston", state: "NY", postalCode: "" },
  phone: "",
  website: "",
  contactName: "",
  message: "",
};

const MAILING = {
  subject: "Winter market",
  text: "The stalls open at ten.",
  audience: { states: [], levels: [], towns: [], whom: "owners" },
} satisfies MailingDraft;

/** The link of somebody who gets announcements. */
export const TOKEN = unsubscribeToken(KEYRING, keyOf("reader@example.org"));

const TASK = { title: "Ring again", due: "2027-01-15", memberId: null, assignedTo: null } as const;

/** A stored person as one who asks. */
function asking({ personKey, staff, represents, rolesVersion }: Person, provedAt = Date.now()): PersonActor {
  return { kind: "person", personKey, staff, represents, rolesVersion, provedAt };
}

/** Gives somebody a passkey, which a device in software keeps. */
async function settlePasskey(table: Table, person: Person, { stored }: Pick<typeof DEVICE, "stored">): Promise<string> {
  const { personKey, createdAt } = person;
  const made = {
    ...stored,
    id: newId("passkey", Date.now(), random),
    personKey,
    counter: 0,
    transports: [],
    name: "Test",
    createdAt,
    usedAt: null,
    version: 1,
  };
  await PasskeyStore.add(table, by(asking(person)), made, PasskeyStore.spend(randomUUID(), Date.now()));
  return made.id;
}

/** Settles who helps a member, who was asked to, who claims its café, and who wants to become a member. */
export async function settlePeople(table: Table, canary: string, member: string, cafe: string): Promise<TownPeople> {
  const mailbox = (name: string) => `${name}-${canary}@example.org`;
  const helper = await settlePerson(table, mailbox("helper"), { represents: { [member]: "editor" } });
  const claimant = await settlePerson(table, mailbox("claimant"));
  const actor: Actor = asking(claimant);
  const admin = (await PersonStore.find(table, keyOf(STAFF_EMAIL))) ?? (await settlePerson(table, STAFF_EMAIL));
  await settlePasskey(table, helper, softAuthenticator(ORIGIN, helper.personKey));
  for (const email of [mailbox("invited"), STAFF_EMAIL]) {
    const to = { memberId: member, personKey: keyOf(email), email, role: "editor" } as const;
    await InvitationStore.invite(table, by(), to, []);
  }
  const limit = { hash: `town ${claimant.personKey}`, most: 5 };
  const listing = await ListingStore.get(table, cafe);
  await ClaimStore.create(table, by(actor), listing, `claim ${canary}`, limit);
  const business = { ...NEW_BUSINESS, message: `application ${canary}` };
  const application = await ApplicationStore.create(table, by(actor), business, limit);
  const mailing = await MailingStore.create(table, by(), { ...MAILING, text: `mailing ${canary}` });
  const sending: Mailing = { ...mailing, id: newId("mailing", Date.now(), random), state: "sending" };
  await table.transact([MailingStore.put(sending, ABSENT)]);
  return {
    mailing: mailing.id,
    sending: sending.id,
    helper: helper.personKey,
    invited: keyOf(mailbox("invited")),
    claimant: claimant.personKey,
    application: application.id,
    passkey: await settlePasskey(table, admin, DEVICE),
    note: (await NoteStore.create(table, by(), { memberId: member, text: `note ${canary}` })).id,
    task: (await TaskStore.create(table, by(), { ...TASK, memberId: member, title: `task ${canary}` })).id,
  };
}

/** Who has registered for the town's mixer, and belongs to nobody. */
const GUEST = keyOf("proved-kanarie7f3a@example.org");

/** One good request by an administrator to every route that is about people; what the town's `GOOD` goes on with. */
export const GOOD_PEOPLE: Readonly<
  Record<
    string,
    (
      town: TownPeople & Readonly<Record<"baker" | "bakery" | "cafe", string>>,
    ) => { path: string } & Pick<Ask, "body" | "version" | "headers">
  >
> = {
  "POST /api/account/passkeys/options": () => ({ path: "/api/account/passkeys/options", headers: AT_DEVICE }),
  "POST /api/account/passkeys": () => ({
    path: "/api/account/passkeys",
    headers: AT_DEVICE,
    body: softAuthenticator(ORIGIN, "").make(challenge("create")),
  }),
  "DELETE /api/account/passkeys/{id}": ({ passkey }) => ({ path: `/api/account/passkeys/${passkey}` }),
  "POST /api/sign-in/passkey/options": () => ({ path: "/api/sign-in/passkey/options", headers: AT_DEVICE }),
  "POST /api/sign-in/passkey": () => ({
    path: "/api/sign-in/passkey",
    headers: AT_DEVICE,
    body: DEVICE.show(challenge("get")),
  }),
  "POST /api/staff/people": () => ({
    path: "/api/staff/people",
    body: { email: "colleague@example.org", role: "editor" },
  }),
  "POST /api/staff/people/{person}/erase": ({ claimant }) => ({
    path: `/api/staff/people/${claimant}/erase`,
    body: { confirm: "erase" },
  }),
  "DELETE /api/staff/people/{person}/passkeys": ({ helper }) => ({ path: `/api/staff/people/${helper}/passkeys` }),
  "POST /api/members/{id}/invitations": ({ baker }) => ({
    path: `/api/members/${baker}/invitations`,
    body: { email: "baker@example.org", role: "owner" },
  }),
  "DELETE /api/members/{id}/invitations/{person}": ({ baker, invited }) => ({
    path: `/api/members/${baker}/invitations/${invited}`,
  }),
  "PATCH /api/members/{id}/people/{person}": ({ baker, helper }) => ({
    path: `/api/members/${baker}/people/${helper}`,
    version: 1,
    body: { role: "owner" },
  }),
  "DELETE /api/members/{id}/people/{person}": ({ baker, helper }) => ({
    path: `/api/members/${baker}/people/${helper}`,
    version: 1,
  }),
  "POST /api/account/invitations/{id}/accept": ({ baker }) => ({ path: `/api/account/invitations/${baker}/accept` }),
  "POST /api/account/invitations/{id}/decline": ({ baker }) => ({ path: `/api/account/invitations/${baker}/decline` }),
  "POST /api/listings/{id}/claims": ({ bakery }) => ({
    path: `/api/listings/${bakery}/claims`,
    body: { message: "It is mine" },
  }),
  "POST /api/staff/claims/{id}/{person}/approve": ({ cafe, claimant }) => ({
    path: `/api/staff/claims/${cafe}/${claimant}/approve`,
    version: 1,
    body: { role: "owner" },
  }),
  "POST /api/staff/claims/{id}/{person}/refuse": ({ cafe, claimant }) => ({
    path: `/api/staff/claims/${cafe}/${claimant}/refuse`,
    version: 1,
    body: { reason: "It is somebody else's" },
  }),
  "POST /api/staff/bulk": ({ bakery }) => ({
    path: "/api/staff/bulk",
    body: {
      of: "listings",
      ids: [{ id: bakery, version: 1 }],
      change: { status: "hidden" },
      batchId: null,
      title: "Hide",
    },
  }),
  "POST /api/members/{id}/renew": ({ baker }) => ({
    path: `/api/members/${baker}/renew`,
    version: 1,
    body: { months: 12, level: "member" },
  }),
  "POST /api/staff/guests/{person}/invite": () => ({ path: `/api/staff/guests/${GUEST}/invite` }),
  "POST /api/staff/guests/{person}/leave-alone": () => ({
    path: `/api/staff/guests/${GUEST}/leave-alone`,
    body: { leftAlone: true },
  }),
  "POST /api/staff/notes": ({ baker }) => ({
    path: "/api/staff/notes",
    body: { memberId: baker, text: "Rang twice" },
  }),
  "PATCH /api/staff/notes/{id}": ({ note }) => ({
    path: `/api/staff/notes/${note}`,
    version: 1,
    body: { text: "Rang three times" },
  }),
  "DELETE /api/staff/notes/{id}": ({ note }) => ({ path: `/api/staff/notes/${note}`, version: 1 }),
  "POST /api/staff/notes/{id}/restore": ({ note }) => ({ path: `/api/staff/notes/${note}/restore`, version: 1 }),
  "POST /api/staff/tasks": () => ({ path: "/api/staff/tasks", body: TASK }),
  "PATCH /api/staff/tasks/{id}": ({ task }) => ({
    path: `/api/staff/tasks/${task}`,
    version: 1,
    body: { done: true },
  }),
  "POST /api/staff/announcements": () => ({ path: "/api/staff/announcements", body: MAILING }),
  "PATCH /api/staff/announcements/{id}": ({ mailing }) => ({
    path: `/api/staff/announcements/${mailing}`,
    version: 1,
    body: { subject: "Summer market" },
  }),
  "DELETE /api/staff/announcements/{id}": ({ mailing }) => ({
    path: `/api/staff/announcements/${mailing}`,
    version: 1,
  }),
  "POST /api/staff/announcements/count": () => ({
    path: "/api/staff/announcements/count",
    body: MAILING.audience,
  }),
  "POST /api/staff/announcements/{id}/test": ({ mailing }) => ({ path: `/api/staff/announcements/${mailing}/test` }),
  "POST /api/staff/announcements/{id}/send": ({ mailing }) => ({
    path: `/api/staff/announcements/${mailing}/send`,
    version: 1,
  }),
  "POST /api/staff/announcements/{id}/stop": ({ sending }) => ({
    path: `/api/staff/announcements/${sending}/stop`,
    version: 1,
  }),
  "POST /api/unsubscribe/{token}": () => ({ path: `/api/unsubscribe/${TOKEN}` }),
  "PUT /api/account/announcements": () => ({ path: "/api/account/announcements", body: { subscribed: false } }),
  "POST /api/join": () => ({ path: "/api/join", body: NEW_BUSINESS }),
  "POST /api/staff/applications/{id}/accept": ({ application }) => ({
    path: `/api/staff/applications/${application}/accept`,
    version: 1,
    body: { level: null },
  }),
  "POST /api/staff/applications/{id}/refuse": ({ application }) => ({
    path: `/api/staff/applications/${application}/refuse`,
    version: 1,
    body: { reason: "Not in the region" },
  }),
};

/** What kind of item such a request is about; where one is only taken away, none that could be counted. */
export const ABOUT_PEOPLE: Readonly<Record<string, string | null>> = {
  "POST /api/staff/people": "person",
  "POST /api/staff/people/{person}/erase": "tombstone",
  "DELETE /api/staff/people/{person}/passkeys": "person",
  "POST /api/members/{id}/invitations": "invitation",
  "DELETE /api/members/{id}/invitations/{person}": null,
  "PATCH /api/members/{id}/people/{person}": "representative",
  "DELETE /api/members/{id}/people/{person}": "person",
  "POST /api/account/invitations/{id}/decline": null,
  "POST /api/listings/{id}/claims": "claim",
  "POST /api/staff/claims/{id}/{person}/approve": "claim",
  "POST /api/staff/claims/{id}/{person}/refuse": "claim",
  // Of its two members and the listing that changes hands.
  "POST /api/members/{id}/merge": "listing",
  "POST /api/staff/distinct": "distinct",
  "DELETE /api/staff/distinct/{a}/{b}": null,
  "POST /api/staff/guests/{person}/invite": "join-asked",
  "POST /api/staff/guests/{person}/leave-alone": "join-asked",
  "POST /api/staff/notes": "note",
  "PATCH /api/staff/notes/{id}": "note",
  "DELETE /api/staff/notes/{id}": "note",
  "POST /api/staff/notes/{id}/restore": "note",
  "POST /api/staff/tasks": "task",
  "PATCH /api/staff/tasks/{id}": "task",
  "POST /api/staff/announcements": "mailing",
  "PATCH /api/staff/announcements/{id}": "mailing",
  "DELETE /api/staff/announcements/{id}": null,
  "POST /api/staff/announcements/{id}/test": "letter",
  "POST /api/staff/announcements/{id}/send": "mailing",
  "POST /api/staff/announcements/{id}/stop": "mailing",
  "PUT /api/account/announcements": "unsubscribed",
  "POST /api/join": "application",
  "POST /api/staff/applications/{id}/accept": "application",
  "POST /api/staff/applications/{id}/refuse": "application",
  "POST /api/staff/imports": "import-file",
  "POST /api/account/passkeys": "passkey",
  "POST /api/account/listings/{id}/pictures": "picture",
  "POST /api/staff/chamber/logo": "picture",
  "DELETE /api/account/passkeys/{id}": null,
  "POST /api/sign-in/passkey": "passkey",
  "POST /api/sign-out": null,
  "DELETE /api/account/sessions/{id}": null,
};
