import type { Actor } from "@mainstreet/core/actor";
import { newId } from "@mainstreet/core/id";
import * as Listing from "@mainstreet/core/listing";
import * as Member from "@mainstreet/core/member";
import type { Party } from "@mainstreet/core/party";
import type { Person } from "@mainstreet/core/person";
import { actorOf } from "@mainstreet/core/session";
import { keptStepKey } from "@mainstreet/store/batch-keys";
import * as BatchStore from "@mainstreet/store/batch-store";
import * as ImportFileStore from "@mainstreet/store/import-file-store";
import { type External, putExternal } from "@mainstreet/store/import-store";
import { putTo } from "@mainstreet/store/mailing-round";
import * as PasskeyStore from "@mainstreet/store/passkey-store";
import * as PersonStore from "@mainstreet/store/person-store";
import type { Table } from "@mainstreet/store/table";
import { guest, partyOf, plan } from "../api/guest.ts";
import { ORIGIN, type Site } from "../api/site.ts";
import { SLUG } from "../api/town.ts";
import { softAuthenticator } from "../authenticator.ts";
import { by, random } from "../emulator/table.ts";
import { keyOf, startSession } from "../people.ts";
import { plainPng } from "../photo.ts";
import { type Browser, openBrowser, signIn } from "./browser.ts";

/** Stands in everything that is known of one person, and nowhere else. */
export const CANARY = "kanarie8e2c";
export const ADA = `ada-${CANARY}@example.org`;
const BEA = "bea@example.org";
const CID = "cid@example.org";

const BUSINESS = {
  name: "Rising Loaf",
  summary: "",
  address: { street: "", extra: "", town: "Kingston", state: "NY", postalCode: "" },
  phone: "",
  website: "",
  contactName: `Ada ${CANARY}`,
  message: `application ${CANARY}`,
};

/** A site on which one person has left a trace in every kind of item, and another one beside it. */
export type Known = {
  readonly ada: Browser;
  readonly bea: Browser;
  /** The member whose owner and contact Ada is, and its listing. */
  readonly member: string;
  readonly listing: string;
  /** How many mails went out before all this: no other was sent. */
  readonly told: number;
};

/** Lets somebody become known in every way there is. */
export async function becomeKnown(site: Site, visibility: Party["visibility"] = "everyone"): Promise<Known> {
  const { table } = site;
  const staff = async (method: string, path: string, body: object, version?: number) => {
    const answer = await site.ask(method, path, { body, ...(version && { version }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  };
  const member = (name: string, contact: object) =>
    staff("POST", "/api/members", { ...Member.BLANK, name, ...contact });
  const listing = async (memberId: string, name: string): Promise<string> =>
    (await staff("POST", "/api/listings", { ...Listing.BLANK, memberId, name, status: "published" })).id;
  const bread = (await member("Bread", { contactEmail: ADA.toUpperCase(), contactName: `Ada ${CANARY}` })).id;
  const other = (await member("Other", { contactEmail: BEA, contactName: "Bea" })).id;
  const [loaf, shop] = [await listing(bread, "Bread"), await listing(other, "Shop")];
  const mixer = await plan(site, { capacity: 3 });
  await plan(site, { title: "Late mixer", capacity: 2 });
  for (const slug of [SLUG, "late-mixer"]) await (await guest(site, "first@example.org", slug)).come();

  // For a day she is staff, and decides what others ask for.
  await staff("POST", "/api/staff/people", { email: ADA, role: "editor" });
  let ada = await signIn(site, ADA);
  const bea = await signIn(site, BEA);
  await bea.send("POST", `/api/listings/${loaf}/claims`, { body: { message: "Mine" } });
  await bea.send("POST", "/api/join", { body: { ...BUSINESS, contactName: "Bea", message: "" } });
  const [application] = (await ada.send("GET", "/api/staff/applications")).json.applications;
  const refusal = { version: 1, body: { reason: "No" } };
  await ada.send("POST", `/api/staff/claims/${loaf}/${keyOf(BEA)}/refuse`, refusal);
  await ada.send("POST", `/api/staff/applications/${application.id}/refuse`, refusal);
  await bea.send("PATCH", `/api/account/listings/${shop}`, { version: 1, body: { fields: { name: "Shop & Co" } } });
  await ada.send("POST", `/api/staff/changes/${shop}/approve`, { version: 2, body: {} });
  await ada.send("POST", "/api/staff/distinct", { body: { a: loaf, b: shop } });
  await ada.send("POST", "/api/staff/notes", { body: { memberId: other, text: "Rang twice" } });
  const task = { title: "Ring again", due: "2026-12-01", memberId: other, assignedTo: keyOf(ADA) };
  await ada.send("POST", "/api/staff/tasks", { body: task });
  const audience = { states: [], levels: ["member"], towns: ["Kingston"], whom: "owners" };
  const text = { subject: "Winter market", text: "At ten" };
  const { id } = (await ada.send("POST", "/api/staff/announcements", { body: { ...text, audience } })).json;
  await table.transact([putTo(id, keyOf(ADA), "posted", Date.now())]);
  await staff("POST", "/api/staff/people", { email: ADA, role: null });
  ada = await signIn(site, ADA, openBrowser(site));
  const told = (await site.mails()).length;
  const send = async (method: string, path: string, body?: object, version?: number) => {
    const answer = await ada.send(method, path, { ...(body && { body }), ...(version && { version }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  };
  await send("PUT", "/api/account/announcements", { subscribed: false });
  await send("PATCH", "/api/account", { name: `Ada ${CANARY}`, visibility });
  const person = await PersonStore.find(table, keyOf(ADA));
  if (!person) throw new Error("Ada has signed in.");
  const { session } = await startSession(table, person);
  const made = {
    ...softAuthenticator(ORIGIN, person.personKey).stored,
    id: newId("passkey", Date.now(), random),
    personKey: person.personKey,
    counter: 0,
    transports: [],
    name: `device ${CANARY}`,
    createdAt: person.createdAt,
    usedAt: null,
    version: 1,
  };
  await PasskeyStore.add(
    table,
    by(actorOf(person, session, "offered")),
    made,
    PasskeyStore.spend("challenge", Date.now()),
  );
  for (const email of [BEA, CID]) await send("POST", `/api/members/${bread}/invitations`, { email, role: "editor" });
  await bea.send("POST", `/api/account/invitations/${bread}/accept`);
  await staff("POST", `/api/members/${other}/invitations`, { email: ADA, role: "editor" });
  await send("POST", `/api/listings/${shop}/claims`, { message: `claim ${CANARY}` });
  await send("POST", "/api/join", BUSINESS);

  // One wish of hers and one of both that staff refuse, of which they are to be told; and one that still waits.
  const change = (browser: Browser, version: number, fields: object) =>
    browser.send("PATCH", `/api/account/listings/${loaf}`, { version, body: { fields } });
  await change(ada, 1, { name: "Bread by Ada" });
  await staff("POST", `/api/staff/changes/${loaf}/refuse`, { reason: `refused ${CANARY}` }, 2);
  await change(ada, 3, { name: "Bread the Best" });
  await change(bea, 4, { categories: [], name: "Bread the Very Best" });
  await staff("POST", `/api/staff/changes/${loaf}/refuse`, { reason: "No superlatives" }, 5);
  await change(ada, 6, { name: "Bread and Butter", hours: "Mo-Fr 08:00-12:00" });

  const headers = { "Content-Type": "image/png" };
  const uploaded = await ada.send("POST", `/api/account/listings/${loaf}/pictures`, { raw: plainPng(), headers });
  if (uploaded.status !== 201) throw new Error(uploaded.text);

  const { registrant, ...rest } = partyOf(`Ada ${CANARY}`, 2);
  const guests = rest.guests.map((one) => ({ ...one, company: CANARY }));
  const party = {
    registrant: { ...registrant, company: CANARY },
    guests,
    note: CANARY,
    lookingFor: CANARY,
    visibility,
  };
  const { registration } = await send("POST", `/api/mixers/${SLUG}/register`, { email: ADA, party });
  const sentAway = { ids: [registration.id], reason: `cancelled ${CANARY}` };
  await staff("POST", `/api/staff/events/${mixer}/registrations/cancel`, sentAway);
  await send("POST", `/api/mixers/${SLUG}/register`, { email: ADA, party });
  await send("POST", "/api/mixers/late-mixer/register", { email: ADA, party });
  await (await guest(site, ADA, "late-mixer")).send("register", { body: { email: ADA, party } });
  await staff("POST", `/api/staff/guests/${keyOf(ADA)}/leave-alone`, { leftAlone: true });
  const source = { name: "Bread", contactEmail: ` ${ADA}`, contactName: `Ada ${CANARY}` };
  const external = { memberId: bread, listingId: loaf, source, version: 1 };
  await table.transact([putExternal("row 1", external, null)]);
  await importAs(table, person, external);
  return { ada, bea, member: bread, listing: loaf, told };
}

/** On the day that she was staff she imported a file, and a row of it said before who the contact was. */
async function importAs(table: Table, { personKey }: Person, after: External): Promise<void> {
  const actor: Actor = { kind: "person", personKey, staff: "editor", represents: [], rolesVersion: 0, provedAt: 0 };
  const write = { ...by<ImportFileStore.ImportFile>(), actor };
  const file = ImportFileStore.draft(write, { name: "members.csv", size: 1 });
  const mapping = { columns: { Company: "name" }, defaults: { category: "Food" } };
  await ImportFileStore.create(table, by(), { ...file, mapping });
  const batch = BatchStore.draft(write, { of: "import", title: "members.csv" });
  const changed = { ...after, source: {}, version: 2 };
  const { actions } = BatchStore.remember(
    batch,
    [[{ of: "external", identity: "row 1", before: after, after: changed }]],
    Date.now(),
  );
  await table.transact(actions);
  const [step] = await BatchStore.stepsLeft(table, batch.id, 1);
  if (!step) throw new Error("It was just put there.");
  await table.transact([{ put: { ...keptStepKey(batch.id, 1), kind: "batch-step", ...step, kept: "It was changed" } }]);
}
