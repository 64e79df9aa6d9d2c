import * as MemberStore from "@mainstreet/store/member-store";
import { expect, test } from "vitest";
import { by } from "../emulator/table.ts";
import { keyOf, settlePerson, startSession } from "../people.ts";
import { type Browser, openBrowser, signIn } from "../security/browser.ts";
import { type Site, STAFF_EMAIL, startSite } from "./site.ts";

const BLANK = { contactName: "", note: "", memberships: [] };
const BUSINESS = {
  name: "Rising Loaf",
  summary: "Bread",
  address: { street: "1 Main Street", extra: "", town: "Kingston", state: "NY", postalCode: "12401" },
  phone: "845 555 0100",
  website: "https://loaf.example.com/",
  contactName: "Ada",
  message: "We would like to join.",
};

async function memberOf(site: Site, name: string, contactEmail = ""): Promise<string> {
  return (await MemberStore.create(site.table, by(), { ...BLANK, name, contactEmail })).id;
}

const membersOf = async (browser: Browser) => (await browser.send("GET", "/api/account")).json.members;

test("whose mailbox the chamber has for a member is its owner at the first proved code, and nobody else is", async () => {
  const site = await startSite();
  const [bread, second] = [
    await memberOf(site, "Bread", "Ada@Example.org"),
    await memberOf(site, "Second", "ada@example.org"),
  ];
  const other = await memberOf(site, "Other", "bea@example.org");
  const gone = await memberOf(site, "Gone", "ada@example.org");
  await MemberStore.remove(site.table, by(), gone, 1);

  const ada = await signIn(site, "ada@example.org");
  const cid = await signIn(site, "cid@example.org");

  const owned = await membersOf(ada);
  expect(owned.map(({ id, role }: { id: string; role: string }) => [id, role]).sort()).toEqual(
    [
      [bread, "owner"],
      [second, "owner"],
    ].sort(),
  );
  expect(await membersOf(cid)).toEqual([]);
  expect((await ada.send("GET", `/api/members/${other}/people`)).status).toBe(404);
  expect((await ada.send("GET", `/api/members/${bread}/people`)).json.people).toMatchObject([
    { email: "ada@example.org" },
  ]);
});

test("who was taken off a member does not come back by the contact's address", async () => {
  const site = await startSite();
  const bread = await memberOf(site, "Bread", "ada@example.org");
  await signIn(site, "ada@example.org");

  const removed = await site.ask("DELETE", `/api/members/${bread}/people/${keyOf("ada@example.org")}`, { version: 1 });
  const ada = await signIn(site, "ada@example.org");

  expect(removed.status).toBe(200);
  expect(await membersOf(ada)).toEqual([]);
});

test("an owner invites somebody, who is told by mail, accepts, gets another role, and leaves", async () => {
  const site = await startSite();
  const bread = await memberOf(site, "Bread", "ada@example.org");
  const ada = await signIn(site, "ada@example.org");
  const at = `/api/members/${bread}`;

  const invited = await ada.send("POST", `${at}/invitations`, { body: { email: "bea@example.org", role: "editor" } });
  const mail = (await site.mails()).find(({ to, subject }) => to === "bea@example.org" && subject.includes("Bread"));
  const bea = await signIn(site, "bea@example.org");
  const asked = (await bea.send("GET", "/api/account")).json.invitations;
  await bea.send("POST", `/api/account/invitations/${bread}/accept`);
  const editing = await bea.send("POST", `${at}/invitations`, { body: { email: "cid@example.org", role: "owner" } });
  const last = await ada.send("DELETE", `${at}/people/${keyOf("ada@example.org")}`, { version: 1 });
  const promoted = await ada.send("PATCH", `${at}/people/${keyOf("bea@example.org")}`, {
    version: 1,
    body: { role: "owner" },
  });
  const stale = await ada.send("PATCH", `${at}/people/${keyOf("bea@example.org")}`, {
    version: 1,
    body: { role: "editor" },
  });
  const left = await ada.send("DELETE", `${at}/people/${keyOf("ada@example.org")}`, { version: 1 });
  const after = await membersOf(await signIn(site, "bea@example.org"));

  expect(invited.json).toMatchObject({ people: [{ role: "owner" }], invitations: [{ email: "bea@example.org" }] });
  expect(mail?.text).toContain("asks you to look after");
  expect(asked).toMatchObject([{ memberId: bread, name: "Bread", role: "editor" }]);
  // An editor invites nobody, and the last owner cannot leave.
  expect([editing.status, last.status, last.json.code]).toEqual([403, 409, "in-use"]);
  expect([promoted.status, stale.status, left.status]).toEqual([200, 412, 200]);
  expect(after).toMatchObject([{ id: bread, role: "owner" }]);
});

test("an invitation that was declined, taken back or has expired opens nothing", async () => {
  let now = Date.now();
  const site = await startSite({ now: () => now });
  const bread = await memberOf(site, "Bread");
  const invite = () =>
    site.ask("POST", `/api/members/${bread}/invitations`, { body: { email: "bea@example.org", role: "owner" } });
  const bea = await signIn(site, "bea@example.org");
  const accept = async () => (await bea.send("POST", `/api/account/invitations/${bread}/accept`)).status;

  await invite();
  await bea.send("POST", `/api/account/invitations/${bread}/decline`);
  const declined = await accept();
  await invite();
  await site.ask("DELETE", `/api/members/${bread}/invitations/${keyOf("bea@example.org")}`);
  const revoked = await accept();
  await invite();
  now += 13.9 * 24 * 60 * 60 * 1000;
  const soon = (await bea.send("GET", "/api/account")).json.invitations.length;
  now += 0.2 * 24 * 60 * 60 * 1000;
  await signIn(site, "bea@example.org", bea);
  const expired = await accept();

  expect([declined, revoked, soon, expired]).toEqual([404, 404, 1, 410]);
  expect(await membersOf(bea)).toEqual([]);
});

test("who claims a listing is told what staff decide, and looks after it when they agree", async () => {
  const site = await startSite();
  const bread = await memberOf(site, "Bread");
  const listing = (
    await site.ask("POST", "/api/listings", {
      body: { memberId: bread, name: "Bread", website: "https://www.bread.example.org/" },
    })
  ).json;
  const hidden = (
    await site.ask("POST", "/api/listings", { body: { memberId: bread, name: "Hidden", status: "hidden" } })
  ).json;
  const at = `/api/listings/${listing.id}/claims`;
  const ada = await signIn(site, "ada@bread.example.org");
  const bea = await signIn(site, "bea@elsewhere.example");

  const claimed = await ada.send("POST", at, { body: { message: "My shop" } });
  const twice = await ada.send("POST", at, { body: { message: "My shop!" } });
  await bea.send("POST", at, { body: { message: "Mine" } });
  const unseen = await ada.send("POST", `/api/listings/${hidden.id}/claims`, { body: { message: "" } });
  const { claims } = (await site.ask("GET", "/api/staff/claims")).json;
  const decide = (email: string, what: string, body: object) =>
    site.ask("POST", `/api/staff/claims/${listing.id}/${keyOf(email)}/${what}`, { version: 1, body });
  const approved = await decide("ada@bread.example.org", "approve", { role: "owner" });
  const refused = await decide("bea@elsewhere.example", "refuse", { reason: "It is Ada's." });
  const left = (await site.ask("GET", "/api/staff/claims")).json.claims;
  const mails = (await site.mails()).map(({ to, subject, text }) => `${to} ${subject} ${text}`);

  expect([claimed.json.claim.status, twice.status, unseen.status]).toEqual(["pending", 409, 404]);
  expect(claims.map(({ email, matches }: { email: string; matches: boolean }) => [email, matches])).toEqual([
    ["ada@bread.example.org", true],
    ["bea@elsewhere.example", false],
  ]);
  expect([approved.json.status, refused.json.status, left]).toEqual(["approved", "refused", []]);
  expect(mails.some((mail) => mail.startsWith("ada@bread.example.org “Bread” is yours"))).toBe(true);
  expect(mails.some((mail) => mail.startsWith("bea@elsewhere.example") && mail.includes("It is Ada's."))).toBe(true);
  expect(await membersOf(await signIn(site, "ada@bread.example.org"))).toMatchObject([{ id: bread, role: "owner" }]);
  expect((await bea.send("GET", at)).json.claim).toMatchObject({ status: "refused", reason: "It is Ada's." });
});

test("a business that is taken in is a member with a hidden listing and its owner, at once", async () => {
  const site = await startSite();
  const stranger = await openBrowser(site).send("POST", "/api/join", { body: BUSINESS });
  const ada = await signIn(site, "ada@loaf.example.com");

  const asked = await ada.send("POST", "/api/join", { body: BUSINESS });
  const [application] = (await site.ask("GET", "/api/staff/applications")).json.applications;
  const accept = () =>
    site.ask("POST", `/api/staff/applications/${application.id}/accept`, { version: 1, body: { level: "member" } });
  const [one, two] = await Promise.all([accept(), accept()]);
  const accepted = one.status === 200 ? one : two;
  const again = await signIn(site, "ada@loaf.example.com");
  const listing = (await site.ask("GET", `/api/listings/${accepted.json.listingId}`)).json;
  const member = (await site.ask("GET", `/api/members/${accepted.json.memberId}`)).json;

  expect([stranger.status, asked.status]).toEqual([401, 202]);
  expect([one.status, two.status].sort()).not.toEqual([200, 200]);
  expect(listing).toMatchObject({ name: "Rising Loaf", status: "hidden", slug: "rising-loaf", memberId: member.id });
  expect(member).toMatchObject({
    contactEmail: "ada@loaf.example.com",
    memberships: [{ level: "member", until: null }],
  });
  expect(await membersOf(again)).toEqual([{ id: member.id, name: "Rising Loaf", role: "owner" }]);
  expect((await site.ask("GET", "/api/members")).json.members).toHaveLength(1);
  expect(
    (await site.mails()).some(({ to, subject }) => to === "ada@loaf.example.com" && subject.startsWith("Welcome")),
  ).toBe(true);
});

test("an administrator says who is staff; nobody changes their own role; who is removed is out at once", async () => {
  const site = await startSite();
  await settlePerson(site.table, "editor@example.org", { staff: "editor" });
  const editor = await signIn(site, "editor@example.org");
  const set = (email: string, role: string | null, as = site.ask) =>
    as("POST", "/api/staff/people", { body: { email, role } });

  const made = await set("new@example.org", "editor");
  const listed = (await site.ask("GET", "/api/staff/people")).json.people.map(({ email }: { email: string }) => email);
  const own = await set(STAFF_EMAIL, "editor");
  const mayNot = await set("friend@example.org", "admin", editor.send);
  const before = (await editor.send("GET", "/api/members")).status;
  await set("editor@example.org", null);
  const after = (await editor.send("GET", "/api/members")).status;

  expect(made.json).toMatchObject({ email: "new@example.org", staff: "editor" });
  expect(listed.sort()).toEqual(["editor@example.org", "new@example.org", STAFF_EMAIL]);
  expect([own.status, mayNot.status, before, after]).toEqual([403, 403, 200, 401]);
});

test("a role that is taken away between the check and the write refuses the write", async () => {
  const site = await startSite();
  const editor = await settlePerson(site.table, "editor@example.org", { staff: "editor" });
  const { headers } = await startSession(site.table, editor);
  const member = (await site.ask("POST", "/api/members", { body: { name: "Bread" } })).json;
  const slow = await startSite({
    wrap: () => ({
      ...site.table,
      // The role goes while the request is between the gate and its transaction.
      transact: async (actions) => {
        if (actions.some((action) => "put" in action && action.put.kind === "member")) {
          await site.ask("POST", "/api/staff/people", { body: { email: "editor@example.org", role: null } });
        }
        return site.table.transact(actions);
      },
    }),
  });

  const answer = await slow.ask("PATCH", `/api/members/${member.id}`, {
    as: "public",
    headers,
    version: 1,
    body: { note: "Still here" },
  });

  expect(answer).toMatchObject({ status: 403, json: { code: "forbidden" } });
  expect((await site.ask("GET", `/api/members/${member.id}`)).json).toMatchObject({ note: "", version: 1 });
});
