import { appliedPartition } from "@mainstreet/store/directory-keys";
import { expect, test } from "vitest";
import { keyOf } from "../people.ts";
import { signIn } from "../security/browser.ts";
import { startSite } from "./site.ts";

const LOAF = {
  name: "Rising Loaf",
  summary: "",
  address: { street: "1 Main Street", extra: "", town: "Kingston", state: "NY", postalCode: "12401" },
  phone: "",
  website: "",
  contactName: "Ada",
  message: "",
};
const ADA = "ada@loaf.example.org";

test("staff see of a new member what its hidden listing lacks, until it is shown", async () => {
  const site = await startSite();
  const ada = await signIn(site, ADA);
  await ada.send("POST", "/api/join", { body: LOAF });
  const listed = async () => (await site.ask("GET", "/api/staff/applications")).json;
  const [{ id }] = (await listed()).applications;

  await site.ask("POST", `/api/staff/applications/${id}/accept`, { version: 1, body: { level: null } });
  const [first] = (await listed()).accepted;
  const own = (await (await signIn(site, ADA)).send("GET", "/api/account/listings")).json.listings;
  const completed = await site.ask("PATCH", `/api/listings/${first.listing.id}`, {
    version: first.listing.version,
    body: { summary: "Bread", hours: "Mo-Fr 07:00-17:00", position: { lat: 41.93, lon: -74.02 } },
  });
  const [then] = (await listed()).accepted;
  await site.ask("PATCH", `/api/listings/${first.listing.id}`, {
    version: completed.json.version,
    body: { status: "published" },
  });

  expect(first).toMatchObject({
    name: "Rising Loaf",
    email: ADA,
    missing: ["membership", "category", "position", "hours", "words"],
  });
  expect(own).toMatchObject([{ listing: { id: first.listing.id, status: "hidden" } }]);
  expect(then).toMatchObject({ missing: ["membership", "category"], listing: { version: completed.json.version } });
  expect(await listed()).toEqual({ applications: [], accepted: [] });
});

test("a refused application is in neither list, and of two new members the later one comes first", async () => {
  let now = Date.now();
  const site = await startSite({ now: () => now });
  const ada = await signIn(site, ADA);
  for (const name of ["No", "One", "Two"]) await ada.send("POST", "/api/join", { body: { ...LOAF, name } });
  const [no, ...others] = (await site.ask("GET", "/api/staff/applications")).json.applications;

  await site.ask("POST", `/api/staff/applications/${no.id}/refuse`, { version: 1, body: { reason: "No." } });
  for (const { id } of others) {
    now += 1000;
    await site.ask("POST", `/api/staff/applications/${id}/accept`, { version: 1, body: {} });
  }

  const { applications, accepted } = (await site.ask("GET", "/api/staff/applications")).json;
  expect(applications).toEqual([]);
  expect(accepted.map(({ name }: { name: string }) => name)).toEqual([others[1].name, others[0].name]);
});

test("whoever has applied reads on their account what waits for staff, until staff have decided", async () => {
  const site = await startSite();
  const ada = await signIn(site, ADA);
  const bea = await signIn(site, "bea@example.org");
  for (const name of ["No", "Yes", "Open"]) await ada.send("POST", "/api/join", { body: { ...LOAF, name } });
  const waiting = async () =>
    (await (await signIn(site, ADA)).send("GET", "/api/account")).json.applications.map(
      ({ name }: { name: string }) => name,
    );
  const { applications } = (await site.ask("GET", "/api/staff/applications")).json;
  const idOf = (called: string) => applications.find(({ name }: { name: string }) => name === called).id;

  const before = (await ada.send("GET", "/api/account")).json.applications;
  await site.ask("POST", `/api/staff/applications/${idOf("No")}/refuse`, { version: 1, body: { reason: "No." } });
  const afterNo = await waiting();
  await site.ask("POST", `/api/staff/applications/${idOf("Yes")}/accept`, { version: 1, body: {} });

  expect(before.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(["No", "Yes", "Open"]));
  expect(before[0]).toEqual({
    id: expect.stringMatching(/^app_/),
    name: expect.any(String),
    createdAt: expect.any(String),
  });
  expect(afterNo.toSorted()).toEqual(["Open", "Yes"]);
  expect(await waiting()).toEqual(["Open"]);
  expect((await site.table.query(appliedPartition(keyOf(ADA)))).items).toHaveLength(1);
  expect((await bea.send("GET", "/api/account")).json.applications).toEqual([]);
});

test("staff see of a claim whether its listing still has a page", async () => {
  const site = await startSite();
  const member = (await site.ask("POST", "/api/members", { body: { name: "Bread" } })).json;
  const listing = (await site.ask("POST", "/api/listings", { body: { memberId: member.id, name: "Bread" } })).json;
  const ada = await signIn(site, ADA);
  await ada.send("POST", `/api/listings/${listing.id}/claims`, { body: { message: "Mine" } });
  const seen = async () => (await site.ask("GET", "/api/staff/claims")).json.claims;

  const before = await seen();
  await site.ask("DELETE", `/api/listings/${listing.id}`, { version: 1 });
  const after = await seen();

  expect(before).toMatchObject([{ listing: "Bread", slug: "bread", shown: true }]);
  expect(after).toMatchObject([{ listing: "Bread", slug: "bread", shown: false }]);
});
