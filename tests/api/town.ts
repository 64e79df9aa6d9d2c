import type { EventDraft } from "@mainstreet/core/event";
import { BLANK_EVENT } from "@mainstreet/core/event-builder";
import * as Listing from "@mainstreet/core/listing";
import { instant } from "@mainstreet/core/local-date";
import * as Member from "@mainstreet/core/member";
import { pictureFile, type UploadedPicture } from "@mainstreet/core/picture";
import { newAttempt } from "@mainstreet/core/registration";
import { flowId, secretsOf } from "@mainstreet/functions/api/flows/secrets";
import { SIGN_IN } from "@mainstreet/functions/api/sign-in/sign-in";
import * as CategoryStore from "@mainstreet/store/category-store";
import * as DistinctStore from "@mainstreet/store/distinct-store";
import * as EventStore from "@mainstreet/store/event-store";
import * as FlowStore from "@mainstreet/store/flow-store";
import * as ListingStore from "@mainstreet/store/listing-store";
import * as MemberStore from "@mainstreet/store/member-store";
import * as OutcomeStore from "@mainstreet/store/outcome-store";
import * as PersonStore from "@mainstreet/store/person-store";
import * as PictureStore from "@mainstreet/store/picture-store";
import * as RegistrationStore from "@mainstreet/store/registration-store";
import * as SeriesStore from "@mainstreet/store/series-store";
import type { Table } from "@mainstreet/store/table";
import { by, random, sleep } from "../emulator/table.ts";
import { KEYRING, keyOf, PEPPER, settlePerson, startSession } from "../people.ts";
import { plainPng } from "../photo.ts";
import { TRUSTED } from "../trusted.ts";
import { type Ask, type Copy, type Site, STAFF_EMAIL, startSite } from "./site.ts";
import { GOOD_IMPORTS, SENT_FILE, settleImports, type TownImports } from "./town-imports.ts";
import { GOOD_PEOPLE, settlePeople, type TownPeople } from "./town-people.ts";
import { ask } from "./wishes.ts";

/** Stands in every field that the public must not see. */
export const CANARY = "kanarie7f3a";

/** The ids of a small town: everything at version 1. */
export type Town = Readonly<
  Record<
    | "bakeries"
    | "cafes"
    | "baker"
    | "gone"
    | "bakery"
    | "cafe"
    | "hidden"
    | "orphan"
    | "mixer"
    | "series"
    | "registration"
    | "session"
    | "change",
    string
  > &
    TownPeople &
    TownImports
>;

/** The address of the town's mixer, the code that one browser was mailed for it, and what others have proved. */
export const SLUG = "december-mixer";
const CODE = "314159";
export const ASKED = { Cookie: `__Host-flow=${"a".repeat(43)}` };
export const PROVED = { Cookie: `__Host-flow=${"p".repeat(43)}` };

/** A picture that lies ready for the bakery. */
export const PICTURE = { hash: "0a".repeat(16), width: 8, height: 6, widths: [8] };

/** A party as people send it. */
const PARTY = {
  registrant: { name: `Ada ${CANARY}`, company: "Bread Alone" },
  guests: [{ name: `Ben ${CANARY}`, company: "" }],
  note: `note ${CANARY}`,
  lookingFor: "A caterer",
  visibility: "nobody",
} as const;

/** An event that begins in a month. */
export function eventDraft(): EventDraft {
  const day = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return { ...BLANK_EVENT, startsAt: `${day}T17:30`, endsAt: `${day}T19:30` };
}

function seriesDraft() {
  const { startsAt, endsAt, registrationOpens, registrationCloses, promoteUntil, ...event } = eventDraft();
  return {
    name: "Mixers",
    rule: "FREQ=MONTHLY;BYDAY=1TH",
    from: startsAt.slice(0, 10),
    until: null,
    skippedMonths: [],
    time: "17:30",
    minutes: 120,
    opensBefore: null,
    closesBefore: null,
    promoteBefore: null,
    event: { ...event, status: "draft" as const },
  };
}

/** Plans a mixer, with one browser that was mailed a code for it and one that has proved a mailbox and registered. */
async function mix(table: Table): Promise<Pick<Town, "mixer" | "series" | "registration">> {
  const needs = { table, now: Date.now, random, sleep };
  const secrets = secretsOf(PEPPER);
  const event = await EventStore.create(table, by(), eventDraft());
  const series = await SeriesStore.create(table, by(), seriesDraft());
  const begin = async ({ Cookie }: typeof ASKED, email: string) => {
    const attempt = newAttempt(Date.now(), random);
    const { registrant, guests, ...rest } = PARTY;
    const party = { ...rest, guests: [...guests], registrant: { ...registrant, email } };
    const personKey = secrets.person(email);
    const id = flowId(Cookie.slice("__Host-flow=".length), event.id);
    const from = { eventId: event.id, email, personKey, attempt, party, codeHash: secrets.code(attempt, CODE) };
    const remember = OutcomeStore.remember(
      { hash: attempt, request: "" },
      { status: 202, body: "", etag: "" },
      Date.now(),
    );
    await FlowStore.begin(needs, id, from, { code: CODE, limits: [], remember });
    return { ...from, id };
  };
  await begin(ASKED, `asked-${CANARY}@example.org`);
  const { id, ...proved } = await begin(PROVED, `proved-${CANARY}@example.org`);
  await FlowStore.tryCode(needs, id, () => proved.codeHash);
  const { registration } = await RegistrationStore.register(needs, proved);
  return { mixer: event.id, series: series.id, registration: registration.attempt };
}

/** Has a browser ask for a code to sign in, and staff be signed in at a second place. */
async function arrive(table: Table): Promise<Pick<Town, "session">> {
  const needs = { table, now: Date.now, random };
  const email = `signs-in-${CANARY}@example.org`;
  const attempt = newAttempt(Date.now(), random);
  const codeHash = secretsOf(PEPPER).code(attempt, CODE);
  const from = { eventId: null, email, personKey: keyOf(email), attempt, party: null, codeHash };
  const remember = OutcomeStore.remember(
    { hash: attempt, request: "" },
    { status: 202, body: "", etag: "" },
    Date.now(),
  );
  const id = flowId(ASKED.Cookie.slice("__Host-flow=".length), SIGN_IN);
  await FlowStore.begin(needs, id, from, { code: CODE, limits: [], remember });
  const staff = (await PersonStore.find(table, keyOf(STAFF_EMAIL))) ?? (await settlePerson(table, STAFF_EMAIL));
  const { session } = await startSession(table, staff);
  return { session: session.id };
}

function uploaded(listingId: UploadedPicture["listingId"]): UploadedPicture {
  const uploadedAt = instant(Date.now());
  const lookAt = instant(Date.now() + PictureStore.KEPT_MS);
  return { ...PICTURE, listingId, uploadedBy: null, uploadedAt, lookAt, released: false, version: 1 };
}

/** Settles two categories, a member with three listings of which one is hidden, and a removed member with one. */
export async function settle(table: Table): Promise<Town> {
  const category = async (name: string) =>
    (await CategoryStore.create(table, by(), { name, parentId: null, schemaType: "Store" })).id;
  const [bakeries, cafes] = [await category("Bakeries"), await category("Cafés")];

  const member = async (name: string, status: Member.Member["status"]) => {
    const draft = {
      ...Member.BLANK,
      name,
      note: `note ${CANARY}`,
      contactName: `name ${CANARY}`,
      contactEmail: `${CANARY}@example.org`,
    };
    const made: Member.Member = { ...MemberStore.draft(by(TRUSTED), draft, `external ${CANARY}`), status };
    await table.transact(MemberStore.steps(made, null, KEYRING));
    return made.id;
  };
  const [baker, gone] = [await member("Bread Alone", "current"), await member("Gone Fishing", "removed")];

  const listing = async (memberId: string, name: string, status: "published" | "hidden") => {
    const draft = { ...Listing.BLANK, name, status, staffNote: `staff ${CANARY}`, categories: [bakeries] };
    const made: Listing.Listing = {
      ...ListingStore.draft(by(TRUSTED), memberId, draft, `external ${CANARY}`),
      slug: name.toLowerCase().replaceAll(" ", "-"),
    };
    await table.transact([ListingStore.put(made, null)]);
    return made.id;
  };
  const cafe = await listing(baker, "Bread Alone Cafe", "published");
  const bakery = await listing(baker, "Bread Alone", "published");
  await table.transact([PictureStore.put(uploaded(bakery), null)]);
  await DistinctStore.tellApart(table, by(), cafe, bakery);
  return {
    bakeries,
    cafes,
    baker,
    gone,
    bakery,
    cafe,
    change: await ask(table, cafe),
    hidden: await listing(baker, "Secret Oven", "hidden"),
    orphan: await listing(gone, "Gone Fishing", "published"),
    ...(await mix(table)),
    ...(await arrive(table)),
    ...(await settlePeople(table, CANARY, baker, cafe)),
    ...(await settleImports(table, gone)),
  };
}

let settled: { readonly site: Site; readonly copy: Copy; readonly town: Town; readonly at: number } | null = null;
/** The codes of a town are good for ten minutes. */
const GOOD_MS = 4 * 60 * 1000;

/** A site with the town in it, for tests that come one after the other: the same each time, with everything put back. */
export async function settledSite(): Promise<{ site: Site; town: Town }> {
  if (!settled || Date.now() - settled.at > GOOD_MS) {
    const first = await startSite();
    const town = await settle(first.table);
    await first.pictures.media.write(`${town.bakery}/${pictureFile(PICTURE, PICTURE.width)}`, plainPng(8, 6));
    await first.pictures.imports.keep(town.sent, new TextEncoder().encode(SENT_FILE));
    settled = { site: first, copy: await first.copy(), town, at: Date.now() };
  }
  await settled.site.rewind(settled.copy);
  return settled;
}

/** One good request to every route that changes something; a route that is missing here fails the tests that go over all. */
export const GOOD: Readonly<
  Record<string, (town: Town) => { path: string } & Pick<Ask, "body" | "raw" | "version" | "headers">>
> = {
  "PATCH /api/chamber": () => ({ path: "/api/chamber", version: 1, body: { tagline: "Open today" } }),
  "POST /api/categories": () => ({
    path: "/api/categories",
    body: { name: "Florists", parentId: null, schemaType: "Florist" },
  }),
  "PATCH /api/categories/{id}": ({ cafes }) => ({
    path: `/api/categories/${cafes}`,
    version: 1,
    body: { name: "Coffee" },
  }),
  "DELETE /api/categories/{id}": ({ cafes }) => ({ path: `/api/categories/${cafes}`, version: 1 }),
  "POST /api/categories/{id}/merge": ({ cafes, bakeries }) => ({
    path: `/api/categories/${cafes}/merge`,
    version: 1,
    body: { into: bakeries },
  }),
  "POST /api/members": () => ({
    path: "/api/members",
    body: { name: "New Neighbour", memberships: [{ level: "member", from: "2026-01-01", until: null }] },
  }),
  "PATCH /api/members/{id}": ({ baker }) => ({ path: `/api/members/${baker}`, version: 1, body: { note: "Rang" } }),
  "DELETE /api/members/{id}": ({ baker }) => ({ path: `/api/members/${baker}`, version: 1 }),
  "POST /api/members/{id}/restore": ({ gone }) => ({ path: `/api/members/${gone}/restore`, version: 1 }),
  "POST /api/listings": ({ baker }) => ({ path: "/api/listings", body: { memberId: baker, name: "Second Oven" } }),
  "PATCH /api/listings/{id}": ({ bakery }) => ({
    path: `/api/listings/${bakery}`,
    version: 1,
    body: { phone: "845 555 0100" },
  }),
  "DELETE /api/listings/{id}": ({ bakery }) => ({ path: `/api/listings/${bakery}`, version: 1 }),
  "POST /api/listings/{id}/merge": ({ cafe, bakery }) => ({
    path: `/api/listings/${cafe}/merge`,
    version: 1,
    body: { into: bakery },
  }),
  "POST /api/members/{id}/merge": ({ gone, baker }) => ({
    path: `/api/members/${gone}/merge`,
    version: 1,
    body: { into: baker, intoVersion: 1 },
  }),
  "POST /api/staff/distinct": ({ cafe, hidden }) => ({ path: "/api/staff/distinct", body: { a: cafe, b: hidden } }),
  "DELETE /api/staff/distinct/{a}/{b}": ({ cafe, bakery }) => ({ path: `/api/staff/distinct/${bakery}/${cafe}` }),
  "POST /api/staff/events": () => ({ path: "/api/staff/events", body: { ...eventDraft(), title: "Another mixer" } }),
  "PATCH /api/staff/events/{id}": ({ mixer }) => ({
    path: `/api/staff/events/${mixer}`,
    version: 1,
    body: { capacity: 50 },
  }),
  "POST /api/staff/events/{id}/cancel": ({ mixer }) => ({
    path: `/api/staff/events/${mixer}/cancel`,
    version: 1,
    body: { reason: "Snow" },
  }),
  "POST /api/staff/events/{id}/registrations": ({ mixer }) => ({
    path: `/api/staff/events/${mixer}/registrations`,
    body: { email: "friend@example.org", party: PARTY },
  }),
  "POST /api/staff/events/{id}/registrations/cancel": ({ mixer, registration }) => ({
    path: `/api/staff/events/${mixer}/registrations/cancel`,
    body: { ids: [registration], reason: "The room is closed" },
  }),
  "POST /api/staff/series": () => ({ path: "/api/staff/series", body: seriesDraft() }),
  "PATCH /api/staff/series/{id}": ({ series }) => ({
    path: `/api/staff/series/${series}`,
    version: 1,
    body: { name: "Thursday mixers" },
  }),
  "POST /api/mixers/{slug}/register": () => ({
    path: `/api/mixers/${SLUG}/register`,
    headers: ASKED,
    body: { email: "new@example.org", party: PARTY },
  }),
  "POST /api/mixers/{slug}/register/code": () => ({
    path: `/api/mixers/${SLUG}/register/code`,
    headers: ASKED,
    body: { code: CODE },
  }),
  "POST /api/mixers/{slug}/registration/party": ({ registration }) => ({
    path: `/api/mixers/${SLUG}/registration/party`,
    headers: PROVED,
    body: { id: registration, version: 2, party: { ...PARTY, guests: [] } },
  }),
  "POST /api/mixers/{slug}/registration/cancel": ({ registration }) => ({
    path: `/api/mixers/${SLUG}/registration/cancel`,
    headers: PROVED,
    body: { id: registration },
  }),
  ...GOOD_PEOPLE,
  ...GOOD_IMPORTS,
  "POST /api/sign-in": () => ({ path: "/api/sign-in", headers: ASKED, body: { email: "new@example.org" } }),
  "POST /api/sign-in/code": () => ({ path: "/api/sign-in/code", headers: ASKED, body: { code: CODE } }),
  "POST /api/sign-out": () => ({ path: "/api/sign-out" }),
  "PATCH /api/account": () => ({ path: "/api/account", body: { name: "Robin" } }),
  "POST /api/account/erase": () => ({ path: "/api/account/erase", body: { confirm: "erase" } }),
  "POST /api/account/sessions/end": () => ({ path: "/api/account/sessions/end" }),
  "DELETE /api/account/sessions/{id}": ({ session }) => ({ path: `/api/account/sessions/${session}` }),
  "PATCH /api/account/listings/{id}": ({ bakery }) => ({
    path: `/api/account/listings/${bakery}`,
    version: 1,
    body: { fields: { hours: "Mo-Fr 07:00-17:00", tags: ["bread"] } },
  }),
  "POST /api/staff/chamber/logo": () => ({
    path: "/api/staff/chamber/logo",
    headers: { "Content-Type": "image/png" },
    raw: plainPng(8, 6),
  }),
  "POST /api/account/listings/{id}/pictures": ({ bakery }) => ({
    path: `/api/account/listings/${bakery}/pictures`,
    headers: { "Content-Type": "image/png" },
    raw: plainPng(3, 2),
  }),
  "POST /api/account/listings/{id}/confirm": ({ bakery }) => ({
    path: `/api/account/listings/${bakery}/confirm`,
    version: 1,
  }),
  "DELETE /api/account/listings/{id}/pending": ({ cafe }) => ({
    path: `/api/account/listings/${cafe}/pending`,
    version: 1,
  }),
  "POST /api/staff/changes/{id}/approve": ({ cafe }) => ({
    path: `/api/staff/changes/${cafe}/approve`,
    version: 1,
    body: { fields: { name: "Bread Alone Café" }, reason: "With its accent" },
  }),
  "POST /api/staff/changes/{id}/refuse": ({ cafe }) => ({
    path: `/api/staff/changes/${cafe}/refuse`,
    version: 1,
    body: { reason: "No superlatives" },
  }),
  "POST /api/staff/changes/{id}/seen": ({ cafe, change }) => ({
    path: `/api/staff/changes/${cafe}/seen`,
    body: { change },
  }),
  "POST /api/staff/preview": () => ({ path: "/api/staff/preview", body: { tagline: "Open today" } }),
  "POST /api/preview": ({ bakery }) => ({
    path: "/api/preview",
    body: { listingId: bakery, fields: { name: "Bread & Co" } },
  }),
};

/** What ends the session that asks for it: sent again, the request comes from nobody. */
export const ENDS_SESSION: ReadonlySet<string> = new Set([
  "POST /api/account/erase",
  "POST /api/account/sessions/end",
  "POST /api/account/invitations/{id}/accept",
]);

/** What stores nothing, and so is done anew each time that it is sent. */
export const STORES_NOTHING: ReadonlySet<string> = new Set([
  "POST /api/preview",
  "POST /api/staff/preview",
  "POST /api/staff/announcements/count",
  // Whoever gets no announcements gets none, however often it is asked, and by whichever mail program.
  "POST /api/unsubscribe/{token}",
  "POST /api/account/passkeys/options",
  "POST /api/sign-in/passkey/options",
  // What is undone is not undone again, by whichever request.
  "POST /api/staff/batches/{id}/undo",
  "POST /api/staff/imports/{id}/plan",
  "POST /api/staff/listings/{id}/suggested-place",
  "POST /api/staff/imports/{id}/apply",
]);

const MAKES =
  /^POST \/api\/(categories|members|listings|staff\/events|staff\/series|staff\/imports|staff\/notes|staff\/tasks|staff\/announcements|staff\/chamber\/logo|staff\/events\/\{id\}\/registrations|account\/listings\/\{id\}\/pictures)$/;

/** What the good request to a route is answered with. */
export function goodStatus(name: string): number {
  if (name === "POST /api/mixers/{slug}/register" || name === "POST /api/sign-in" || name === "POST /api/join")
    return 202;
  return MAKES.test(name) ? 201 : 200;
}

/** The good request to a route that changes something. @throws for a route without one */
export function goodRequest(
  name: string,
  town: Town,
): { path: string } & Pick<Ask, "body" | "raw" | "version" | "headers"> {
  const good = GOOD[name];
  if (!good) throw new Error(`${name} has no row in tests/api/town.ts.`);
  return good(town);
}
